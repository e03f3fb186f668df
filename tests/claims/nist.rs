//! Fits of NIST's sets, and how many digits of them are right.

use std::str::FromStr;

use ngd_core::damping::Damping;
use ngd_core::least_squares::LeastSquares;
use ngd_core::natural_gradient::{Control, Projection};
use ngd_core::problem::Regression;
use ngd_core::step_length::StepLength;
use ngd_core::{BLOCK, Footprint, Model, NaturalGradient, Order, Real, Sample};
use ngd_nist::{Parameter, Set};

/// A set, ready to be fitted.
pub struct Fit<'a, R: Real, M, const D: usize> {
    model: &'a M,
    samples: Vec<Sample<R, D>>,
    parameters: Vec<Parameter<f64>>,
    starts: Vec<[R; 2]>,
}

/// Where a fit ended.
pub struct Ending {
    /// Correct digits of the worst parameter, of the worst standard deviation.
    pub digits: f64,
    pub deviation_digits: f64,
    pub steps: u32,
    /// Whether a further step would have ended the same way.
    pub settled: bool,
}

/// −log₁₀ of the relative error; NaN stays NaN.
fn digits(found: f64, certified: f64) -> f64 {
    -((found - certified) / certified).abs().log10()
}

fn fewer(a: f64, b: f64) -> f64 {
    if a.is_nan() || a <= b { a } else { b }
}

impl<'a, R: Real + FromStr, M: Model<R, D, 1>, const D: usize> Fit<'a, R, M, D> {
    pub fn new(set: &Set, model: &'a M) -> Self {
        Self {
            model,
            samples: set.samples().collect(),
            parameters: set.parameters().collect(),
            starts: set.parameters::<R>().map(|parameter| parameter.starts).collect(),
        }
    }

    pub fn observations(&self) -> usize {
        self.samples.len()
    }

    pub fn parameters(&self) -> usize {
        self.parameters.len()
    }

    /// Steps from a start until one repeats, at most `most`.
    pub fn run<S, L, C>(
        &self,
        mut optimizer: NaturalGradient<R, Projection<S>, Control<L, C>>,
        start: usize,
        most: u32,
    ) -> Ending
    where
        S: LeastSquares<R>,
        L: StepLength<R>,
        C: Damping<R>,
    {
        let scratch = self.model.block_scratch(Order::Value, BLOCK);
        let mut memory = vec![R::ZERO; Footprint::new(self.parameters.len(), scratch).words()];
        let mut theta: Vec<R> = self.starts.iter().map(|starts| starts[start]).collect();
        let (mut steps, mut settled) = (0, false);
        while steps < most && !settled {
            let outcome = optimizer.step(self.model, &Regression, &self.samples, &mut theta, &mut memory[..]);
            let Ok(outcome) = outcome else { break };
            steps += 1;
            settled = outcome.report().repeats;
        }
        let mut ending = Ending { digits: f64::INFINITY, deviation_digits: f64::INFINITY, steps, settled };
        for (found, parameter) in theta.iter().zip(&self.parameters) {
            ending.digits = fewer(digits(found.to_f64(), parameter.certified), ending.digits);
        }
        let covariance =
            optimizer.covariance(self.model, &Regression, &self.samples, &theta, &mut memory[..]);
        for (j, parameter) in self.parameters.iter().enumerate() {
            let deviation = covariance.as_ref().ok().and_then(|covariance| covariance.deviation(j));
            let right = digits(deviation.map_or(f64::NAN, Real::to_f64), parameter.deviation);
            ending.deviation_digits = fewer(right, ending.deviation_digits);
        }
        ending
    }
}
