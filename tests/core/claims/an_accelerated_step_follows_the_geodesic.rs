//! A geodesic acceleration is −(G+λI)⁻¹Jᵀr″: on functions that are quadratic in θ a step with it is
//! θ + ηd + ½η²a to rounding, by nalgebra; and Rosenbrock's valley ends in one step from everywhere.

use nalgebra::{DMatrix, DVector};
use ngd_core::damping::{AnnealedCutoff, Constant, Damping};
use ngd_core::least_squares::{JacobiSpectrum, LeastSquares, NormalEquations, SquareRoot, TruncatedSvd};
use ngd_core::model::SplitMix64;
use ngd_core::natural_gradient::{Parts, Thin};
use ngd_core::problem::Regression;
use ngd_core::step_length::{Fixed, GeodesicAcceleration};
use ngd_core::{
    At, Footprint, Jet, Model, Momentum, NaturalGradient, Order, Policy, Sample, StepError, Transport,
};

const P: usize = 6;
const N: usize = 11;

/// u_i = a_i·θ + ½ θᵀB_iθ at the points x = i.
struct Bent {
    linear: DMatrix<f64>,
    quadratic: Vec<DMatrix<f64>>,
}

impl Bent {
    fn new(seed: u64) -> Self {
        let mut random = SplitMix64::new(seed);
        let mut entry = |_, _| 2.0 * random.uniform::<f64>() - 1.0;
        let linear = DMatrix::from_fn(N, P, &mut entry);
        let square = |_| {
            let half = DMatrix::from_fn(P, P, &mut entry);
            &half + half.transpose()
        };
        Self { linear, quadratic: (0..N).map(square).collect() }
    }

    fn row(&self, i: usize, theta: &DVector<f64>) -> DVector<f64> {
        self.linear.row(i).transpose() + &self.quadratic[i] * theta
    }
}

impl Model<f64, 1, 1> for Bent {
    fn parameters(&self) -> usize {
        P
    }
    fn jet(&self, at: At<f64, 1>, _: &mut [f64]) -> [Jet<f64, 1>; 1] {
        let (i, theta) = (at.point()[0] as usize, DVector::from_row_slice(at.theta));
        let bent = 0.5 * theta.dot(&(&self.quadratic[i] * &theta));
        [Jet::value(self.linear.row(i).transpose().dot(&theta) + bent)]
    }
    fn pull_back(&self, at: At<f64, 1>, c: &[Jet<f64, 1>; 1], _: &mut [f64], row: &mut [f64]) {
        let (i, theta) = (at.point()[0] as usize, DVector::from_row_slice(at.theta));
        row.copy_from_slice((c[0].value * self.row(i, &theta)).as_slice());
    }
}

fn samples() -> [Sample<f64, 1>; N] {
    core::array::from_fn(|i| Sample {
        weight: 0.5 + 0.1 * i as f64,
        ..Sample::measured([i as f64], [(i as f64).sin()])
    })
}

/// √w r.
fn residual(model: &Bent, theta: &DVector<f64>) -> DVector<f64> {
    let samples = samples();
    let jet =
        |i: usize| model.jet(At::new(theta.as_slice(), &samples[i].point, Order::Value), &mut [])[0].value;
    DVector::from_fn(N, |i, _| samples[i].weight.sqrt() * (jet(i) - samples[i].target[0]))
}

/// d and a by nalgebra.
fn oracle(model: &Bent, theta: &DVector<f64>, alpha: f64, relative: f64) -> [DVector<f64>; 2] {
    curve(model, theta, relative, |_| -alpha * residual(model, theta))
}

/// d = (G+λI)⁻¹Jᵀf and its a, where f is made from J.
fn curve(
    model: &Bent,
    theta: &DVector<f64>,
    relative: f64,
    f: impl FnOnce(&DMatrix<f64>) -> DVector<f64>,
) -> [DVector<f64>; 2] {
    let samples = samples();
    let root = |i: usize| samples[i].weight.sqrt();
    let rows = DMatrix::from_fn(N, P, |i, j| root(i) * model.row(i, theta)[j]);
    let gram = rows.tr_mul(&rows);
    let lambda = relative * gram.trace() / P as f64;
    let factor = (gram + lambda * DMatrix::identity(P, P)).cholesky().unwrap();
    let d = factor.solve(&rows.tr_mul(&f(&rows)));
    let second = DVector::from_fn(N, |i, _| root(i) * d.dot(&(&model.quadratic[i] * &d)));
    let a = -factor.solve(&rows.tr_mul(&second));
    [d, a]
}

type Accelerated<S> = NaturalGradient<f64, Parts<S, GeodesicAcceleration<Fixed<f64>, f64>, Constant<f64>>>;

fn accelerated<S: LeastSquares<f64>>(solver: S, alpha: f64, relative: f64, most: f64) -> Accelerated<S> {
    NaturalGradient::natural_gradient()
        .with_solver(solver)
        .with_damping(Constant { relative })
        .with_length(GeodesicAcceleration { length: Fixed { learning_rate: alpha }, most, cautions: 0 })
        .with_policy(Policy::Escape { ceiling: f64::MAX })
}

fn memory(parameters: usize) -> Vec<f64> {
    vec![0.0; Footprint::of_parameters(parameters).words()]
}

fn farthest<S: LeastSquares<f64> + Copy>(solver: S) -> f64
where
    Constant<f64>: Damping<f64>,
{
    let mut worst = 0.0_f64;
    for seed in 0..50 {
        let model = Bent::new(seed);
        let start = DVector::from_fn(P, |j, _| 0.3 * (seed as f64 + 2.0 * j as f64).sin());
        for (alpha, relative) in [(0.1, 0.0), (1.0, 0.1), (0.5, 1e-3)] {
            let [d, a] = oracle(&model, &start, alpha, relative);
            let expected = &start + &d + 0.5 * &a;
            let mut theta = start.as_slice().to_vec();
            let mut optimizer = accelerated(solver, alpha, relative, f64::MAX);
            let outcome =
                optimizer.step(&model, &Regression, &samples(), &mut theta, &mut memory(P)).unwrap();
            assert!(outcome.is_accepted());
            let scale = d.norm() + a.norm();
            worst = worst.max((DVector::from_vec(theta) - expected).norm() / scale);
        }
    }
    worst
}

#[test]
fn the_acceleration_is_nalgebras() {
    for (name, worst) in [("Cholesky", farthest(NormalEquations)), ("square root", farthest(SquareRoot))] {
        println!("{name}: 150 steps of curved models apart by {worst:e} of their length");
        assert!(worst <= 1e-9, "{name}: {worst:e}");
    }
}

#[test]
fn a_bend_that_is_no_correction_is_left_out() {
    let (model, start) = (Bent::new(3), [0.1; P]);
    let theta = DVector::from_row_slice(&start);
    let [d, a] = oracle(&model, &theta, 1.0, 1e-2);
    let ratio = a.norm() / d.norm();
    let step = |most: f64| {
        let mut theta = start;
        let mut optimizer = accelerated(NormalEquations, 1.0, 1e-2, most);
        let outcome = optimizer.step(&model, &Regression, &samples(), &mut theta, &mut memory(P)).unwrap();
        assert!(outcome.is_accepted());
        theta
    };
    let mut straight = start;
    let mut plain = NaturalGradient::natural_gradient()
        .with_damping(Constant { relative: 1e-2 })
        .with_length(Fixed { learning_rate: 1.0 })
        .with_policy(Policy::Escape { ceiling: f64::MAX });
    let outcome = plain.step(&model, &Regression, &samples(), &mut straight, &mut memory(P)).unwrap();
    assert!(outcome.is_accepted());
    assert_eq!(step(0.999 * ratio).map(f64::to_bits), straight.map(f64::to_bits));
    assert_ne!(step(1.001 * ratio).map(f64::to_bits), straight.map(f64::to_bits));
    println!("‖a‖/‖d‖ = {ratio}: straight below, bent above");
}

/// r = (1 − x, 10(y − x²)) as a fit of two points.
struct Rosenbrock;

impl Model<f64, 1, 1> for Rosenbrock {
    fn parameters(&self) -> usize {
        2
    }
    fn jet(&self, at: At<f64, 1>, _: &mut [f64]) -> [Jet<f64, 1>; 1] {
        let [x, y] = [at.theta[0], at.theta[1]];
        [Jet::value(if at.point()[0] == 0.0 { x } else { 10.0 * (y - x * x) })]
    }
    fn pull_back(&self, at: At<f64, 1>, c: &[Jet<f64, 1>; 1], _: &mut [f64], row: &mut [f64]) {
        let rows = if at.point()[0] == 0.0 { [1.0, 0.0] } else { [-20.0 * at.theta[0], 10.0] };
        row.copy_from_slice(&rows.map(|entry| c[0].value * entry));
    }
}

#[test]
fn rosenbrocks_valley_ends_in_one_step() {
    let data = [Sample::measured([0.0], [1.0]), Sample::measured([1.0], [0.0])];
    let mut random = SplitMix64::new(7);
    let (mut worst, mut straight) = (0.0_f64, f64::INFINITY);
    for _ in 0..100 {
        let start = [4.0 * random.uniform::<f64>() - 2.0, 4.0 * random.uniform::<f64>() - 1.0];
        let mut theta = start;
        let mut optimizer = accelerated(SquareRoot, 1.0, 0.0, f64::MAX);
        let bent = optimizer.step(&Rosenbrock, &Regression, &data, &mut theta, &mut memory(2)).unwrap();
        worst = worst.max(bent.loss());
        let mut theta = start;
        let mut plain = NaturalGradient::natural_gradient()
            .with_solver(SquareRoot)
            .with_damping(Constant { relative: 0.0 })
            .with_length(Fixed { learning_rate: 1.0 })
            .with_policy(Policy::Escape { ceiling: f64::MAX });
        let outcome = plain.step(&Rosenbrock, &Regression, &data, &mut theta, &mut memory(2)).unwrap();
        // A straight step ends at x = 1 on the tangent: y − x² = −(1 − x₀)².
        let expected = 50.0 * (1.0 - start[0]).powi(4);
        assert!((outcome.loss() - expected).abs() <= 1e-9 * (1.0 + expected));
        straight = straight.min(outcome.loss());
    }
    println!(
        "100 starts: the loss after one step at most {worst:e}; of straight steps at least {straight:e}"
    );
    assert!(worst <= 1e-20, "{worst:e}");
}

/// The bent part of a step is of the function's change (B) and not of its tangent (A).
#[test]
fn a_velocity_is_the_step_that_was_added_or_its_straight_part() {
    let model = Bent::new(5);
    for (transport, share) in
        [(Transport::Projected, 0.0), (Transport::Difference, 0.5), (Transport::Parameter, 0.5)]
    {
        let mut optimizer = accelerated(NormalEquations, 0.3, 1e-3, f64::MAX);
        optimizer.momentum = Momentum::HeavyBall { beta: 0.5, transport };
        let (mut theta, mut memory) = ([0.2; P], memory(P));
        let [d, a] = oracle(&model, &DVector::from_row_slice(&theta), 0.3, 1e-3);
        let outcome = optimizer.step(&model, &Regression, &samples(), &mut theta, &mut memory).unwrap();
        assert!(outcome.is_accepted());
        // The first vector of the memory is the velocity.
        let expected = d + share * a;
        let velocity = DVector::from_row_slice(&memory[..P]);
        assert!((velocity - &expected).norm() <= 1e-9 * expected.norm(), "{transport:?}");
    }
}

/// C: w = θ + βv + ½a of that, v the projected difference, without damping; then the step at w.
#[test]
fn a_look_ahead_follows_its_geodesic() {
    let (model, beta, alpha) = (Bent::new(5), 0.6, 0.2);
    let mut optimizer = accelerated(NormalEquations, alpha, 0.0, f64::MAX);
    optimizer.momentum = Momentum::Nesterov { beta, transport: Transport::Difference };
    let (mut theta, mut memory) = ([0.2; P], memory(P));
    let [mut before, mut here] = [DVector::from_row_slice(&theta), DVector::from_row_slice(&theta)];
    let mut worst = 0.0_f64;
    for k in 0..6 {
        let change = residual(&model, &here) - residual(&model, &before);
        let [d, a] = curve(&model, &here, 0.0, |_| beta * change);
        let w = if k == 0 { here.clone() } else { &here + &d + 0.5 * a };
        let [step, bend] = oracle(&model, &w, alpha, 0.0);
        let expected = w + &step + 0.5 * bend;
        let outcome = optimizer.step(&model, &Regression, &samples(), &mut theta, &mut memory).unwrap();
        assert!(outcome.is_accepted());
        (before, here) = (here, DVector::from_row_slice(&theta));
        worst = worst.max((&here - expected).norm() / step.norm());
    }
    println!("six steps with a look-ahead apart by {worst:e} of their length");
    assert!(worst <= 1e-9, "{worst:e}");
}

/// Truncated directions that bend too much give way to shorter ones of fewer singular values, so often and no more.
#[test]
fn a_cautious_step_looks_for_a_direction_that_it_can_follow() {
    let model = Bent::new(3);
    let step = |cautions, most| {
        let length = GeodesicAcceleration { length: Fixed { learning_rate: 1.0 }, most, cautions };
        let mut optimizer = NaturalGradient::natural_gradient()
            .with_solver(TruncatedSvd::new(JacobiSpectrum::new([0.0; JacobiSpectrum::words(P)])))
            .with_damping(AnnealedCutoff::between(1e-3, 1e-3, 1))
            .with_length(length)
            .with_policy(Policy::Escape { ceiling: f64::MAX });
        let (mut theta, mut memory) = ([0.1; P], memory(P));
        let outcome = optimizer.step(&model, &Regression, &samples(), &mut theta, &mut memory).unwrap();
        assert!(outcome.is_accepted());
        outcome.report().regularization
    };
    for cautions in 0..4 {
        // A bend is never so small, one of any size always small enough.
        assert!((step(cautions, 0.0) / (1e-3 * 3.0_f64.powi(cautions as i32)) - 1.0).abs() <= 1e-12);
        assert_eq!(step(cautions, f64::MAX), 1e-3);
    }
    // As often as there are larger cutoffs.
    assert!(step(u32::MAX, 0.0) < 0.9);
}

#[test]
fn a_memory_without_its_vectors_is_too_small() {
    let mut memory = vec![0.0; Footprint::of_parameters(P).of::<NaturalGradient<f64, Thin<f64>>>().words()];
    let mut optimizer = accelerated(NormalEquations, 0.3, 1e-3, 1.0);
    let error =
        optimizer.step(&Bent::new(1), &Regression, &samples(), &mut [0.1; P], &mut memory).unwrap_err();
    println!("{error}");
    assert!(matches!(error, StepError::Memory(_)));
}
