//! The full undamped step of a linear model projects its target on the span of the functions.

use ngd_core::damping::Constant;
use ngd_core::least_squares::{LeastSquares, NormalEquations, SquareRoot};
use ngd_core::model::SplitMix64;
use ngd_core::problem::Regression;
use ngd_core::step_length::Fixed;
use ngd_core::{INTERIOR, NaturalGradient, Policy, Sample};

use ngd_core_claims::runs::{QUARTIC, memory};

/// The coefficients of the target's projection, damped or not.
fn project(samples: &[Sample<f64, 1>], solver: impl LeastSquares<f64>, relative: f64) -> [f64; 5] {
    let mut optimizer = NaturalGradient::natural_gradient()
        .with_solver(solver)
        .with_length(Fixed { learning_rate: 1.0 })
        .with_damping(Constant { relative })
        .with_policy(Policy::escape());
    let (mut theta, mut memory) = ([0.0; 5], memory::<f64, 1, 1>(&QUARTIC));
    assert!(optimizer.step(&QUARTIC, &Regression, samples, &mut theta, &mut memory).unwrap().is_accepted());
    theta
}

/// The samples with the function of these coefficients as their target.
fn function(samples: &[Sample<f64, 1>], theta: &[f64; 5]) -> Vec<Sample<f64, 1>> {
    let value = |[x]: [f64; 1]| theta.iter().rev().fold(0.0, |sum, entry| sum * x + entry);
    samples.iter().map(|sample| sample.with_target([value(sample.point)])).collect()
}

fn norm(samples: &[Sample<f64, 1>]) -> f64 {
    samples.iter().map(|sample| sample.weight * sample.target[0] * sample.target[0]).sum::<f64>().sqrt()
}

fn random_samples(seed: u64) -> Vec<Sample<f64, 1>> {
    let mut random = SplitMix64::new(seed);
    let count = 12 + seed as usize % 20;
    let sample = |i: usize| {
        let x = -1.0 + 2.0 * (i as f64 + random.uniform::<f64>()) / count as f64;
        Sample::new([x], 0.1 + random.uniform::<f64>(), INTERIOR).with_target([random.normal()])
    };
    (0..count).map(sample).collect()
}

#[test]
fn with_both_solvers() {
    let (mut repeated, mut grown): (f64, f64) = (0.0, 0.0);
    for seed in 0..100 {
        let samples = random_samples(seed);
        for root in [false, true] {
            let project = |samples: &[Sample<f64, 1>], relative| match root {
                true => project(samples, SquareRoot, relative),
                false => project(samples, NormalEquations, relative),
            };
            let once = project(&samples, 0.0);
            let projection = function(&samples, &once);
            let twice = function(&samples, &project(&projection, 0.0));
            let apart: Vec<_> = projection
                .iter()
                .zip(&twice)
                .map(|(a, b)| a.with_target([a.target[0] - b.target[0]]))
                .collect();
            let change = norm(&apart) / norm(&samples);
            repeated = repeated.max(change);
            assert!(change <= 1e-10, "seed {seed}, square root {root}: {change:e}");
            for relative in [0.0, 1e-3, 1.0] {
                let growth = norm(&function(&samples, &project(&samples, relative))) / norm(&samples);
                grown = grown.max(growth);
                assert!(growth <= 1.0 + 1e-12, "seed {seed}, damping {relative}: {growth}");
            }
        }
    }
    println!("projected twice: changed by {repeated:e}; the largest projection is {grown} of its target");
}
