//! The square root R of the QR satisfies RᵀR = JᵀJ + λI and Rᵀz = Jᵀr, whatever the rank, the damping, and
//! when it was put there.

use nalgebra::DMatrix;
use ngd_core::Real;
use ngd_core::least_squares::{LeastSquares, Regularization, SquareRoot};

use ngd_core_claims::lent_memory::{LentMemory, Rows, wide};

/// ‖RᵀR − JᵀJ − λI‖ / ‖JᵀJ + λI‖ and ‖Rᵀz − Jᵀr‖ / (‖J‖ ‖r‖), in units of ε. `first` of λ is there from the
/// beginning.
fn errors<R: Real>(case: &Rows, first: f64, damping: f64) -> [f64; 2] {
    let parameters = case.jacobian.ncols();
    let mut solver = SquareRoot;
    let mut memory = LentMemory::<R>::filled(&mut solver, case, R::of(first));
    let trace = memory.with(|system, _| solver.trace(system)).to_f64();
    let exact = case.gram(0.0).trace();
    let size = exact + first * parameters as f64;
    assert!((trace - exact).abs() <= 1e3 * R::EPSILON.to_f64() * size, "{trace} for {exact}");
    let outcome =
        memory.with(|system, work| solver.factor(system, work, Regularization::Damping(R::of(damping))));
    if damping > 0.0 {
        outcome.expect("damped");
    }
    let gram = case.gram(R::of(damping).to_f64());
    let lower = memory.lower();
    let square = &lower * lower.transpose();
    let mut gradient = vec![R::ZERO; parameters];
    memory.with(|system, _| solver.gradient(system, &mut gradient));
    let exact = case.jacobian.tr_mul(&case.residual);
    let scale = case.jacobian.norm() * case.residual.norm();
    let relative =
        |error: f64, size: f64| if size == 0.0 { error } else { error / size / R::EPSILON.to_f64() };
    [
        relative((square - &gram).norm(), gram.norm()),
        relative((wide(&gradient, parameters) - exact).norm(), scale),
    ]
}

fn check(name: &str, case: &Rows, single: [f64; 2], double: [f64; 2]) {
    let (rows, parameters) = case.jacobian.shape();
    println!("{name}, P {parameters:3}, N {rows:3}: {single:.1?} ε in f32, {double:.1?} ε in f64");
    for error in single.into_iter().chain(double) {
        let bound = 20.0 + rows as f64 + parameters as f64;
        assert!(error <= bound, "{name}, P {parameters}, N {rows}: {error} ε");
    }
}

#[test]
fn r_transposed_times_r_is_the_gram_matrix() {
    for parameters in [1, 2, 3, 4, 5, 7, 8, 9, 61, 64, 129] {
        for rows in [0, 1, 3, 8, 9, 16, 50, 257] {
            let case = Rows::random::<f32>(rows, parameters, (1000 * rows + parameters) as u64);
            for (name, first, damping) in [
                ("no damping", 0.0, 0.0),
                ("λ before", 0.3, 0.3),
                ("λ after", 0.0, 0.3),
                ("λ in two", 0.1, 0.3),
            ] {
                let single = errors::<f32>(&case, first, damping);
                check(name, &case, single, errors::<f64>(&case, first, damping));
            }
        }
    }
}

#[test]
fn whatever_the_rank() {
    for (rows, parameters, rank) in [(40, 13, 5), (64, 61, 10), (30, 8, 1)] {
        let (left, right) = (Rows::random::<f32>(rows, rank, 1), Rows::random::<f32>(rank, parameters, 2));
        let mut jacobian: DMatrix<f64> = &left.jacobian * &right.jacobian;
        jacobian.fill_column(parameters / 2, 0.0);
        jacobian.fill_row(rows / 3, 0.0);
        let case = Rows::of::<f32>(jacobian, 3);
        for (first, damping) in [(0.0, 0.0), (1e-3, 1e-3), (0.0, 1e-3)] {
            let single = errors::<f32>(&case, first, damping);
            check("deficient", &case, single, errors::<f64>(&case, first, damping));
        }
    }
}

#[test]
fn whatever_the_size_of_the_entries() {
    for size in [1e-18, 1e15] {
        let case = Rows::of::<f32>(Rows::random::<f32>(50, 21, 5).jacobian * size, 6);
        check("scaled", &case, errors::<f32>(&case, 0.0, 0.0), errors::<f64>(&case, 0.0, 0.0));
    }
}
