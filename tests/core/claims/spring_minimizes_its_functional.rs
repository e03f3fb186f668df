//! SPRING: φ_k minimizes ‖Jφ + r‖² + λ‖φ − μφ_{k−1}‖² on every batch, the step is φ_k/√(1 − μ²ᵏ), and a
//! rejection forgets φ.

use nalgebra::{DMatrix, DVector};
use ngd_core::damping::Constant;
use ngd_core::least_squares::{Dual, NormalEquations};
use ngd_core::problem::Regression;
use ngd_core::step_length::Fixed;
use ngd_core::{Momentum, NaturalGradient, Outcome, Policy, Sample};

use ngd_core_claims::runs::{QUARTIC, START, bits, curve, memory, weighted};

const BETA: f64 = 0.8;
const ALPHA: f64 = 0.2;
const RELATIVE: f64 = 0.05;

/// Three samples of 33, others at every step.
fn batch(step: usize) -> Vec<Sample<f64, 1>> {
    curve(33).into_iter().skip(step % 11).step_by(11).collect()
}

/// The minimum, by nalgebra's QR of J stacked on √λ·I.
fn minimum(rows: &DMatrix<f64>, r: &DVector<f64>, lambda: f64, phi: &DVector<f64>) -> DVector<f64> {
    let (n, p) = rows.shape();
    let mut stacked = rows.clone().resize_vertically(n + p, 0.0);
    let mut side = (-r).resize_vertically(n + p, 0.0);
    for i in 0..p {
        stacked[(n + i, i)] = lambda.sqrt();
        side[n + i] = lambda.sqrt() * BETA * phi[i];
    }
    let qr = stacked.qr();
    qr.r().solve_upper_triangular(&qr.q().tr_mul(&side)).unwrap()
}

#[test]
fn every_phi_is_the_minimum() {
    let mut spring = NaturalGradient::spring(ALPHA, BETA, 3).with_damping(Constant { relative: RELATIVE });
    spring.policy = Policy::Escape { ceiling: 1e6 };
    let mut primal = spring.with_solver(NormalEquations);
    let (mut theta, mut store) = (START, memory::<f64, 1, 1>(&QUARTIC));
    let (mut other, mut other_store) = (START, memory::<f64, 1, 1>(&QUARTIC));
    let (mut exact, mut phi) = (DVector::from_row_slice(&START), DVector::zeros(5));
    let mut worst: f64 = 0.0;
    for k in 1..=30 {
        let samples = batch(k);
        let (rows, targets) = weighted(&samples);
        let lambda = RELATIVE * rows.norm_squared() / 5.0;
        phi = minimum(&rows, &(&rows * &exact - targets), lambda, &phi);
        exact += ALPHA * &phi / (1.0 - BETA.powi(2 * k as i32)).sqrt();
        let outcome = spring.step(&QUARTIC, &Regression, &samples, &mut theta, &mut store).unwrap();
        assert!(outcome.is_accepted());
        primal.step(&QUARTIC, &Regression, &samples, &mut other, &mut other_store).unwrap().loss();
        for theta in [theta, other] {
            worst = worst.max((DVector::from_row_slice(&theta) - &exact).norm() / exact.norm());
        }
    }
    println!("θ from that of the dense functional, dual and primal: {worst:e}");
    assert!(worst <= 1e-11, "{worst:e}");
}

#[test]
fn a_rejection_forgets_phi() {
    let spring = |theta: &mut [f64; 5], store: &mut Vec<f64>, steps: std::ops::Range<usize>, spoil: bool| {
        let mut spring = NaturalGradient::spring(ALPHA, BETA, 3);
        for k in steps {
            spring.step(&QUARTIC, &Regression, &batch(k), theta, store).unwrap().loss();
        }
        if spoil {
            // A step so long that the loss leaves the bound.
            spring.length = Fixed { learning_rate: 1e6 };
            let before = bits(theta);
            let outcome = spring.step(&QUARTIC, &Regression, &batch(4), theta, store).unwrap();
            assert!(matches!(outcome, Outcome::Rejected(_)));
            assert_eq!(bits(theta), before);
            spring.length = Fixed { learning_rate: ALPHA };
        }
        spring
    };
    let (mut theta, mut store) = (START, memory::<f64, 1, 1>(&QUARTIC));
    let mut rejected = spring(&mut theta, &mut store, 0..4, true);
    let (mut fresh, mut other) = (theta, memory::<f64, 1, 1>(&QUARTIC));
    let mut beginning = spring(&mut fresh, &mut other, 0..0, false);
    for k in 5..9 {
        rejected.step(&QUARTIC, &Regression, &batch(k), &mut theta, &mut store).unwrap().loss();
        beginning.step(&QUARTIC, &Regression, &batch(k), &mut fresh, &mut other).unwrap().loss();
        assert_eq!(bits(&theta), bits(&fresh), "after a rejection SPRING steps as at its beginning");
    }
}

#[test]
fn without_beta_it_is_the_plain_dual_step() {
    let (mut theta, mut plain) = (START, START);
    let (mut store, mut other) = (memory::<f64, 1, 1>(&QUARTIC), memory::<f64, 1, 1>(&QUARTIC));
    let mut spring = NaturalGradient::spring(ALPHA, 0.0, 3);
    let mut natural = NaturalGradient::natural_gradient()
        .with_solver(Dual::new(3))
        .with_length(spring.length)
        .with_damping(spring.damping)
        .with_policy(spring.policy);
    assert_eq!(natural.momentum, Momentum::None);
    for k in 0..10 {
        spring.step(&QUARTIC, &Regression, &batch(k), &mut theta, &mut store).unwrap().loss();
        natural.step(&QUARTIC, &Regression, &batch(k), &mut plain, &mut other).unwrap().loss();
        assert_eq!(bits(&theta), bits(&plain));
    }
}
