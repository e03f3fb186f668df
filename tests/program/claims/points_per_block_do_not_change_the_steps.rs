//! With 1, 2, 4 or 8 points per block the steps are the same, bit for bit.

use ngd_core::least_squares::{LeastSquares, NormalEquations, SquareRoot};
use ngd_core::{
    Activation, BOUNDARY, INTERIOR, Jet, Mlp, NaturalGradient, Order, Problem, Real, Residual, Sample,
};
use ngd_host::problem::Laplace;

use ngd_core_claims::runs::{Preset, bits, memory, presets};

const NET: Mlp<2> = Mlp::new(&[6, 5], Activation::Tanh);
const PARAMETERS: usize = NET.parameters();

/// u_xx + u² = f and u_y = f/2 at every point.
struct TwoEquations;

impl<R: Real> Problem<R, 2, 1> for TwoEquations {
    fn order(&self) -> Order {
        Order::Second
    }

    fn residuals(&self) -> usize {
        2
    }

    fn linearize(&self, sample: &Sample<R, 2>, [u]: &[Jet<R, 2>; 1], which: usize) -> Residual<R, 2, 1> {
        let [f] = sample.target;
        if which == 1 {
            return Residual::new(u.gradient[1] - R::HALF * f, [Jet::gradient(1, R::ONE)]);
        }
        let mut cotangent = Jet::second(0, R::ONE);
        cotangent.value = u.value + u.value;
        Residual::new(u.second[0] + u.value * u.value - f, [cotangent])
    }
}

/// 29 samples, no multiple of eight.
fn samples() -> Vec<Sample<f64, 2>> {
    let sample = |i: usize| {
        let t = i as f64;
        let kind = if i.is_multiple_of(3) { BOUNDARY } else { INTERIOR };
        let point = [(0.37 * t) % 1.0, (0.61 * t) % 1.0];
        Sample::new(point, 0.02 + 0.01 * (t % 4.0), kind).with_target([(5.0 * t).sin()])
    };
    (0..29).map(sample).collect()
}

/// θ and loss after each of ten steps.
fn run<const K: usize>(
    preset: Preset,
    solver: impl LeastSquares<f64>,
    problem: &impl Problem<f64, 2, 1>,
) -> Vec<u64> {
    let (samples, mut memory) = (samples(), memory::<f64, 2, 1>(&NET));
    let mut theta = NET.glorot::<f64, PARAMETERS>(2).unwrap();
    let mut optimizer = preset.with_solver(solver);
    let mut seen = Vec::new();
    for _ in 0..10 {
        let step =
            optimizer.step_in_blocks::<K, _, _, 2, 1>(&NET, problem, &samples, &mut theta, &mut memory);
        seen.push(step.unwrap().loss().to_bits());
        seen.extend(bits(&theta));
    }
    seen
}

fn compare<S: LeastSquares<f64> + Copy>(solver: S, name: &str, problem: &impl Problem<f64, 2, 1>) {
    let plain = ("natural gradient", NaturalGradient::<f64>::thin());
    for (method, preset) in presets(0.6).into_iter().chain([plain]) {
        let eight = run::<8>(preset, solver, problem);
        assert!(run::<4>(preset, solver, problem) == eight, "{name}, {method}: 4 and 8 points");
        assert!(run::<2>(preset, solver, problem) == eight, "{name}, {method}: 2 and 8 points");
        assert!(run::<1>(preset, solver, problem) == eight, "{name}, {method}: 1 and 8 points");
        let moved = eight[1..=PARAMETERS] != eight[eight.len() - PARAMETERS..];
        assert!(moved, "{name}, {method}: the steps did not move");
    }
    println!("{name}: ten steps of six methods the same");
}

#[test]
fn with_one_residual() {
    compare(NormalEquations, "poisson-2d, normal equations", &Laplace);
    compare(SquareRoot, "poisson-2d, square root", &Laplace);
}

#[test]
fn with_two_residuals() {
    compare(NormalEquations, "two equations, normal equations", &TwoEquations);
    compare(SquareRoot, "two equations, square root", &TwoEquations);
}
