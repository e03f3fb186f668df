//! Where the loss is its own quadratic model, actual and predicted decrease are the same.

use ngd_core::damping::Constant;
use ngd_core::least_squares::{LeastSquares, NormalEquations, SquareRoot};
use ngd_core::problem::Regression;
use ngd_core::step_length::{Fixed, Found, Search, StepLength};
use ngd_core::{NaturalGradient, Policy};

use ngd_core_claims::runs::{Preset, QUARTIC, START, curve, memory, presets};

/// Always this length.
#[derive(Clone, Copy)]
struct Part(f64);

impl StepLength<f64> for Part {
    fn search(&self, _: &Search<f64>, mut trial: impl FnMut(f64) -> f64) -> Option<Found<f64>> {
        Some(Found { length: self.0, loss: trial(self.0) })
    }
}

/// The largest |gain − 1| of four steps. Momentum may overshoot: a rise has no gain, and must have been foreseen.
fn worst(preset: Preset, solver: impl LeastSquares<f64>, relative: f64, length: impl StepLength<f64>) -> f64 {
    let samples = curve(23);
    let mut optimizer = preset
        .with_solver(solver)
        .with_damping(Constant { relative })
        .with_length(length)
        .with_policy(Policy::Escape { ceiling: 1e6 });
    let (mut theta, mut memory) = (START, memory::<f64, 1, 1>(&QUARTIC));
    let (mut worst, mut gains): (f64, u32) = (0.0, 0);
    for _ in 0..4 {
        let outcome = optimizer.step(&QUARTIC, &Regression, &samples, &mut theta, &mut memory).unwrap();
        let report = outcome.report();
        let Some(gain) = report.gain else {
            assert!(report.loss >= report.loss_before, "{report:?}");
            continue;
        };
        let error = (gain - 1.0).abs();
        worst = if error > worst || error.is_nan() { error } else { worst };
        gains += 1;
    }
    assert!(gains >= 2, "{gains} of 4 steps had a gain");
    worst
}

#[test]
fn for_both_solvers_damped_and_not_with_momentum_and_not() {
    let plain = ("natural gradient", NaturalGradient::<f64>::thin());
    let mut largest: f64 = 0.0;
    for (name, preset) in presets(0.3).into_iter().chain([plain]) {
        for relative in [0.0, 1e-3] {
            let errors = [
                worst(preset, NormalEquations, relative, Fixed { learning_rate: 0.5 }),
                worst(preset, SquareRoot, relative, Fixed { learning_rate: 0.5 }),
                worst(preset, NormalEquations, relative, Fixed { learning_rate: 0.1 }),
                worst(preset, NormalEquations, relative, Part(0.5)),
                worst(preset, SquareRoot, relative, Part(0.25)),
            ];
            for error in errors {
                assert!(error <= 1e-9, "{name}, damping {relative}: {errors:?}");
                largest = largest.max(error);
            }
        }
    }
    println!("largest distance of a gain ratio from one: {largest:e}");
}
