//! Natural gradient descent with momentum in function space.
//!
//! A [`NaturalGradient`] is made of parts: a solver and a metric say how the tangent space is met, a length and a
//! damping how far and how cautiously to go, a [`Momentum`] what is kept of the last step, a [`Policy`] whether
//! the loss may rise. There is one step for all of them ([`NaturalGradient::step`]); the named methods are
//! [presets](NaturalGradient::natural_heavy_ball).

mod acceleration;
mod assemble;
mod attempt;
mod block;
mod covariance;
mod direction;
mod exchange;
mod hidden;
mod jets;
mod joint;
mod look_ahead;
mod motion;
mod outcome;
mod parts;
mod pass;
mod policy;
mod presets;
mod restarts;
mod rows;
mod step;
mod task;
mod velocity;
mod workspace;

pub use covariance::Covariance;
pub use outcome::{Outcome, Report, StepError};
pub use parts::{Parts, Recipe, Recommended, Thin, TwoMetrics};
pub use policy::Policy;
pub use restarts::Restarts;
pub use task::loss;
pub(crate) use task::{Objective, Task, Which};
pub use velocity::{Own, Same, VelocityMetric};

use hidden::Hidden;
use policy::raised;

use crate::footprint::{Footprint, Needs, Optimizer, Storage};
use crate::least_squares::LeastSquares;
use crate::metric::GaussNewton;
use crate::momentum::Momentum;
use crate::step_length::StepLength;
use crate::{Real, memory};

/// What an optimizer remembers beside the vectors in its memory.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
struct Progress<R> {
    /// Whether the memory holds a velocity.
    moving: bool,
    /// β²ᵏ after k steps of SPRING since the last restart.
    power: R,
    /// The loss at the first step.
    start: Option<R>,
    /// The loss of the best θ.
    best: Option<R>,
    /// The last step, if the loss could not judge it.
    hidden: Option<Hidden<R>>,
}

impl<R: Real> Progress<R> {
    const NONE: Self = Self { moving: false, power: R::ONE, start: None, best: None, hidden: None };
}

/// Natural gradient, natural heavy ball, natural Nesterov and their relatives.
///
/// The public fields are the parts, whose types a [`Recipe`] bundles; [presets](NaturalGradient::natural_gradient)
/// name the usual combinations. One optimizer goes with one memory and one θ: the vectors of its state live in the
/// memory.
#[derive(Clone, Copy, Debug)]
pub struct NaturalGradient<R: Real, P: Recipe<R> = Recommended<R>> {
    /// Solves the least-squares problem.
    pub solver: P::Solver,
    /// Preconditions the gradient.
    pub metric: P::Metric,
    /// Projects the velocity.
    pub velocity_metric: P::Velocity,
    /// How far along the direction.
    pub length: P::Length,
    /// How cautiously: the damping, or the cutoff.
    pub damping: P::Damping,
    /// What is kept of the last step.
    pub momentum: Momentum<R>,
    /// Whether the loss may rise.
    pub policy: Policy<R>,
    /// When the momentum begins anew.
    pub restarts: Restarts,
    progress: Progress<R>,
}

impl<R: Real, S, L, C> NaturalGradient<R, Parts<S, L, C>>
where
    Parts<S, L, C>: Recipe<R, Solver = S, Length = L, Damping = C, Metric = GaussNewton, Velocity = Same>,
{
    /// An optimizer of these parts at its beginning: in the loss's own metric, without momentum, by descent.
    pub fn new(solver: S, length: L, damping: C) -> Self {
        Self {
            solver,
            metric: GaussNewton,
            velocity_metric: Same,
            length,
            damping,
            momentum: Momentum::None,
            policy: Policy::descent(),
            restarts: Restarts::Function,
            progress: Progress::NONE,
        }
    }
}

impl<R: Real, P: Recipe<R>> NaturalGradient<R, P> {
    /// Forgets the velocity: the next step is one without momentum.
    pub fn restart(&mut self) {
        self.progress.moving = false;
    }

    /// Forgets everything, for another θ or another memory. An adaptive damping keeps what it has learnt.
    pub fn reset(&mut self) {
        self.progress = Progress::NONE;
    }

    /// The parameters of the smallest loss so far and that loss, kept under [`Policy::Escape`].
    ///
    /// Shapes: memory as in the steps, parameters P.
    pub fn best<'a>(&self, memory: &'a impl AsRef<[R]>, parameters: usize) -> Option<(&'a [R], R)> {
        Some((memory::best(memory.as_ref(), parameters)?, self.progress.best?))
    }

    /// α, the factor of the gradient beside the velocity.
    pub fn learning_rate(&self) -> R {
        self.length.learning_rate()
    }

    /// The footprint of a model with what this very optimizer keeps. On a desktop its memory is a `Vec` of so many
    /// words:
    ///
    /// ```
    /// # use ngd_core::{Activation, Mlp, NaturalGradient};
    /// let network = Mlp::<2>::new(&[64, 64], Activation::Tanh);
    /// let optimizer = NaturalGradient::natural_nesterov(0.5);
    /// let memory = vec![0.0f64; optimizer.footprint(network.footprint()).words()];
    /// ```
    ///
    /// In const contexts, by its type: [`Footprint::of`].
    pub fn footprint(&self, model: Footprint) -> Footprint {
        let parameters = model.parameters;
        let velocity = self.velocity_metric.lanes(parameters).map(Storage::Lanes);
        model.with(Needs {
            solver: Storage::Lanes(self.solver.lanes(parameters)),
            velocity,
            acceleration: self.length.most_acceleration().is_some(),
        })
    }
}

impl<R: Real, P: Recipe<R>> Optimizer for NaturalGradient<R, P> {
    const NEEDS: Needs = Needs {
        solver: <P::Solver as LeastSquares<R>>::STORAGE,
        velocity: <P::Velocity as VelocityMetric<R>>::STORAGE,
        acceleration: <P::Length as StepLength<R>>::BENDS,
    };
}

#[cfg(feature = "defmt")]
impl<R, P> defmt::Format for NaturalGradient<R, P>
where
    R: Real + defmt::Format,
    P: Recipe<
            R,
            Solver: defmt::Format,
            Metric: defmt::Format,
            Velocity: defmt::Format,
            Length: defmt::Format,
            Damping: defmt::Format,
        >,
{
    fn format(&self, f: defmt::Formatter<'_>) {
        let Self { solver, metric, velocity_metric, length, damping, .. } = self;
        defmt::write!(f, "{}, {}, {}, {}, {}, ", solver, metric, velocity_metric, length, damping);
        let Self { momentum, policy, restarts, progress, .. } = self;
        defmt::write!(f, "{}, {}, {}, {}", momentum, policy, restarts, progress);
    }
}
