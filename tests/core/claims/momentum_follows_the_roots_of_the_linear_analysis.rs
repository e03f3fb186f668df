//! On a linear model heavy ball and Nesterov obey their recurrences, damped or not, in every transport alike.

use nalgebra::{DMatrix, DVector};
use ngd_core::Momentum;
use ngd_core::Policy;
use ngd_core::damping::Constant;
use ngd_core::least_squares::{LeastSquares, NormalEquations, SquareRoot};
use ngd_core::problem::Regression;
use ngd_core::step_length::Fixed;

use ngd_core_claims::runs::{Preset, QUARTIC, START, curve, memory, presets, weighted};

const STEPS: usize = 60;
const BOUND: f64 = 1e-9;

/// θ − θ* before every step and after the last.
fn errors(preset: Preset, solver: impl LeastSquares<f64>, alpha: f64, relative: f64) -> Vec<DVector<f64>> {
    let samples = curve(23);
    let (rows, targets) = weighted(&samples);
    let best = rows.svd(true, true).solve(&targets, 1e-14).unwrap();
    let mut optimizer = preset
        .with_solver(solver)
        .with_length(Fixed { learning_rate: alpha })
        .with_damping(Constant { relative })
        .with_policy(Policy::Escape { ceiling: 1e6 });
    let (mut theta, mut memory) = (START, memory::<f64, 1, 1>(&QUARTIC));
    let error = |theta: &[f64; 5]| DVector::from_row_slice(theta) - &best;
    let mut errors = vec![error(&theta)];
    for _ in 0..STEPS {
        let outcome = optimizer.step(&QUARTIC, &Regression, &samples, &mut theta, &mut memory).unwrap();
        assert!(outcome.is_accepted());
        errors.push(error(&theta));
    }
    errors
}

/// α(G+λI)⁻¹G: what a step without momentum takes off the error.
fn contraction(alpha: f64, relative: f64) -> DMatrix<f64> {
    let (rows, _) = weighted(&curve(23));
    let gram = rows.transpose() * rows;
    let lambda = relative * gram.trace() / 5.0;
    let damped = &gram + lambda * DMatrix::identity(5, 5);
    alpha * damped.lu().solve(&gram).unwrap()
}

/// The recurrence of the error of a method.
fn recurrence(momentum: Momentum<f64>, contraction: &DMatrix<f64>) -> Vec<DVector<f64>> {
    let samples = curve(23);
    let (rows, targets) = weighted(&samples);
    let first = DVector::from_row_slice(&START) - rows.svd(true, true).solve(&targets, 1e-14).unwrap();
    let mut errors = vec![first.clone(), &first - contraction * &first];
    for k in 1..STEPS {
        let (now, before) = (&errors[k], &errors[k - 1]);
        let next = match momentum {
            Momentum::None => now - contraction * now,
            Momentum::HeavyBall { beta, .. } => now + beta * (now - before) - contraction * now,
            Momentum::Nesterov { beta, .. } => {
                let ahead = now + beta * (now - before);
                &ahead - contraction * &ahead
            }
            other => panic!("{other:?} has no constant roots"),
        };
        errors.push(next);
    }
    errors
}

fn apart(a: &[DVector<f64>], b: &[DVector<f64>]) -> f64 {
    let scale = a[0].norm();
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| (a - b).norm() / scale).fold(0.0, |worst: f64, x| {
        assert!(!x.is_nan());
        worst.max(x)
    })
}

#[test]
fn the_recurrences_hold() {
    let mut worst: f64 = 0.0;
    for (alpha, beta) in [(0.1, 0.5), (0.1, 0.9), (0.5, 0.2), (1.0, 0.5), (1.3, 0.7)] {
        for relative in [0.0, 1e-3, 1.0] {
            let contraction = contraction(alpha, relative);
            for (name, preset) in presets(beta) {
                let expected = recurrence(preset.momentum, &contraction);
                let normal = apart(&errors(preset, NormalEquations, alpha, relative), &expected);
                let root = apart(&errors(preset, SquareRoot, alpha, relative), &expected);
                worst = worst.max(normal).max(root);
                assert!(
                    normal <= BOUND && root <= BOUND,
                    "{name}, alpha {alpha}, beta {beta}, damping {relative}: {normal:e}, {root:e}"
                );
            }
        }
    }
    println!("largest distance from the recurrences, relative to the first error: {worst:e}");
}

/// e_{k+1} = t e_k − d e_{k−1} with e_1 = (1−α) e_0.
fn scalar(trace: f64, determinant: f64, alpha: f64, steps: usize) -> Vec<f64> {
    let mut e = vec![1.0, 1.0 - alpha];
    for k in 1..steps {
        e.push(trace * e[k] - determinant * e[k - 1]);
    }
    e
}

#[test]
fn every_mode_has_the_two_roots() {
    let mut worst: f64 = 0.0;
    for (alpha, beta) in [(0.1, 0.5), (0.3, 0.8), (0.7, 0.1)] {
        for (name, preset) in presets(beta) {
            let (trace, determinant) = match preset.momentum {
                Momentum::Nesterov { .. } => ((1.0 + beta) * (1.0 - alpha), beta * (1.0 - alpha)),
                _ => (1.0 + beta - alpha, beta),
            };
            let run = errors(preset, NormalEquations, alpha, 0.0);
            let factors = scalar(trace, determinant, alpha, STEPS);
            let expected: Vec<_> = factors.iter().map(|factor| *factor * &run[0]).collect();
            let error = apart(&run, &expected);
            worst = worst.max(error);
            assert!(error <= BOUND, "{name}, alpha {alpha}, beta {beta}: {error:e}");
        }
    }
    println!("largest distance from the polynomials: {worst:e}");
}

#[test]
fn at_the_critical_momentum_the_rate_is_one_minus_root_alpha() {
    let alpha: f64 = 0.1;
    let root = 1.0 - alpha.sqrt();
    // A double root ρ: e_k = ρᵏ (e_0 + k (e_1/ρ − e_0)).
    let closed = |k: usize| root.powi(k as i32) * (1.0 + k as f64 * ((1.0 - alpha) / root - 1.0));
    let [a, b, ..] = presets(root * root);
    let [_, _, c, ..] = presets(root / (1.0 + alpha.sqrt()));
    for (name, preset) in [a, b, c] {
        let run = errors(preset, SquareRoot, alpha, 0.0);
        let expected: Vec<_> = (0..=STEPS).map(|k| closed(k) * &run[0]).collect();
        let error = apart(&run, &expected);
        let ratio = run[STEPS].norm() / run[0].norm();
        println!("{name}: after {STEPS} steps {ratio:e}, from the closed form {error:e}");
        assert!(error <= BOUND, "{name}: {error:e}");
    }
}
