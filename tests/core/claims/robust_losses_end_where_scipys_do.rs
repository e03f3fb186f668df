//! Robust losses have the gradient that they should and end where scipy's `least_squares` with that loss does.

use ngd_core::model::{Expansion, Monomials};
use ngd_core::problem::{Regression, Robust, RobustLoss};
use ngd_core::{Footprint, Jet, NaturalGradient, Problem, Sample};

const ALL: [RobustLoss; 4] =
    [RobustLoss::Huber, RobustLoss::SoftL1, RobustLoss::Cauchy, RobustLoss::InverseMultiquadric];

/// ½ scale² ρ((r/scale)²) by the definitions.
fn definition(loss: RobustLoss, r: f64, scale: f64) -> f64 {
    let z = (r / scale).powi(2);
    let rho = match loss {
        RobustLoss::Huber => {
            if z <= 1.0 {
                z
            } else {
                2.0 * z.sqrt() - 1.0
            }
        }
        RobustLoss::SoftL1 => 2.0 * ((1.0 + z).sqrt() - 1.0),
        RobustLoss::Cauchy => (1.0 + z).ln(),
        _ => 2.0 * (1.0 - (1.0 + z).powf(-0.5)),
    };
    0.5 * scale * scale * rho
}

#[test]
fn loss_and_gradient_are_those_of_the_definition() {
    let sample = Sample::<f64, 1>::measured([0.0], [0.0]);
    for loss in ALL {
        let problem = Robust::new(Regression, loss, 0.3);
        let (mut worst, mut slopes): (f64, f64) = (0.0, 0.0);
        for k in -40..=40 {
            let r = if k == 0 { 0.0 } else { 0.31 * f64::from(k).signum() * 1.3f64.powi(i32::abs(k) - 20) };
            let at = |r: f64| [Jet::value(r)];
            let expected = definition(loss, r, 0.3);
            let error = (problem.loss(&sample, &at(r)) - expected).abs() / expected.max(1e-12);
            worst = worst.max(error);
            let row = problem.linearize(&sample, &at(r), 0);
            let h = 1e-4 * r.abs().max(1e-3);
            let d = |h: f64| definition(loss, r + h, 0.3) - definition(loss, r - h, 0.3);
            let difference = (8.0 * d(h) - d(2.0 * h)) / (12.0 * h);
            let slope = row.residual * row.cotangent[0].value;
            slopes = slopes.max((slope - difference).abs() / r.abs().max(1e-3));
        }
        println!("{loss:?}: loss {worst:.1e}, gradient {slopes:.1e}");
        assert!(worst <= 1e-9 && slopes <= 1e-7, "{loss:?}: loss {worst:e}, gradient {slopes:e}");
        // Far beyond the range of squares.
        for r in [1e30f32, f32::MAX, -f32::MAX] {
            let single = Robust::new(Regression, loss, 1.0f32);
            let sample = Sample::<f32, 1>::measured([0.0], [0.0]);
            let row = single.linearize(&sample, &[Jet::value(r)], 0);
            let product = row.residual * row.cotangent[0].value;
            assert!(product.is_finite() && product.abs() <= 1.0001, "{loss:?} of {r:e}: {product:e}");
            let loss_there = single.loss(&sample, &[Jet::value(r)]);
            assert!(!loss_there.is_nan() && loss_there > 0.5, "{loss:?} of {r:e}: {loss_there:e}");
        }
    }
}

/// 1 + 2x + cos(7i)/100 and two gross errors.
fn samples() -> Vec<Sample<f64, 1>> {
    (0..10)
        .map(|i| {
            let x = f64::from(i) / 10.0;
            let gross = match i {
                3 => 5.0,
                8 => -40.0,
                _ => 0.0,
            };
            Sample::measured([x], [1.0 + 2.0 * x + 0.01 * (7.0 * f64::from(i)).cos() + gross])
        })
        .collect()
}

#[test]
fn a_line_through_gross_errors_is_scipys() {
    // least_squares(loss=…, f_scale=0.1) of scipy 1.17 from (1, 2), polished by mpmath to 17 digits.
    let expected = [
        [1.0342792976836178, 1.9220217854840872],
        [1.0356826667988466, 1.9175150108839393],
        [1.003265814055183, 1.9955349341838901],
        [1.0028471142541728, 1.9960188825971263],
    ];
    let (samples, line) = (samples(), Expansion::new(Monomials { degree: 1 }));
    for (loss, expected) in ALL.into_iter().zip(expected) {
        for least in [0.1, 1.0] {
            let problem = Robust { least, ..Robust::new(Regression, loss, 0.1) };
            let mut theta = [1.0, 2.0];
            let mut memory = vec![0.0; Footprint::of_parameters(2).words()];
            let mut optimizer = NaturalGradient::levenberg_marquardt();
            let mut steps = 0;
            for _ in 0..200 {
                steps += 1;
                let outcome = optimizer.step(&line, &problem, &samples, &mut theta, &mut memory).unwrap();
                if outcome.report().repeats {
                    break;
                }
            }
            let error = (theta[0] - expected[0]).abs().max((theta[1] - expected[1]).abs());
            println!("{loss:?}, least {least}: {error:.1e} after {steps} steps");
            assert!(error <= 1e-7, "{loss:?}, least {least}: {theta:?}, {error:e}");
        }
    }
}
