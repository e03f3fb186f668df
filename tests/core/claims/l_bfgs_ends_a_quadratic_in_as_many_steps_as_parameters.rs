//! L-BFGS: its directions are those of dense BFGS, exact lengths end a quadratic after P steps, and its
//! lengths satisfy the strong Wolfe conditions.

use nalgebra::{DMatrix, DVector};
use ngd_core::first_order::{Lbfgs, StrongWolfe};
use ngd_core::problem::Regression;
use ngd_core::{Activation, Mlp, Outcome, StepError};

use ngd_core_claims::runs::{QUARTIC, START, bits, curve, first_order_memory, weighted};

fn exact() -> StrongWolfe<f64> {
    StrongWolfe { curvature: 1e-9, decrease: 1e-10, evaluations: 60 }
}

#[test]
fn with_exact_lengths() {
    let samples = curve(23);
    let (rows, targets) = weighted(&samples);
    let best = rows.svd(true, true).solve(&targets, 1e-14).unwrap();
    let mut optimizer = Lbfgs::new(5);
    optimizer.length = exact();
    let (mut theta, mut memory) = (START, first_order_memory(&QUARTIC, 5));
    let error = |theta: &[f64]| (DVector::from_row_slice(theta) - &best).norm();
    let first = error(&theta);
    let mut errors = Vec::new();
    for _ in 0..5 {
        optimizer.step(&QUARTIC, &Regression, &samples, &mut theta, &mut memory).unwrap().loss();
        errors.push(error(&theta) / first);
    }
    println!("errors relative to the first: {errors:?}");
    assert!(errors[4] <= 1e-8 && errors[3] > 1e-4, "{errors:?}");
}

/// (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ.
fn updated(h: &DMatrix<f64>, s: &DVector<f64>, y: &DVector<f64>) -> DMatrix<f64> {
    let rho = 1.0 / s.dot(y);
    let left = DMatrix::identity(5, 5) - rho * s * y.transpose();
    &left * h * left.transpose() + rho * s * s.transpose()
}

#[test]
fn directions_are_those_of_dense_bfgs() {
    let samples = curve(23);
    let (rows, targets) = weighted(&samples);
    let gradient = |theta: &DVector<f64>| rows.tr_mul(&(&rows * theta - &targets));
    let history = 3;
    let mut optimizer = Lbfgs::new(history);
    let (mut theta, mut memory) = (START, first_order_memory(&QUARTIC, history));
    let mut path = vec![DVector::from_row_slice(&theta)];
    let mut worst: f64 = 0.0;
    for _ in 0..12 {
        let outcome = optimizer.step(&QUARTIC, &Regression, &samples, &mut theta, &mut memory).unwrap();
        let Outcome::Accepted(report) = outcome else { panic!("{outcome}") };
        let now = path[path.len() - 1].clone();
        let pairs: Vec<_> =
            path.windows(2).map(|w| (&w[1] - &w[0], gradient(&w[1]) - gradient(&w[0]))).collect();
        let kept = &pairs[pairs.len().saturating_sub(history)..];
        let scale = kept.last().map_or(1.0, |(s, y)| s.dot(y) / y.dot(y));
        let mut h = scale * DMatrix::identity(5, 5);
        for (s, y) in kept {
            h = updated(&h, s, y);
        }
        let g = gradient(&now);
        let step = -report.length * &h * &g;
        let next = DVector::from_row_slice(&theta);
        let error = (&next - &now - &step).norm() / step.norm();
        worst = worst.max(error);
        assert!(error <= 1e-8, "step {}: {error:e}", path.len());
        // the strong Wolfe conditions, by gradients of the closed form
        let loss = |theta: &DVector<f64>| 0.5 * (&rows * theta - &targets).norm_squared();
        let slope = g.dot(&(-&h * &g));
        let StrongWolfe { decrease, curvature, .. } = optimizer.length;
        assert!(loss(&next) <= loss(&now) + decrease * report.length * slope);
        assert!(gradient(&next).dot(&(-&h * &g)).abs() <= curvature * slope.abs() * (1.0 + 1e-9));
        path.push(next);
    }
    println!("steps of L-BFGS({history}) and of the dense formula apart by {worst:e}");
}

#[test]
fn lengths_on_awkward_lines() {
    type Line = fn(f64) -> (f64, f64);
    let lines: [(&str, Line); 4] = [
        ("Moré and Thuente 1, beta 2", |a| {
            let q = a * a + 2.0;
            (-a / q, (a * a - 2.0) / (q * q))
        }),
        ("Moré and Thuente 2, beta 0.004", |a| {
            let t = a + 0.004;
            (t.powi(5) - 2.0 * t.powi(4), 5.0 * t.powi(4) - 8.0 * t.powi(3))
        }),
        (
            "a wall at 0.3",
            |a| if a < 0.3 { (10.0 * a * a - a, 20.0 * a - 1.0) } else { (f64::NAN, f64::NAN) },
        ),
        ("a far minimum", |a| ((a / 500.0 - 1.0).powi(2), (a / 500.0 - 1.0) / 250.0)),
    ];
    for (name, line) in lines {
        for (curvature, first) in [(0.9, 1.0), (0.9, 1e-3), (0.1, 1e3), (0.1, 1e-2)] {
            let search = StrongWolfe { curvature, evaluations: 60, ..StrongWolfe::default() };
            let (mut evaluations, mut last) = (0, 0.0);
            let start = line(0.0);
            let found = search.search(start, first, |length| {
                evaluations += 1;
                last = length;
                line(length)
            });
            let found = found.unwrap_or_else(|| panic!("{name}, from {first}: nothing found"));
            let (loss, slope) = line(found.length);
            println!("{name}, from {first}: length {}, {evaluations} evaluations", found.length);
            assert!(evaluations <= 60 && found.length == last);
            assert!(loss <= start.0 + search.decrease * found.length * start.1, "{name}: decrease");
            assert!(slope.abs() <= curvature * start.1.abs(), "{name}: curvature");
        }
    }
    let few = StrongWolfe { evaluations: 3, ..StrongWolfe::default() };
    let mut evaluations = 0;
    few.search((0.0, -1.0), 1.0, |_| {
        evaluations += 1;
        (f64::INFINITY, f64::NAN)
    });
    assert!(evaluations <= 3);
}

const NET: Mlp<1> = Mlp::new(&[8], Activation::Tanh);

#[test]
fn it_trains_a_network_and_a_failed_step_leaves_every_bit() {
    let samples = curve(30);
    let mut spoilt = samples.clone();
    spoilt[29].weight = -1.0;
    let mut run = (Lbfgs::new(10), NET.glorot::<f64, 25>(1).unwrap(), first_order_memory(&NET, 10));
    let step = |run: &mut (Lbfgs<f64>, [f64; 25], Vec<f64>), samples: &[_]| {
        run.0.step(&NET, &Regression, samples, &mut run.1, &mut run.2)
    };
    let mut loss = f64::INFINITY;
    for _ in 0..200 {
        let report = *step(&mut run, &samples).unwrap().report();
        assert!(report.loss <= report.loss_before && report.loss <= loss);
        loss = report.loss;
    }
    println!("loss after 200 steps: {loss:e}");
    assert!(loss < 1e-5);
    let mut other = run.clone();
    assert_eq!(step(&mut run, &spoilt), Err(StepError::Weight(29)));
    for _ in 0..3 {
        step(&mut run, &samples).unwrap().loss();
        step(&mut other, &samples).unwrap().loss();
        assert_eq!(bits(&run.1), bits(&other.1));
    }
}
