//! The optimizers of the program.

use ngd_core::first_order::{Adam, Lbfgs};
use ngd_core::metric::Metric;
use ngd_core::natural_gradient::{Outcome, Parts, Restarts, StepError};
use ngd_core::{Footprint, Model, Momentum, NaturalGradient, Policy, Problem, Real, Sample, Transport};

use super::solver::{frame, frame_damping, solver};
use super::{Caution, Float, Frame, Length, Solver};
use crate::method as choice;
use crate::training::{Batch, Settings};

/// Pairs that L-BFGS keeps.
const HISTORY: usize = 10;

/// The ceiling of an escape on fresh points, whose losses differ from step to step without a step.
const FRESH_CEILING: f64 = 1e3;

/// The step of the core with the parts that the program can choose; T is the metric of the problem.
pub type Projected<R, T> = NaturalGradient<R, Parts<Solver<R>, Length<R>, Caution<R>, T>>;

/// An optimizer of chosen parts; T is the metric of the problem.
#[derive(Clone, Debug)]
pub enum Method<R: Float, T: Copy> {
    /// The step with a projection, or without one in the coordinates of a [`Frame`].
    Projected(Projected<R, T>),
    /// Adam.
    Adam(Adam<R, Frame<R>>),
    /// L-BFGS.
    Lbfgs(Lbfgs<R, Frame<R>>),
}

impl<R: Float, T: Copy> Method<R, T> {
    /// The optimizer that settings describe, for P parameters and batches of at most so many rows.
    pub fn new(settings: &Settings, metric: T, parameters: usize, rows: usize) -> Self {
        let frame = || (frame(settings), frame_damping(settings));
        match (settings.optimizer, settings.step) {
            (choice::Optimizer::LBfgs, _) => {
                let (frame, damping) = frame();
                Self::Lbfgs(Lbfgs::new(HISTORY).with_solver(frame, damping))
            }
            (choice::Optimizer::Adam, Some(choice::Step::Fixed(alpha))) => {
                let (frame, damping) = frame();
                let mut adam = Adam::new(R::of(alpha)).with_solver(frame, damping);
                if settings.policy == choice::Policy::Descent {
                    adam.policy = Policy::descent();
                }
                Self::Adam(adam)
            }
            _ => Self::Projected(projected(settings, metric, parameters, rows)),
        }
    }

    /// The footprint of a model with the memory of its steps.
    pub fn footprint(&mut self, model: Footprint) -> Footprint {
        match self {
            Self::Projected(method) => method.footprint(model),
            Self::Adam(method) => method.footprint(model),
            Self::Lbfgs(method) => method.footprint(model),
        }
    }

    /// α.
    pub fn learning_rate(&self) -> R {
        match self {
            Self::Projected(method) => method.learning_rate(),
            Self::Adam(_) | Self::Lbfgs(_) => R::ONE,
        }
    }

    /// Whether the loss may rise.
    pub fn escapes(&self) -> bool {
        match self {
            Self::Projected(method) => matches!(method.policy, Policy::Escape { .. }),
            Self::Adam(method) => matches!(method.policy, Policy::Escape { .. }),
            Self::Lbfgs(_) => false,
        }
    }

    /// The parameters of the smallest loss, if the method keeps them.
    pub fn best<'a>(&self, memory: &'a Vec<R>, parameters: usize) -> Option<&'a [R]> {
        let best = match self {
            Self::Projected(method) => method.best(memory, parameters),
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
        T: Metric<R, D, O>,
    {
        match self {
            Self::Projected(method) => method.step(model, problem, samples, theta, memory),
            Self::Adam(method) => method.step(model, problem, samples, theta, memory),
            Self::Lbfgs(method) => method.step(model, problem, samples, theta, memory),
        }
    }
}

fn projected<R: Float, T: Copy>(
    settings: &Settings,
    metric: T,
    parameters: usize,
    rows: usize,
) -> Projected<R, T> {
    let policy = match (settings.policy, settings.batch) {
        (choice::Policy::Descent, _) => Policy::descent(),
        (choice::Policy::Escape, Batch::All) => Policy::escape(),
        (choice::Policy::Escape, Batch::Fresh(_)) => Policy::Escape { ceiling: R::of(FRESH_CEILING) },
    };
    let restarts = match settings.restarts {
        Some(choice::Restarts::Gradient) => Restarts::Gradient,
        Some(choice::Restarts::Function) | None => Restarts::Function,
    };
    let damping = Caution::of(settings, parameters);
    NaturalGradient::new(solver(settings, rows), Length::of(settings), damping)
        .with_metric(metric)
        .with_momentum(momentum(settings))
        .with_policy(policy)
        .with_restarts(restarts)
}

fn momentum<R: Real>(settings: &Settings) -> Momentum<R> {
    use choice::Optimizer as Method;
    let beta = R::of(settings.momentum.unwrap_or(0.0));
    let heavy_ball = |transport| Momentum::HeavyBall { beta, transport };
    let nesterov = |transport| Momentum::Nesterov { beta, transport };
    match settings.optimizer {
        Method::HeavyBall | Method::ParameterHeavyBall => heavy_ball(Transport::Parameter),
        Method::Nesterov | Method::ParameterNesterov => nesterov(Transport::Parameter),
        Method::NaturalHeavyBall => heavy_ball(Transport::Projected),
        Method::NaturalHeavyBallDifference => heavy_ball(Transport::Difference),
        Method::NaturalNesterov => nesterov(Transport::Difference),
        Method::NaturalHeavyBallJoint => Momentum::Joint { most: beta, transport: Transport::Projected },
        Method::Spring => Momentum::Spring { beta },
        Method::GradientDescent
        | Method::Adam
        | Method::LBfgs
        | Method::NaturalGradient
        | Method::EnergyNaturalGradient
        | Method::Anagram => Momentum::None,
    }
}
