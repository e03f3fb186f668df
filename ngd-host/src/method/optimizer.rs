//! The core's optimizer of chosen parts.

use ngd_core::metric::Metric;
use ngd_core::natural_gradient::{Outcome, Parts, StepError};
use ngd_core::{Footprint, Model, NaturalGradient, Policy, Problem, Sample, first_order};

use super::dynamic::{AnyCoordinates, AnyDamping, AnyLength, AnySolver};
use super::{Float, Method};

/// The step of the core whose parts are chosen at run time; M is the metric of the problem.
pub type NaturalStep<R, M> = NaturalGradient<R, Parts<AnySolver<R>, AnyLength<R>, AnyDamping<R>, M>>;

/// What the parts must know of the training.
#[derive(Clone, Copy, Debug)]
pub struct Build {
    /// P.
    pub parameters: usize,
    /// The most rows of a batch: samples times residuals.
    pub rows: usize,
    /// Whether every step has points of its own.
    pub fresh: bool,
}

/// An optimizer of the core; M is the metric of the problem.
pub enum Optimizer<R: Float, M: Copy> {
    /// A step with a projection, or without one in the coordinates of a first-order method.
    Natural(Box<NaturalStep<R, M>>),
    /// Adam.
    Adam(first_order::Adam<R, AnyCoordinates<R>>),
    /// L-BFGS.
    Lbfgs(first_order::Lbfgs<R, AnyCoordinates<R>>),
}

impl Method {
    /// The optimizer of the core.
    pub fn build<R: Float, M: Copy>(&self, metric: M, build: Build) -> Optimizer<R, M> {
        match self {
            Self::Natural(method) => Optimizer::Natural(Box::new(method.build(metric, build))),
            Self::Plain(method) => Optimizer::Natural(Box::new(method.build(metric, build))),
            Self::Adam(method) => Optimizer::Adam(method.build()),
            Self::Lbfgs(method) => Optimizer::Lbfgs(method.build()),
        }
    }
}

impl<R: Float, M: Copy> Optimizer<R, M> {
    /// The footprint of a model with the memory of its steps.
    pub fn footprint(&mut self, model: Footprint) -> Footprint {
        match self {
            Self::Natural(method) => method.footprint(model),
            Self::Adam(method) => method.footprint(model),
            Self::Lbfgs(method) => method.footprint(model),
        }
    }

    /// α.
    pub fn learning_rate(&self) -> R {
        match self {
            Self::Natural(method) => method.learning_rate(),
            Self::Adam(_) | Self::Lbfgs(_) => R::ONE,
        }
    }

    /// Whether the loss may rise.
    pub fn escapes(&self) -> bool {
        match self {
            Self::Natural(method) => matches!(method.policy, Policy::Escape { .. }),
            Self::Adam(method) => matches!(method.policy, Policy::Escape { .. }),
            Self::Lbfgs(_) => false,
        }
    }

    /// The parameters of the smallest loss, if the method keeps them.
    pub fn best<'a>(&self, memory: &'a Vec<R>, parameters: usize) -> Option<&'a [R]> {
        let best = match self {
            Self::Natural(method) => method.best(memory, parameters),
            Self::Adam(method) => method.best(memory, parameters),
            Self::Lbfgs(_) => None,
        };
        best.map(|(theta, _)| theta)
    }

    /// One step of θ on these samples.
    ///
    /// # Errors
    /// [`StepError`] when the step could not be tried.
    pub fn step<N, Q, const D: usize, const O: usize>(
        &mut self,
        (model, problem): (&N, &Q),
        samples: &[Sample<R, D, O>],
        theta: &mut [R],
        memory: &mut [R],
    ) -> Result<Outcome<R>, StepError>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O> + ?Sized,
        M: Metric<R, D, O>,
    {
        match self {
            Self::Natural(method) => method.step(model, problem, samples, theta, memory),
            Self::Adam(method) => method.step(model, problem, samples, theta, memory),
            Self::Lbfgs(method) => method.step(model, problem, samples, theta, memory),
        }
    }
}
