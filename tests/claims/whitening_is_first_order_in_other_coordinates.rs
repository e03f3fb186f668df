//! In whitened coordinates φ = Lᵀθ, written out here, heavy ball and Nesterov make the steps of the kept Gram
//! matrix; with new coordinates at every step they are the natural gradient's.

use nalgebra::{DMatrix, DVector};
use ngd_core::damping::Constant;
use ngd_core::first_order::{heavy_ball, nesterov};
use ngd_core::least_squares::{Dual, LeastSquares, NormalEquations, SquareRoot, Whitened};
use ngd_core::problem::Regression;
use ngd_core::step_length::Fixed;
use ngd_core::{Activation, Mlp, Momentum, NaturalGradient, Policy, Sample, StepError, Transport};

use crate::runs::{QUARTIC, START, bits, curve, memory, weighted};

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
    let preset = if is_nesterov { nesterov(length, BETA) } else { heavy_ball(length, BETA) };
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
            (optimizer, NET.glorot::<f64, 25>(3), memory::<f64, 1, 1>(&NET))
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
