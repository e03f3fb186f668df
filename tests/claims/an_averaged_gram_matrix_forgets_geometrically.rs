//! Curvature averaging: Ḡ is the geometric average of the accepted steps' Gram matrices, the gradient that of
//! the batch; steps that fail or are rejected leave it.

use nalgebra::{DMatrix, DVector};
use ngd_core::damping::Constant;
use ngd_core::least_squares::Averaged;
use ngd_core::problem::Regression;
use ngd_core::step_length::Fixed;
use ngd_core::{Footprint, Model, NaturalGradient, Order, Policy, Sample, StepError};

use crate::runs::{QUARTIC, START, bits, curve, memory, weighted};

const GAMMA: f64 = 0.8;
const ALPHA: f64 = 0.1;
const RELATIVE: f64 = 1e-2;

/// Three samples of 33, others at every step.
fn batch(step: usize) -> Vec<Sample<f64, 1>> {
    curve(33).into_iter().skip(step % 11).step_by(11).collect()
}

#[test]
fn steps_are_those_of_the_dense_average() {
    let mut optimizer = NaturalGradient::natural_gradient()
        .with_solver(Averaged::new(GAMMA))
        .with_length(Fixed { learning_rate: ALPHA })
        .with_damping(Constant { relative: RELATIVE })
        .with_policy(Policy::Escape { ceiling: 1e6 });
    let scratch = Model::<f64, 1, 1>::block_scratch(&QUARTIC, Order::Second, ngd_core::BLOCK);
    let (mut theta, mut store) = (START, vec![0.0; Footprint::new(5, scratch).averaged().words()]);
    let (mut exact, mut average) = (DVector::from_row_slice(&START), None::<DMatrix<f64>>);
    let mut worst: f64 = 0.0;
    for k in 0..40 {
        if k % 7 == 3 {
            let before = bits(&theta);
            let mut spoilt = batch(k + 1);
            spoilt[2].target = [f64::NAN];
            let failed = optimizer.step(&QUARTIC, &Regression, &spoilt, &mut theta, &mut store);
            assert_eq!(failed, Err(StepError::Loss(2)));
            optimizer.control.length = Fixed { learning_rate: 1e9 };
            let outcome = optimizer.step(&QUARTIC, &Regression, &batch(k + 2), &mut theta, &mut store);
            assert!(!outcome.unwrap().is_accepted());
            optimizer.control.length = Fixed { learning_rate: ALPHA };
            assert_eq!(bits(&theta), before);
        }
        let samples = batch(k);
        let outcome = optimizer.step(&QUARTIC, &Regression, &samples, &mut theta, &mut store).unwrap();
        assert!(outcome.is_accepted());
        let (rows, targets) = weighted(&samples);
        let gram = rows.tr_mul(&rows);
        let next = average.map_or(gram.clone(), |past| GAMMA * past + (1.0 - GAMMA) * &gram);
        let lambda = RELATIVE * next.trace() / 5.0;
        let damped = &next + lambda * DMatrix::identity(5, 5);
        let gradient = rows.tr_mul(&(&rows * &exact - targets));
        exact -= ALPHA * damped.lu().solve(&gradient).unwrap();
        average = Some(next);
        worst = worst.max((DVector::from_row_slice(&theta) - &exact).norm() / exact.norm());
    }
    println!("from the dense average: {worst:e}");
    assert!(worst <= 1e-10, "{worst:e}");
}

#[test]
fn without_memory_it_is_the_plain_step() {
    let preset = NaturalGradient::natural_heavy_ball(0.5).with_length(Fixed { learning_rate: 0.3 });
    let preset = preset.with_policy(Policy::Escape { ceiling: 1e3 });
    let (mut plain, mut averaged) = (preset, preset.with_solver(Averaged::new(0.0)));
    let (mut theta, mut other) = (START, START);
    let (mut store, mut large) = (memory::<f64, 1, 1>(&QUARTIC), vec![0.0; 4000]);
    for _ in 0..10 {
        plain.step(&QUARTIC, &Regression, &curve(23), &mut theta, &mut store).unwrap().loss();
        averaged.step(&QUARTIC, &Regression, &curve(23), &mut other, &mut large).unwrap().loss();
    }
    let apart = (DVector::from_row_slice(&theta) - DVector::from_row_slice(&other)).norm();
    println!("with γ = 0 apart by {apart:e}");
    assert!(apart <= 1e-9);
}
