//! Curvature averaging: Ḡ is the geometric average, or the geometric sum, of the accepted steps' Gram matrices, the
//! gradient that of the batch; steps that fail or are rejected leave it.

use nalgebra::{DMatrix, DVector};
use ngd_core::damping::Constant;
use ngd_core::least_squares::Averaged;
use ngd_core::natural_gradient::Parts;
use ngd_core::problem::Regression;
use ngd_core::step_length::Fixed;
use ngd_core::{At, Footprint, Jet, Model, NaturalGradient, Order, Policy, Sample, StepError};

use ngd_core_claims::runs::{QUARTIC, START, bits, curve, memory, weighted};

const GAMMA: f64 = 0.8;
const ALPHA: f64 = 0.1;
const RELATIVE: f64 = 1e-2;

/// Three samples of 33, others at every step.
fn batch(step: usize) -> Vec<Sample<f64, 1>> {
    curve(33).into_iter().skip(step % 11).step_by(11).collect()
}

#[test]
fn steps_are_those_of_the_dense_average() {
    steps_are_those_of_the_dense_matrix(Averaged::new(GAMMA), 1.0 - GAMMA);
}

#[test]
fn steps_are_those_of_the_dense_sum() {
    steps_are_those_of_the_dense_matrix(Averaged::accumulated(GAMMA), 1.0);
}

fn steps_are_those_of_the_dense_matrix(solver: Averaged<f64>, present: f64) {
    let mut optimizer = NaturalGradient::natural_gradient()
        .with_solver(solver)
        .with_length(Fixed { learning_rate: ALPHA })
        .with_damping(Constant { relative: RELATIVE })
        .with_policy(Policy::Escape { ceiling: 1e6 });
    let scratch = Model::<f64, 1, 1>::block_scratch(&QUARTIC, Order::Second, ngd_core::BLOCK);
    let (mut theta, mut store) = (
        START,
        vec![
            0.0;
            Footprint::new(5, scratch)
                .of::<NaturalGradient<f64, Parts<Averaged<f64>, Fixed<f64>, Constant<f64>>>>()
                .words()
        ],
    );
    let (mut exact, mut average) = (DVector::from_row_slice(&START), None::<DMatrix<f64>>);
    let mut worst: f64 = 0.0;
    for k in 0..40 {
        if k % 7 == 3 {
            let before = bits(&theta);
            let mut spoilt = batch(k + 1);
            spoilt[2].target = [f64::NAN];
            let failed = optimizer.step(&QUARTIC, &Regression, &spoilt, &mut theta, &mut store);
            assert_eq!(failed, Err(StepError::Loss(2)));
            optimizer.length = Fixed { learning_rate: 1e9 };
            let outcome = optimizer.step(&QUARTIC, &Regression, &batch(k + 2), &mut theta, &mut store);
            assert!(!outcome.unwrap().is_accepted());
            optimizer.length = Fixed { learning_rate: ALPHA };
            assert_eq!(bits(&theta), before);
        }
        let samples = batch(k);
        let outcome = optimizer.step(&QUARTIC, &Regression, &samples, &mut theta, &mut store).unwrap();
        assert!(outcome.is_accepted());
        let (rows, targets) = weighted(&samples);
        let gram = rows.tr_mul(&rows);
        let next = average.map_or(gram.clone(), |past| GAMMA * past + present * &gram);
        let lambda = RELATIVE * next.trace() / 5.0;
        let damped = &next + lambda * DMatrix::identity(5, 5);
        let gradient = rows.tr_mul(&(&rows * &exact - targets));
        exact -= ALPHA * damped.lu().solve(&gradient).unwrap();
        average = Some(next);
        worst = worst.max((DVector::from_row_slice(&theta) - &exact).norm() / exact.norm());
    }
    println!("from the dense matrix with ω = {present}: {worst:e}");
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

/// u = (θ₁ + θ₁²/4) + θ₂ x + (θ₃ + θ₂θ₃/3) x²: its tangent space turns.
struct Turning;

impl Turning {
    fn row([a, b, c]: [f64; 3], x: f64) -> [f64; 3] {
        [1.0 + a / 2.0, x + c * x * x / 3.0, (1.0 + b / 3.0) * x * x]
    }
}

impl Model<f64, 1, 1> for Turning {
    fn parameters(&self) -> usize {
        3
    }
    fn jet(&self, at: At<f64, 1>, _: &mut [f64]) -> [Jet<f64, 1>; 1] {
        let ([a, b, c], x) = ([at.theta[0], at.theta[1], at.theta[2]], at.point()[0]);
        [Jet::value(a + a * a / 4.0 + b * x + (c + b * c / 3.0) * x * x)]
    }
    fn pull_back(&self, at: At<f64, 1>, c: &[Jet<f64, 1>; 1], _: &mut [f64], row: &mut [f64]) {
        let theta = [at.theta[0], at.theta[1], at.theta[2]];
        row.copy_from_slice(&Self::row(theta, at.point()[0]).map(|entry| c[0].value * entry));
    }
}

/// d minimizes ‖J d − (βq − αr)‖² + γ(d − βp)ᵀḠ(d − βp) + λ‖d − βp‖² over the batch, q = J_{k−1}p there.
#[test]
fn a_sum_is_the_metric_in_which_a_velocity_changes() {
    let beta = 0.7;
    let mut optimizer = NaturalGradient::natural_heavy_ball(beta)
        .with_solver(Averaged::accumulated(GAMMA))
        .with_length(Fixed { learning_rate: ALPHA })
        .with_damping(Constant { relative: RELATIVE })
        .with_policy(Policy::Escape { ceiling: 1e6 });
    let mut theta = [0.3, -0.5, 0.8];
    let mut store = vec![
        0.0;
        Footprint::of_parameters(3)
            .of::<NaturalGradient<f64, Parts<Averaged<f64>, Fixed<f64>, Constant<f64>>>>()
            .words()
    ];
    let jacobian = |theta: &DVector<f64>, samples: &[Sample<f64, 1>]| {
        let at = [theta[0], theta[1], theta[2]];
        DMatrix::from_fn(samples.len(), 3, |i, j| {
            samples[i].weight.sqrt() * Turning::row(at, samples[i].point[0])[j]
        })
    };
    let (mut past, mut before) = (None::<DMatrix<f64>>, None::<[DVector<f64>; 2]>);
    let mut worst: f64 = 0.0;
    for k in 0..30 {
        let samples = &batch(k)[..2];
        let here = DVector::from_row_slice(&theta);
        let rows = jacobian(&here, samples);
        let value =
            |s: &Sample<f64, 1>| Turning.jet(At::new(&theta, &s.point, Order::Value), &mut [])[0].value;
        let residual = DVector::from_fn(2, |i, _| {
            samples[i].weight.sqrt() * (value(&samples[i]) - samples[i].target[0])
        });
        let [from, p] = before.take().unwrap_or([here.clone(), DVector::zeros(3)]);
        let q = jacobian(&from, samples) * &p;
        let prior = past.map_or(DMatrix::zeros(3, 3), |past| GAMMA * past);
        let sum = &prior + rows.tr_mul(&rows);
        let prior = prior + RELATIVE * sum.trace() / 3.0 * DMatrix::identity(3, 3);
        let right = rows.tr_mul(&(beta * q - ALPHA * residual)) + &prior * (beta * &p);
        let expected = (rows.tr_mul(&rows) + prior).lu().solve(&right).unwrap();
        let outcome = optimizer.step(&Turning, &Regression, samples, &mut theta, &mut store).unwrap();
        assert!(outcome.is_accepted());
        let step = DVector::from_row_slice(&theta) - &here;
        worst = worst.max((&step - &expected).norm() / expected.norm());
        (past, before) = (Some(sum), Some([here, step]));
    }
    println!("30 batches of two for three parameters: directions apart by {worst:e} of their length");
    assert!(worst <= 1e-9, "{worst:e}");
}
