//! A fit in fixed memory: the same steps on a desktop and on a microcontroller.

use core::str::FromStr;

use ngd_core::damping::Damping;
use ngd_core::least_squares::LeastSquares;
use ngd_core::natural_gradient::{Covariance, Parts, Recipe, Thin};
use ngd_core::problem::Regression;
use ngd_core::step_length::StepLength;
use ngd_core::{Footprint, Model, NaturalGradient, Real, Sample, StepError};

use crate::Set;

/// No set has more observations.
pub const MOST_SAMPLES: usize = 250;
/// No set has more parameters.
pub const MOST_PARAMETERS: usize = 9;
/// No model keeps more than six words of a point.
const WORDS: usize = Footprint::new(MOST_PARAMETERS, 6 * ngd_core::BLOCK + MOST_PARAMETERS)
    .of::<NaturalGradient<f32, Thin<f32>>>()
    .words();

/// When a fit is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// A step was accepted whose gain the loss could not tell: the usual test of convergence.
    Unseen,
    /// A further step would end the same way: a fixed point.
    Settled,
}

/// A set in the memory of a device.
pub struct Fit<R, const D: usize> {
    samples: [Sample<R, D>; MOST_SAMPLES],
    observations: usize,
    starts: [[R; MOST_PARAMETERS]; 2],
    parameters: usize,
    memory: [R; WORDS],
}

/// Where a fit ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ending<R> {
    theta: [R; MOST_PARAMETERS],
    parameters: usize,
    /// Steps, rejected ones included.
    pub steps: u32,
    /// Evaluations of the loss besides those of the rows.
    pub loss_evaluations: u32,
    /// Whether it is over, and not only stopped; or why a step could not be tried.
    pub over: Result<bool, StepError>,
}

impl<R> Ending<R> {
    /// θ.
    pub fn theta(&self) -> &[R] {
        self.theta.get(..self.parameters).unwrap_or_default()
    }
}

impl<R: Real + FromStr, const D: usize> Fit<R, D> {
    /// Reads a set.
    pub fn new(set: &Set) -> Self {
        let mut fit = Self {
            samples: [Sample::new([R::ZERO; D], R::ZERO, 0); MOST_SAMPLES],
            observations: 0,
            starts: [[R::ZERO; MOST_PARAMETERS]; 2],
            parameters: 0,
            memory: [R::ZERO; WORDS],
        };
        for (place, sample) in fit.samples.iter_mut().zip(set.samples()) {
            *place = sample;
            fit.observations += 1;
        }
        let [first, second] = &mut fit.starts;
        for ((first, second), parameter) in first.iter_mut().zip(second).zip(set.parameters()) {
            [*first, *second] = parameter.starts;
            fit.parameters += 1;
        }
        fit
    }

    /// N.
    pub const fn observations(&self) -> usize {
        self.observations
    }

    /// P.
    pub const fn parameters(&self) -> usize {
        self.parameters
    }

    /// Steps from a start (1 or 2), at most `most`. A model of single points gains nothing from blocks.
    pub fn run<M, S, L, C>(
        &mut self,
        model: &M,
        optimizer: &mut NaturalGradient<R, Parts<S, L, C>>,
        start: usize,
        until: Until,
        most: u32,
    ) -> Ending<R>
    where
        M: Model<R, D, 1>,
        S: LeastSquares<R>,
        L: StepLength<R>,
        C: Damping<R>,
    {
        let [first, second] = self.starts;
        let theta = if start < 2 { first } else { second };
        let mut ending =
            Ending { theta, parameters: self.parameters, steps: 0, loss_evaluations: 0, over: Ok(false) };
        let samples = self.samples.get(..self.observations).unwrap_or_default();
        let theta = ending.theta.get_mut(..self.parameters).unwrap_or_default();
        self.memory.fill(R::ZERO);
        while ending.steps < most && ending.over == Ok(false) {
            let outcome = optimizer.step_in_blocks::<1, _, _, D, 1>(
                model,
                &Regression,
                samples,
                theta,
                &mut self.memory,
            );
            ending.over = outcome.map(|outcome| {
                let report = outcome.report();
                ending.steps += 1;
                ending.loss_evaluations += report.loss_evaluations;
                let unseen = outcome.is_accepted() && report.gain.is_none();
                report.repeats || (until == Until::Unseen && unseen)
            });
        }
        ending
    }

    /// The covariance where a fit ended.
    ///
    /// # Errors
    /// As [`NaturalGradient::covariance`].
    pub fn covariance<M, P>(
        &mut self,
        model: &M,
        optimizer: &mut NaturalGradient<R, P>,
        ending: &Ending<R>,
    ) -> Result<Covariance<'_, R>, StepError>
    where
        M: Model<R, D, 1>,
        P: Recipe<R>,
    {
        let samples = self.samples.get(..self.observations).unwrap_or_default();
        optimizer.covariance(model, &Regression, samples, ending.theta(), &mut self.memory)
    }
}
