//! The adapter predicts what an independent program in numpy predicts: steps 1 to 5 of the method on square matrices in single
//! precision. Its numbers below were printed at development time; those of the same program in double precision differ by
//! at most 1.3e-5.

use ngd_core::adapt::{Active, Adapter, Limits, Settings};

use ngd_core::{Activation, Mlp};
use ngd_core_claims::lent_memory::noise;

const NET: Mlp<4> = Mlp::new(&[10], Activation::Tanh);
const P: usize = NET.parameters();

fn relation(x: &[f64; 4]) -> f64 {
    0.8 * (1.5 * x[0]).sin() + 0.5 * x[1] * x[2] + 0.3 * (2.0 * x[3]).tanh() + 0.2 * x[0] * x[0]
}

const LENGTH: u16 = 1000;
/// Eight times the distance between the two precisions of the reference.
const BOUND: f32 = 1e-4;

/// A drifting gain with noise, outliers, a reading that is not finite and a sensor that is stuck for 20.
fn observation(i: u16, uniform: &mut impl FnMut() -> f64) -> ([f32; 4], f32) {
    let t = f64::from(i);
    let x = [0.31 * t, 0.47 * t + 1.0, 0.23 * t + 2.0, 0.71 * t + 3.0].map(|phase| 1.2 * phase.sin());
    let sum: f64 = (0..4).map(|_| (uniform() + 1.0) / 2.0).sum();
    let mut y = relation(&x) * (1.0 + 0.5 * t / f64::from(LENGTH)) + 0.01 * (sum - 2.0) * 3f64.sqrt();
    if i % 97 == 50 {
        y += 3.0;
    }
    match i {
        700..720 => y = 0.25,
        400 => y = f64::NAN,
        _ => {}
    }
    (x.map(|x| x as f32), y as f32)
}

/// Predictions before every hundredth observation, then ν and four entries of θ.
fn run(beta: f32, excitation: f32) -> ([f32; 10], [f32; 5], [u32; 2]) {
    let theta: [f32; P] = std::array::from_fn(|i| (0.7 * (2.3 * (i + 1) as f64).sin()) as f32);
    let mut settings = Settings::new([0.05], Limits::none());
    (settings.momentum, settings.excitation, settings.roll_back) = (beta, excitation, None);
    let mut adapter = Adapter::new(&NET, &theta, Active::All, settings).expect("it fits");
    let mut memory = vec![0.0; adapter.footprint().words()];
    adapter.begin(&mut *memory).expect("it fits");
    let (mut uniform, mut predictions) = (noise(1), Vec::new());
    for i in 0..LENGTH {
        let (x, y) = observation(i, &mut uniform);
        if i % 100 == 99 {
            predictions.extend(adapter.value(&NET, &x, &mut *memory).expect("it has begun"));
        }
        let _ = adapter.observe(&NET, &x, &[y], &mut *memory).expect("it has begun");
    }
    let ([excess], theta) = (adapter.excess(), adapter.theta(&memory));
    let counts = adapter.counts();
    let end = [excess, theta[0], theta[20], theta[45], theta[60]];
    (predictions.try_into().expect("ten"), end, [counts.refused(), counts.known])
}

fn check(beta: f32, excitation: f32, predictions: [f32; 10], end: [f32; 5], counts: [u32; 2]) {
    let (found, found_end, found_counts) = run(beta, excitation);
    let pairs = found.iter().zip(&predictions).chain(found_end.iter().zip(&end));
    let error = pairs.map(|(a, b)| (a - b).abs() / b.abs().max(1.0)).fold(0.0, f32::max);
    println!("β = {beta}, excitation {excitation}: {error:.1e} apart, refused and known {found_counts:?}");
    assert!(error <= BOUND, "{found:?} {found_end:?}");
    assert_eq!(found_counts, counts);
}

#[test]
fn by_default() {
    let predictions = [
        -0.649185,
        -0.834567,
        -0.327791,
        -0.871775,
        -1.0698,
        -0.263923,
        -0.00294429,
        0.720834,
        2.26174,
        2.59698,
    ];
    check(0.0, 0.2, predictions, [1.42192, -0.0184539, -0.50936, -0.518803, 0.348551], [34, 0]);
}

#[test]
fn with_momentum() {
    let predictions = [
        -0.6804, -0.805624, -0.335499, -0.909296, -1.11736, -0.169715, -0.0455548, 0.756351, 2.24822, 2.5626,
    ];
    check(0.5, 0.2, predictions, [1.15241, 0.0488373, -0.670987, -1.07697, 0.64026], [34, 0]);
}

#[test]
fn where_little_is_learnt() {
    let predictions = [
        -0.614412, -0.893072, -0.335649, -0.834529, -0.998425, -0.408992, 0.0445705, 0.667109, 2.13071,
        2.61972,
    ];
    check(0.0, 1.5, predictions, [2.45583, -0.0616413, -0.486174, -0.635254, 0.453245], [34, 489]);
}
