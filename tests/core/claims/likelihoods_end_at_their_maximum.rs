//! Counts and measurements with learnt noise: pairs (ρ, s) are gradient and Fisher information, and fits end at the
//! maximum of the likelihood.

use ngd_core::model::{Expansion, Monomials};
use ngd_core::problem::{GaussianNoise, PoissonCounts};
use ngd_core::{Footprint, Jet, NaturalGradient, Problem, Real, Sample, StepError};

/// Σ ρ s against differences of the loss; Σ s sᵀ against the Fisher information.
fn pairs<const O: usize>(
    name: &str,
    problem: &impl Problem<f64, 1, O>,
    (target, outputs): ([f64; O], [f64; O]),
    fisher: [[f64; O]; O],
) {
    let sample = Sample::measured([0.0], target);
    let loss = |outputs: &[f64; O]| problem.loss(&sample, &outputs.map(Jet::value));
    let rows: Vec<_> =
        (0..problem.residuals()).map(|r| problem.linearize(&sample, &outputs.map(Jet::value), r)).collect();
    for i in 0..O {
        let at = |h: f64| {
            let mut moved = outputs;
            moved[i] += h;
            loss(&moved)
        };
        let h = 1e-3;
        let difference = (8.0 * (at(h) - at(-h)) - (at(2.0 * h) - at(-2.0 * h))) / (12.0 * h);
        let claimed: f64 = rows.iter().map(|row| row.residual * row.cotangent[i].value).sum();
        let error = (claimed - difference).abs() / difference.abs().max(1.0);
        assert!(error <= 1e-8, "{name}: gradient {claimed} and {difference}");
        for (j, expected) in fisher[i].iter().enumerate() {
            let product: f64 = rows.iter().map(|r| r.cotangent[i].value * r.cotangent[j].value).sum();
            assert!((product - expected).abs() <= 1e-13 * expected.abs().max(1.0), "{name}: {product}");
        }
    }
}

#[test]
fn pairs_are_gradient_and_information() {
    for y in [0.0, 1.0, 7.0] {
        for z in [-5.0, 0.0, 2.5] {
            pairs("counts", &PoissonCounts, ([y], [z]), [[f64::exp(z)]]);
        }
    }
    for deviation in [-2.0, 0.0, 1.5] {
        let precision = f64::exp(-2.0 * deviation);
        for mean in [-1.0, 0.2] {
            let fisher = [[precision, 0.0], [0.0, 2.0]];
            pairs("learnt noise", &GaussianNoise, ([0.3, 0.0], [mean, deviation]), fisher);
        }
    }
    // Where a factor of the pair underflows their product does not.
    let far = PoissonCounts.linearize(&Sample::<f32, 1>::measured([0.0], [4.0]), &[Jet::value(-150.0)], 0);
    assert!((far.residual * far.cotangent[0].value + 4.0).abs() <= 1e-5);
}

fn fitted<R: Real, const O: usize>(
    problem: &impl Problem<R, 1, O>,
    samples: &[Sample<R, 1, O>],
    theta: &mut [R],
) -> usize {
    let model = Expansion::new(Monomials { degree: 1 });
    let mut memory = vec![R::ZERO; Footprint::of_parameters(theta.len()).words()];
    let mut optimizer = NaturalGradient::natural_gradient();
    for step in 0..300 {
        if optimizer.step(&model, problem, samples, theta, &mut memory).unwrap().report().repeats {
            return step;
        }
    }
    300
}

const COUNTS: [f64; 9] = [1.0, 0.0, 2.0, 3.0, 2.0, 5.0, 8.0, 9.0, 17.0];

fn counts<R: Real>() -> Vec<Sample<R, 1>> {
    let at = |(i, y): (usize, &f64)| Sample::measured([R::of(i as f64 / 4.0)], [R::of(*y)]);
    COUNTS.iter().enumerate().map(at).collect()
}

#[test]
fn counts_are_fitted_to_the_maximum() {
    // mpmath: ln of the mean = a + b x.
    let expected = [-0.45541749854014347, 1.6151834320832712];
    let mut theta = [0.0f64; 2];
    let steps = fitted(&PoissonCounts, &counts(), &mut theta);
    let mut single = [0.0f32; 2];
    fitted(&PoissonCounts, &counts(), &mut single);
    println!("after {steps} steps {theta:?}, in single precision {single:?}");
    for j in 0..2 {
        assert!((theta[j] - expected[j]).abs() <= 1e-7, "{theta:?}");
        assert!((f64::from(single[j]) - expected[j]).abs() <= 1e-3, "{single:?}");
    }
}

#[test]
fn a_count_below_zero_is_named() {
    let mut samples = counts::<f64>();
    samples[4].target = [-1.0];
    let model = Expansion::new(Monomials { degree: 1 });
    let mut memory = vec![0.0; Footprint::of_parameters(2).words()];
    let mut optimizer = NaturalGradient::natural_gradient();
    let step = optimizer.step(&model, &PoissonCounts, &samples, &mut [0.0, 0.0], &mut memory);
    assert_eq!(step.err(), Some(StepError::Loss(4)));
}

#[test]
fn mean_and_noise_are_learnt_together() {
    // mpmath: mean a + b x, ln of the deviation c + d x.
    let expected = [2.0747768620099545, -1.0841095896882196, -3.2245349279355734, 1.5418259233412149];
    let samples: Vec<Sample<f64, 1, 2>> = (0..20)
        .map(|i| {
            let x = f64::from(i) / 10.0;
            let noise = 0.1 * x.exp() * (5.0 * f64::from(i * i)).cos();
            Sample::measured([x], [2.0 - x + noise, 0.0])
        })
        .collect();
    let mut theta = [0.0; 4];
    let steps = fitted(&GaussianNoise, &samples, &mut theta);
    println!("after {steps} steps {theta:?}");
    for (found, expected) in theta.iter().zip(expected) {
        assert!((found - expected).abs() <= 1e-6, "{theta:?}");
    }
}
