//! Energy natural gradient: on a quadratic energy one step is the Ritz solution, on another one Newton's step;
//! energies may be negative and momentum rides on them.

use std::f64::consts::PI;

use nalgebra::{DMatrix, DVector};
use ngd_core::check::check_energy;
use ngd_core::damping::Constant;
use ngd_core::energy::{Energy, Ritz};
use ngd_core::least_squares::{LeastSquares, NormalEquations, SquareRoot};
use ngd_core::metric::Metric;
use ngd_core::model::{Model, SplitMix64};
use ngd_core::step_length::Fixed;
use ngd_core::{
    Activation, At, BOUNDARY, INTERIOR, Jet, Mlp, Momentum, NaturalGradient, Order, Problem, Sample,
    Transport,
};

use ngd_core_claims::runs::{QUARTIC, START, curve, memory};

/// ½u′² + ½u² − f u inside, ½·3(u − g)² on the boundary.
#[derive(Clone, Copy)]
struct Quadratic;

impl Energy<f64, 1, 1> for Quadratic {
    fn density(&self, s: &Sample<f64, 1>, [u]: &[Jet<f64, 1>; 1]) -> f64 {
        match s.kind {
            BOUNDARY => 1.5 * (u.value - s.target[0]).powi(2),
            _ => 0.5 * u.gradient[0].powi(2) + 0.5 * u.value.powi(2) - s.target[0] * u.value,
        }
    }

    fn derivative(&self, s: &Sample<f64, 1>, [u]: &[Jet<f64, 1>; 1]) -> [Jet<f64, 1>; 1] {
        match s.kind {
            BOUNDARY => [Jet::value(3.0 * (u.value - s.target[0]))],
            _ => [Jet { value: u.value - s.target[0], ..Jet::gradient(0, u.gradient[0]) }],
        }
    }

    fn factors(&self) -> usize {
        2
    }

    fn factor(&self, s: &Sample<f64, 1>, _: &[Jet<f64, 1>; 1], which: usize) -> [Jet<f64, 1>; 1] {
        match (s.kind, which) {
            (BOUNDARY, 0) => [Jet::value(3.0f64.sqrt())],
            (BOUNDARY, _) => [Jet::ZERO],
            (_, 0) => [Jet::gradient(0, 1.0)],
            _ => [Jet::value(1.0)],
        }
    }
}

/// ½u′² + ¼u⁴ − f u with f = π² cos πx + cos³ πx, whose minimum on (−1, 1) is cos πx.
#[derive(Clone, Copy)]
struct Quartic;

impl Energy<f64, 1, 1> for Quartic {
    fn density(&self, s: &Sample<f64, 1>, [u]: &[Jet<f64, 1>; 1]) -> f64 {
        0.5 * u.gradient[0].powi(2) + 0.25 * u.value.powi(4) - s.target[0] * u.value
    }

    fn derivative(&self, s: &Sample<f64, 1>, [u]: &[Jet<f64, 1>; 1]) -> [Jet<f64, 1>; 1] {
        [Jet { value: u.value.powi(3) - s.target[0], ..Jet::gradient(0, u.gradient[0]) }]
    }

    fn factors(&self) -> usize {
        2
    }

    fn factor(&self, _: &Sample<f64, 1>, [u]: &[Jet<f64, 1>; 1], which: usize) -> [Jet<f64, 1>; 1] {
        [if which == 0 { Jet::gradient(0, 1.0) } else { Jet::value(3.0f64.sqrt() * u.value) }]
    }
}

fn samples() -> Vec<Sample<f64, 1>> {
    let mut samples = curve(23);
    for end in [-1.0, 1.0] {
        samples.push(Sample { target: [0.4 * end], ..Sample::new([end], 1.0, BOUNDARY) });
    }
    samples
}

/// (φ, φ′) at a point.
fn basis(x: f64) -> [DVector<f64>; 2] {
    let value = DVector::from_fn(5, |j, _| x.powi(j as i32));
    let slope = DVector::from_fn(5, |j, _| if j == 0 { 0.0 } else { j as f64 * x.powi(j as i32 - 1) });
    [value, slope]
}

fn stepped<M: Metric<f64, 1, 1> + Problem<f64, 1, 1>>(
    energy: &M,
    solver: impl LeastSquares<f64>,
    samples: &[Sample<f64, 1>],
) -> (DVector<f64>, Option<f64>) {
    let mut optimizer = NaturalGradient::<f64>::thin()
        .with_metric(energy)
        .with_solver(solver)
        .with_length(Fixed { learning_rate: 1.0 })
        .with_damping(Constant { relative: 0.0 });
    let (mut theta, mut memory) = (START, memory::<f64, 1, 1>(&QUARTIC));
    let outcome = optimizer.step(&QUARTIC, energy, samples, &mut theta, &mut memory).unwrap();
    assert!(outcome.is_accepted());
    (DVector::from_row_slice(&theta), outcome.report().gain)
}

#[test]
fn one_step_on_a_quadratic_energy_is_the_ritz_solution() {
    let samples = samples();
    let (mut matrix, mut side) = (DMatrix::zeros(5, 5), DVector::zeros(5));
    for s in &samples {
        let [value, slope] = basis(s.point[0]);
        let (mass, stiffness, load) = if s.kind == BOUNDARY { (3.0, 0.0, 3.0) } else { (1.0, 1.0, 1.0) };
        matrix += s.weight * (mass * &value * value.transpose() + stiffness * &slope * slope.transpose());
        side += s.weight * load * s.target[0] * &value;
    }
    let ritz = matrix.lu().solve(&side).unwrap();
    for (name, (found, gain)) in [
        ("normal equations", stepped(&Ritz(Quadratic), NormalEquations, &samples)),
        ("square root", stepped(&Ritz(Quadratic), SquareRoot, &samples)),
    ] {
        let error = (&found - &ritz).norm() / ritz.norm();
        println!("{name}: from the Ritz solution {error:e}, gain ratio {gain:?}");
        assert!(error <= 1e-12 && (gain.unwrap() - 1.0).abs() <= 1e-10, "{name}: {error:e}");
    }
}

#[test]
fn one_step_on_another_energy_is_newtons() {
    let samples = curve(23);
    let start = DVector::from_row_slice(&START);
    let (mut hessian, mut gradient) = (DMatrix::zeros(5, 5), DVector::zeros(5));
    for s in &samples {
        let [value, slope] = basis(s.point[0]);
        let (u, du) = (value.dot(&start), slope.dot(&start));
        hessian += s.weight * (&slope * slope.transpose() + 3.0 * u * u * &value * value.transpose());
        gradient += s.weight * (du * &slope + (u * u * u - s.target[0]) * &value);
    }
    let newton = &start - hessian.lu().solve(&gradient).unwrap();
    let (found, _) = stepped(&Ritz(Quartic), SquareRoot, &samples);
    let error = (&found - &newton).norm() / (&newton - &start).norm();
    println!("from Newton's step {error:e}");
    assert!(error <= 1e-11, "{error:e}");
}

#[test]
fn derivatives_agree_with_differences() {
    let mut random = SplitMix64::new(5);
    for k in 0..20 {
        let mut draw = || 2.0 * random.uniform::<f64>() - 1.0;
        let jet = [Jet { value: draw(), gradient: [draw()], second: [0.0] }];
        let kind = if k % 2 == 0 { INTERIOR } else { BOUNDARY };
        let sample = Sample { target: [draw()], ..Sample::new([draw()], 1.0, kind) };
        for [first, second] in
            [check_energy(&Quadratic, &sample, &jet), check_energy(&Quartic, &sample, &jet)]
        {
            assert!(first <= 1e-9 && second <= 1e-9, "{first:e}, {second:e}");
        }
    }
    struct Wrong;
    impl Energy<f64, 1, 1> for Wrong {
        fn density(&self, s: &Sample<f64, 1>, jets: &[Jet<f64, 1>; 1]) -> f64 {
            Quartic.density(s, jets)
        }
        fn derivative(&self, s: &Sample<f64, 1>, jets: &[Jet<f64, 1>; 1]) -> [Jet<f64, 1>; 1] {
            Quartic.derivative(s, jets)
        }
        fn factors(&self) -> usize {
            1
        }
        fn factor(&self, s: &Sample<f64, 1>, jets: &[Jet<f64, 1>; 1], which: usize) -> [Jet<f64, 1>; 1] {
            Quartic.factor(s, jets, which)
        }
    }
    let jet = [Jet { value: 0.9, gradient: [0.3], second: [0.0] }];
    let [first, second] = check_energy(&Wrong, &Sample::measured([0.1], [0.2]), &jet);
    assert!(first <= 1e-9 && second > 0.5, "a missing factor must be seen: {second:e}");
}

const NET: Mlp<1> = Mlp::new(&[16], Activation::Tanh);

/// The midpoints of (−1, 1), with the source of the quartic energy.
fn midpoints(count: usize) -> Vec<Sample<f64, 1>> {
    let source = |x: f64| PI * PI * (PI * x).cos() + (PI * x).cos().powi(3);
    let point = |i: usize| -1.0 + 2.0 * (i as f64 + 0.5) / count as f64;
    let sample = |x: f64| Sample { target: [source(x)], ..Sample::new([x], 2.0 / count as f64, INTERIOR) };
    (0..count).map(|i| sample(point(i))).collect()
}

/// ‖u − cos πx‖/‖cos πx‖ over the samples.
fn error(theta: &[f64], samples: &[Sample<f64, 1>]) -> f64 {
    let mut scratch = vec![0.0; Model::<f64, 1, 1>::scratch(&NET)];
    let square = |s: &Sample<f64, 1>, scratch: &mut [f64]| {
        let [u] = NET.jet(At::new(theta, &s.point, Order::Value), scratch);
        (u.value - (PI * s.point[0]).cos()).powi(2)
    };
    let sum: f64 = samples.iter().map(|s| s.weight * square(s, &mut scratch)).sum();
    sum.sqrt()
}

#[test]
fn deep_ritz_is_solved_with_and_without_momentum() {
    let samples = midpoints(200);
    let problem = Ritz(Quartic);
    let momenta = [
        ("none", Momentum::None),
        ("heavy ball A", Momentum::HeavyBall { beta: 0.5, transport: Transport::Projected }),
        ("heavy ball B", Momentum::HeavyBall { beta: 0.5, transport: Transport::Difference }),
        ("Nesterov C", Momentum::Nesterov { beta: 0.5, transport: Transport::Difference }),
    ];
    for (name, momentum) in momenta {
        let mut optimizer = NaturalGradient::natural_gradient().with_metric(&problem);
        optimizer.momentum = momentum;
        let (mut theta, mut memory) = (NET.glorot::<f64, 49>(1).unwrap(), memory::<f64, 1, 1>(&NET));
        let mut loss = f64::INFINITY;
        let mut rode = 0;
        for _ in 0..100 {
            let report = *optimizer.step(&NET, &problem, &samples, &mut theta, &mut memory).unwrap().report();
            assert!(report.loss <= loss);
            loss = report.loss;
            rode += u32::from(report.beta > 0.0);
        }
        let error = error(&theta, &samples);
        println!("{name}: energy {loss}, relative L² error {error:e}, momentum in {rode} steps");
        assert!(loss < -5.497 && error <= 5e-3, "{name}: {error:e}");
        assert!((momentum == Momentum::None) == (rode == 0), "{name}");
    }
}
