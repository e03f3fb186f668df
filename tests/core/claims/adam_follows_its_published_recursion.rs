//! Adam makes the steps of Kingma and Ba's algorithm 1, written out here on a linear model.

use nalgebra::DVector;
use ngd_core::first_order::Adam;
use ngd_core::problem::Regression;
use ngd_core::{Outcome, Policy, Sample, StepError};

use ngd_core_claims::runs::{QUARTIC, START, bits, curve, first_order_memory, weighted};

const STEPS: i32 = 200;

/// θ after so many steps of algorithm 1, every power computed anew.
fn published(samples: &[Sample<f64, 1>]) -> DVector<f64> {
    let (alpha, beta1, beta2, epsilon): (f64, f64, f64, f64) = (0.02, 0.9, 0.999, 1e-8);
    let (rows, targets) = weighted(samples);
    let mut theta = DVector::from_row_slice(&START);
    let (mut m, mut v) = (DVector::zeros(5), DVector::zeros(5));
    for t in 1..=STEPS {
        let gradient = rows.tr_mul(&(&rows * &theta - &targets));
        m = beta1 * m + (1.0 - beta1) * &gradient;
        v = beta2 * v + (1.0 - beta2) * gradient.component_mul(&gradient);
        let (m, v) = (&m / (1.0 - beta1.powi(t)), &v / (1.0 - beta2.powi(t)));
        theta -= alpha * m.zip_map(&v, |m, v| m / (v.sqrt() + epsilon));
    }
    theta
}

#[test]
fn on_a_linear_model() {
    let samples = curve(23);
    let (mut adam, mut theta, mut memory) = (Adam::new(0.02), START, first_order_memory(&QUARTIC, 0));
    for _ in 0..STEPS {
        assert!(adam.step(&QUARTIC, &Regression, &samples, &mut theta, &mut memory).unwrap().is_accepted());
    }
    let expected = published(&samples);
    let moved = (&expected - DVector::from_row_slice(&START)).norm();
    let error = (DVector::from_row_slice(&theta) - expected).norm() / moved;
    println!("after {STEPS} steps apart by {error:e} of the way");
    assert!(error <= 1e-12, "{error:e}");
}

#[test]
fn a_step_that_fails_or_is_rejected_leaves_theta() {
    let samples = curve(23);
    let mut spoilt = samples.clone();
    spoilt[11].target = [f64::NAN];
    let mut run = (Adam::new(0.05), START, first_order_memory(&QUARTIC, 0));
    for _ in 0..3 {
        run.0.step(&QUARTIC, &Regression, &samples, &mut run.1, &mut run.2).unwrap().loss();
    }
    let mut other = run.clone();
    let failed = run.0.step(&QUARTIC, &Regression, &spoilt, &mut run.1, &mut run.2);
    assert_eq!(failed, Err(StepError::Loss(11)));
    run.0.first = 1.0;
    let failed = run.0.step(&QUARTIC, &Regression, &samples, &mut run.1, &mut run.2);
    assert_eq!(failed, Err(StepError::Beta));
    run.0.first = 0.9;
    for _ in 0..3 {
        for run in [&mut run, &mut other] {
            run.0.step(&QUARTIC, &Regression, &samples, &mut run.1, &mut run.2).unwrap().loss();
        }
        assert_eq!(bits(&run.1), bits(&other.1));
    }
    let before = bits(&run.1);
    run.0.learning_rate = 1e3;
    run.0.policy = Policy::descent();
    let outcome = run.0.step(&QUARTIC, &Regression, &samples, &mut run.1, &mut run.2).unwrap();
    assert!(matches!(outcome, Outcome::Rejected(_)));
    assert_eq!(bits(&run.1), before);
}

#[test]
fn after_a_restart_it_steps_as_at_the_beginning() {
    let samples = curve(23);
    let (mut used, mut theta, mut memory) = (Adam::new(0.05), START, first_order_memory(&QUARTIC, 0));
    for _ in 0..3 {
        used.step(&QUARTIC, &Regression, &samples, &mut theta, &mut memory).unwrap().loss();
    }
    used.restart();
    let (mut fresh, mut again, mut other) = (Adam::new(0.05), theta, first_order_memory(&QUARTIC, 0));
    for _ in 0..3 {
        used.step(&QUARTIC, &Regression, &samples, &mut theta, &mut memory).unwrap().loss();
        fresh.step(&QUARTIC, &Regression, &samples, &mut again, &mut other).unwrap().loss();
        assert_eq!(bits(&theta), bits(&again));
    }
}
