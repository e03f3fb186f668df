//! No row, no damping and no length makes a solver panic, and no row that is not finite is factored.

use ngd_core::least_squares::{
    Averaged, Dual, Euclidean, LeastSquares, NormalEquations, PANEL_ROWS, Panel, Regularization, SquareRoot,
    System, Whitened,
};
use proptest::prelude::*;

/// Everything the solver may be asked, with memory of any size.
fn ask<S: LeastSquares<f32>>(mut solver: S, case: &Case) -> bool {
    let mut triangle = vec![[f32::NAN; 4]; case.lengths[0]];
    let (mut residual, mut velocity) = (vec![0.0; case.lengths[1]], vec![0.0; case.lengths[2]]);
    let mut workspace = vec![[0.0; 4]; case.lengths[3]];
    let mut system = System {
        parameters: case.parameters,
        triangle: &mut triangle,
        residual: &mut residual,
        velocity: &mut velocity,
        damping: 0.0,
        relative: 0.0,
    };
    solver.begin(&mut system, case.damping[0]);
    for chunk in case.entries.chunks(4 * case.lengths[4].max(1)) {
        let mut lanes: Vec<[f32; 4]> = chunk.chunks_exact(4).map(|c| [c[0], c[1], c[2], c[3]]).collect();
        let side: [f32; PANEL_ROWS] =
            std::array::from_fn(|k| case.entries.get(7 * k).copied().unwrap_or(f32::INFINITY));
        let [mut residual, mut velocity] = [side, side];
        let (residual, velocity) = (&mut residual, &mut velocity);
        solver.absorb(&mut system, &mut Panel { lanes: &mut lanes, residual, velocity });
    }
    let mut vector = vec![1.0; case.lengths[5]];
    solver.trace(&system);
    solver.gradient(&system, &mut vector);
    let regularization = if case.relative { Regularization::Relative } else { Regularization::Damping };
    let outcome = solver.factor(&mut system, &mut workspace, regularization(case.damping[1]));
    solver.solve(&mut system, case.damping[0], case.damping[1], &mut vector);
    solver.solve_for(&mut system, &mut vector);
    solver.curvature(&system, &vector);
    solver.covariance_diagonal(&mut system, &mut vector);
    outcome.is_ok()
}

#[derive(Debug)]
struct Case {
    parameters: usize,
    lengths: [usize; 6],
    entries: Vec<f32>,
    damping: [f32; 2],
    relative: bool,
}

impl Case {
    /// The entries of complete blocks of eight lanes that belong to a parameter.
    fn seen(&self) -> Vec<f32> {
        let panel = 32 * self.parameters.div_ceil(4);
        let parameter = |i: usize| 4 * (i % panel / 32) + i % 4;
        let entries = self.entries.iter().take(self.entries.len() / 32 * 32).enumerate();
        entries.filter(|(i, _)| parameter(*i) < self.parameters).map(|(_, entry)| *entry).collect()
    }
}

/// Any bit pattern, with those that hurt more often.
fn number() -> impl Strategy<Value = f32> {
    prop_oneof![
        4 => -2.0f32..2.0,
        2 => Just(0.0f32),
        2 => any::<u32>().prop_map(f32::from_bits),
        1 => prop_oneof![
            Just(f32::NAN), Just(f32::INFINITY), Just(f32::NEG_INFINITY), Just(f32::MAX), Just(-0.0),
            Just(f32::MIN_POSITIVE), Just(1e-45f32), Just(1e30f32), Just(-1e-30f32),
        ],
    ]
}

fn any_case() -> impl Strategy<Value = Case> {
    let parameters = prop_oneof![20 => 0usize..14, 1 => Just(usize::MAX), 1 => Just(usize::MAX / 2)];
    let entries = prop::collection::vec(number(), 0..700);
    (parameters, prop::array::uniform6(0usize..60), entries, [number(), number()], any::<bool>()).prop_map(
        |(parameters, lengths, entries, damping, relative)| Case {
            parameters,
            lengths,
            entries,
            damping,
            relative,
        },
    )
}

/// Memory of the right size, rows that hurt.
fn fitting_case() -> impl Strategy<Value = Case> {
    (1usize..14, prop::collection::vec(number(), 0..700), [number(), number()], any::<bool>()).prop_map(
        |(parameters, entries, damping, relative)| {
            let g = parameters.div_ceil(4);
            let lengths = [2 * g * (g + 1), 4 * g, 4 * g, 8 * g, 8 * g, 4 * g];
            Case { parameters, lengths, entries, damping, relative }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_any_length(case in any_case()) {
        ask(NormalEquations, &case);
        ask(SquareRoot, &case);
        ask(Euclidean, &case);
        ask(Averaged::new(case.damping[0]), &case);
        ask(Whitened::new(2, SquareRoot), &case);
        for rows in [0, 1, 5, case.lengths[0], usize::MAX, usize::MAX / 3] {
            ask(Dual::new(rows), &case);
        }
    }

    #[test]
    fn of_the_right_length(case in fitting_case()) {
        let finite = case.seen().iter().all(|entry| entry.is_finite());
        prop_assert!(!ask(NormalEquations, &case) || finite);
        prop_assert!(!ask(SquareRoot, &case) || finite);
        prop_assert!(ask(Euclidean, &case));
    }
}
