//! In whitened coordinates φ = Lᵀθ, written out here, heavy ball, Nesterov, Adam and L-BFGS make the steps of
//! the kept Gram matrix; with new coordinates at every step they are the natural gradient's.

use nalgebra::{DMatrix, DVector};
use ngd_core::damping::Constant;
use ngd_core::first_order::{Adam, Lbfgs};
use ngd_core::least_squares::{Dual, LeastSquares, NormalEquations, SquareRoot, Whitened};
use ngd_core::problem::Regression;
use ngd_core::step_length::Fixed;
use ngd_core::{Activation, Mlp, Momentum, NaturalGradient, Policy, Sample, StepError, Transport};

use ngd_core_claims::runs::{QUARTIC, START, bits, curve, memory, weighted};

const ALPHA: f64 = 0.15;
const BETA: f64 = 0.6;
const RELATIVE: f64 = 1e-3;

/// Eleven samples of 33, others at every step.
fn batch(step: usize) -> Vec<Sample<f64, 1>> {
    curve(33).into_iter().skip(step % 3).step_by(3).collect()
}

/// θ after so many steps in coordinates made anew at every `every`-th step.
fn written_out(steps: usize, every: usize, is_nesterov: bool) -> DVector<f64> {
    let mut theta = DVector::from_row_slice(&START);
    let mut velocity = DVector::zeros(5);
    let mut root = DMatrix::identity(5, 5);
    for k in 0..steps {
        let (rows, targets) = weighted(&batch(k));
        if k % every == 0 {
            let gram = rows.tr_mul(&rows);
            let lambda = RELATIVE * gram.trace() / 5.0;
            root = (gram + lambda * DMatrix::identity(5, 5)).cholesky().unwrap().l().transpose();
        }
        // everything in φ = Lᵀθ
        let phi = &root * &theta;
        let speed = &root * &velocity;
        let ahead = if is_nesterov { &phi + BETA * &speed } else { phi.clone() };
        let there = root.clone().lu().solve(&ahead).unwrap();
        let gradient = root.transpose().lu().solve(&rows.tr_mul(&(&rows * there - targets))).unwrap();
        let step = if is_nesterov { ahead - &phi } else { BETA * speed } - ALPHA * gradient;
        velocity = root.clone().lu().solve(&step).unwrap();
        theta += &velocity;
    }
    theta
}

fn run(solver: impl LeastSquares<f64>, steps: usize, is_nesterov: bool) -> DVector<f64> {
    let length = Fixed { learning_rate: ALPHA };
    let preset = match is_nesterov {
        true => NaturalGradient::nesterov(length, BETA),
        false => NaturalGradient::heavy_ball(length, BETA),
    };
    let mut optimizer = preset
        .with_solver(solver)
        .with_damping(Constant { relative: RELATIVE })
        .with_policy(Policy::Escape { ceiling: 1e6 });
    let (mut theta, mut memory) = (START, vec![0.0; 4000]);
    for k in 0..steps {
        optimizer.step(&QUARTIC, &Regression, &batch(k), &mut theta, &mut memory).unwrap().loss();
    }
    DVector::from_row_slice(&theta)
}

#[test]
fn steps_are_those_written_out_in_phi() {
    for is_nesterov in [false, true] {
        for every in [1, 2, 7, 1000] {
            let exact = written_out(25, every, is_nesterov);
            let n = every as u32;
            for (name, found) in [
                ("normal equations", run(Whitened::new(n, NormalEquations), 25, is_nesterov)),
                ("square root", run(Whitened::new(n, SquareRoot), 25, is_nesterov)),
                ("dual", run(Whitened::new(n, Dual::new(11)), 25, is_nesterov)),
            ] {
                let error = (&found - &exact).norm() / exact.norm();
                println!("every {every}, Nesterov {is_nesterov}, {name}: {error:e}");
                assert!(error <= 1e-9, "every {every}, {name}: {error:e}");
            }
        }
        let apart = (written_out(25, 1, is_nesterov) - written_out(25, 7, is_nesterov)).norm();
        assert!(apart > 1e-4, "the coordinates must matter: {apart:e}");
    }
}

#[test]
fn at_every_step_it_is_the_natural_gradient_bit_for_bit() {
    let natural = |whiten: bool| {
        let preset = NaturalGradient::parameter_heavy_ball(BETA)
            .with_length(Fixed { learning_rate: ALPHA })
            .with_damping(Constant { relative: RELATIVE })
            .with_policy(Policy::Escape { ceiling: 1e6 });
        let mut theta = START;
        let mut store = memory::<f64, 1, 1>(&QUARTIC);
        let mut plain = preset;
        let mut whitened = preset.with_solver(Whitened::new(1, NormalEquations));
        for k in 0..10 {
            let samples = batch(k);
            let outcome = if whiten {
                whitened.step(&QUARTIC, &Regression, &samples, &mut theta, &mut store)
            } else {
                plain.step(&QUARTIC, &Regression, &samples, &mut theta, &mut store)
            };
            outcome.unwrap().loss();
        }
        bits(&theta)
    };
    assert_eq!(natural(true), natural(false));
}

/// Adam of algorithm 1 in φ; the average of the gradient is a covector, m_φ = L⁻¹m, that of squares is kept.
fn adam_written_out(steps: usize, every: usize) -> DVector<f64> {
    let mut theta = DVector::from_row_slice(&START);
    let (mut m, mut v) = (DVector::zeros(5), DVector::zeros(5));
    let mut lower = DMatrix::identity(5, 5);
    for k in 0..steps {
        let (rows, targets) = weighted(&batch(k));
        if k % every == 0 {
            let gram = rows.tr_mul(&rows);
            let lambda = RELATIVE * gram.trace() / 5.0;
            let next = (gram + lambda * DMatrix::identity(5, 5)).cholesky().unwrap().l();
            // from the old coordinates by way of θ into the new ones
            m = next.clone().lu().solve(&(&lower * m)).unwrap();
            lower = next;
        }
        let gradient = lower.clone().lu().solve(&rows.tr_mul(&(&rows * &theta - targets))).unwrap();
        m = 0.9 * m + 0.1 * &gradient;
        v = 0.999 * v + 0.001 * gradient.component_mul(&gradient);
        let t = k as i32 + 1;
        let (m, v) = (&m / (1.0 - 0.9f64.powi(t)), &v / (1.0 - 0.999f64.powi(t)));
        let step = m.zip_map(&v, |m, v| ALPHA * m / (v.sqrt() + 1e-8));
        theta -= lower.transpose().lu().solve(&step).unwrap();
    }
    theta
}

#[test]
fn adam_makes_the_steps_written_out_in_phi() {
    for every in [1, 4, 1000] {
        let solver = Whitened::new(every as u32, SquareRoot);
        let mut adam = Adam::new(ALPHA).with_solver(solver, Constant { relative: RELATIVE });
        let (mut theta, mut memory) = (START, vec![0.0; 4000]);
        for k in 0..30 {
            adam.step(&QUARTIC, &Regression, &batch(k), &mut theta, &mut memory).unwrap().loss();
        }
        let exact = adam_written_out(30, every);
        // R of a QR and Lᵀ differ in the signs of rows, φ of the two in the signs of entries: no matter to Adam.
        let error = (DVector::from_row_slice(&theta) - &exact).norm() / exact.norm();
        println!("every {every}: Adam from that written out {error:e}");
        assert!(error <= 1e-9, "every {every}: {error:e}");
    }
    assert!((adam_written_out(30, 1) - adam_written_out(30, 1000)).norm() > 1e-3);
}

#[test]
fn l_bfgs_is_that_of_the_whitened_quadratic() {
    let samples = curve(23);
    let (rows, targets) = weighted(&samples);
    let gram = rows.tr_mul(&rows);
    let lambda = RELATIVE * gram.trace() / 5.0;
    let root = (&gram + lambda * DMatrix::identity(5, 5)).cholesky().unwrap().l().transpose();
    let inverse = root.clone().try_inverse().unwrap();
    let best = rows.clone().svd(true, true).solve(&targets, 1e-14).unwrap();
    let solver = Whitened::new(1000, NormalEquations);
    let mut optimizer = Lbfgs::new(4).with_solver(solver, Constant { relative: RELATIVE });
    let (mut theta, mut memory) = (START, vec![0.0; 4000]);
    let mut path = vec![&root * DVector::from_row_slice(&theta)];
    // in φ: the gradient, and the dense inverse Hessian of the pairs
    let gradient = |phi: &DVector<f64>| inverse.tr_mul(&rows.tr_mul(&(&rows * (&inverse * phi) - &targets)));
    let first = (DVector::from_row_slice(&theta) - &best).norm();
    for _ in 0..6 {
        let now = path[path.len() - 1].clone();
        if gradient(&now).norm() < 1e-9 {
            break;
        }
        let report =
            *optimizer.step(&QUARTIC, &Regression, &samples, &mut theta, &mut memory).unwrap().report();
        let pairs: Vec<_> =
            path.windows(2).map(|w| (&w[1] - &w[0], gradient(&w[1]) - gradient(&w[0]))).collect();
        let kept = &pairs[pairs.len().saturating_sub(4)..];
        let scale = kept.last().map_or(1.0, |(s, y)| s.dot(y) / y.dot(y));
        let mut h = scale * DMatrix::<f64>::identity(5, 5);
        for (s, y) in kept {
            let left = DMatrix::identity(5, 5) - s * y.transpose() / s.dot(y);
            h = &left * h * left.transpose() + s * s.transpose() / s.dot(y);
        }
        let step = -report.length * h * gradient(&now);
        let next = &root * DVector::from_row_slice(&theta);
        let error = (&next - &now - &step).norm() / step.norm();
        assert!(error <= 1e-6, "step {}: {error:e}", path.len());
        path.push(next);
    }
    let error = (DVector::from_row_slice(&theta) - &best).norm() / first;
    println!("after {} whitened steps {error:e} of the first error", path.len() - 1);
    // With the metric nearly the Hessian, φ sees a nearly round bowl.
    assert!(error <= 1e-6, "{error:e}");
}

const NET: Mlp<1> = Mlp::new(&[8], Activation::Tanh);

#[test]
fn a_failed_step_changes_nothing_whether_it_would_have_whitened_or_not() {
    let samples = curve(30);
    let mut spoilt = samples.clone();
    spoilt[29].target = [f64::NAN];
    for failing in 1..8 {
        let start = || {
            let optimizer = NaturalGradient::natural_gradient()
                .with_solver(Whitened::new(3, SquareRoot))
                .with_length(Fixed { learning_rate: 0.3 });
            let mut optimizer = optimizer.with_policy(Policy::Escape { ceiling: 10.0 });
            optimizer.momentum = Momentum::HeavyBall { beta: 0.5, transport: Transport::Projected };
            (optimizer, NET.glorot::<f64, 25>(3).unwrap(), memory::<f64, 1, 1>(&NET))
        };
        let (mut disturbed, mut undisturbed) = (start(), start());
        for k in 0..12 {
            if k == failing {
                let (optimizer, theta, memory) = &mut disturbed;
                let error = optimizer.step(&NET, &Regression, &spoilt, theta, memory);
                assert_eq!(error, Err(StepError::Loss(29)));
            }
            for (optimizer, theta, memory) in [&mut disturbed, &mut undisturbed] {
                optimizer.step(&NET, &Regression, &samples, theta, memory).unwrap().loss();
            }
            assert_eq!(bits(&disturbed.1), bits(&undisturbed.1), "failed at {failing}, seen at {k}");
        }
    }
}
