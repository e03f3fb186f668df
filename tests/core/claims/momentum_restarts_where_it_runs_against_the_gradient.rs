//! The gradient test of O'Donoghue and Candès, written out here, restarts Nesterov's method at the same
//! steps; and the gain-ratio damping changes by its published factors.

use nalgebra::DVector;
use ngd_core::NaturalGradient;
use ngd_core::Policy;
use ngd_core::damping::{Damping, GainRatio};
use ngd_core::least_squares::Regularization;
use ngd_core::natural_gradient::Restarts;
use ngd_core::problem::Regression;
use ngd_core::step_length::Fixed;

use ngd_core_claims::runs::{QUARTIC, START, curve, first_order_memory, weighted};

const STEPS: usize = 60;

/// Losses of the method written out, and how often it began anew.
fn written_out([alpha, beta]: [f64; 2], steps: usize, tests: bool) -> (Vec<f64>, u32) {
    let (rows, targets) = weighted(&curve(23));
    let loss = |theta: &DVector<f64>| 0.5 * (&rows * theta - &targets).norm_squared();
    let gradient = |theta: &DVector<f64>| rows.tr_mul(&(&rows * theta - &targets));
    let mut theta = DVector::from_row_slice(&START);
    let (mut velocity, mut losses, mut restarts) = (DVector::zeros(5), Vec::new(), 0);
    for _ in 0..steps {
        let mut ahead = &theta + beta * &velocity;
        let mut next = &ahead - alpha * gradient(&ahead);
        if loss(&next) >= loss(&theta) || loss(&ahead) > 4.0 * loss(&theta) {
            // the function test: the step without momentum in its place
            ahead.clone_from(&theta);
            next = &ahead - alpha * gradient(&ahead);
        }
        velocity = &next - &theta;
        if tests && gradient(&ahead).dot(&velocity) > 0.0 {
            velocity.fill(0.0);
            restarts += 1;
        }
        theta = next;
        losses.push(loss(&theta));
    }
    (losses, restarts)
}

fn run([alpha, beta]: [f64; 2], steps: usize, restarts: Restarts) -> Vec<f64> {
    let samples = curve(23);
    let mut optimizer =
        NaturalGradient::nesterov(Fixed { learning_rate: alpha }, beta).with_restarts(restarts);
    assert!(matches!(optimizer.policy, Policy::Descent { .. }));
    let (mut theta, mut memory) = (START, first_order_memory(&QUARTIC, 0));
    let step = |_| {
        let outcome = optimizer.step(&QUARTIC, &Regression, &samples, &mut theta, &mut memory).unwrap();
        assert!(outcome.is_accepted());
        outcome.loss()
    };
    (0..steps).map(step).collect()
}

#[test]
fn restarts_are_those_written_out() {
    for (alpha, beta) in [(0.5, 0.9), (0.3, 0.8), (0.8, 0.99)] {
        let mut last = Vec::new();
        for (restarts, tests) in [(Restarts::Function, false), (Restarts::Gradient, true)] {
            let (expected, count) = written_out([alpha, beta], STEPS, tests);
            let found = run([alpha, beta], STEPS, restarts);
            let error = found
                .iter()
                .zip(&expected)
                .map(|(found, expected)| (found - expected).abs() / expected)
                .fold(0.0, |worst: f64, x| if x <= worst { worst } else { x });
            println!(
                "α {alpha}, β {beta}, {restarts:?}: {count} gradient restarts, apart by {error:e}, last {:e}",
                found[STEPS - 1]
            );
            assert!(error <= 1e-9, "{restarts:?}: {error:e}");
            assert_eq!(count > 0, tests, "the test must act");
            last.push(found[STEPS - 1].to_bits());
        }
        assert_ne!(last[0], last[1], "the gradient's test must see what the function's does not");
    }
}

#[test]
fn the_gain_ratio_moves_the_damping_by_its_factors() {
    let mut damping = GainRatio::<f64>::new(1e-2);
    let lambda = |damping: &GainRatio<f64>| match damping.regularization(1.0) {
        Regularization::Damping(lambda) => lambda,
        other => panic!("{other:?}"),
    };
    let fifth = 0.9f64.powi(5);
    let mut expected = 1e-2;
    for (gain, factor) in [(0.9, fifth), (0.5, 1.0), (0.1, 1.0 / fifth), (-3.0, 1.0 / fifth)] {
        for k in 0..5 {
            assert!((lambda(&damping) / expected - 1.0).abs() <= 1e-14, "gain {gain}, step {k}");
            damping.accepted(damping.regularization(1.0), 1.0, Some(gain));
        }
        expected *= factor;
    }
    assert!(damping.rejected(damping.regularization(1.0), 1.0));
    assert!((lambda(&damping) * fifth / expected - 1.0).abs() <= 1e-14);
    let mut low = damping;
    low.ceiling = 1e-2;
    assert!(!low.rejected(low.regularization(1.0), 1.0), "beyond the ceiling nothing changes");
    assert_eq!(lambda(&low), lambda(&damping));
}
