//! Natural gradient descent with momentum in function space.
//!
//! A [`NaturalGradient`] is made of parts: a [`Projection`] says in which metric and by which solver the
//! tangent space is met, a [`Control`] how far and how cautiously to go, a [`Momentum`] what is kept of
//! the last step, a [`Policy`] whether the loss may rise. There is one step for all of them
//! ([`NaturalGradient::step`]); the named methods are [presets](NaturalGradient::natural_heavy_ball).

mod acceleration;
mod attempt;
mod block;
mod covariance;
mod direction;
mod hidden;
mod joint;
mod lanes;
mod outcome;
mod pass;
mod presets;
mod restarts;
mod rows;
mod step;
mod workspace;

pub use covariance::Covariance;
pub use outcome::{Outcome, Report, StepError};
pub(crate) use pass::Task;
pub use pass::loss;
pub use restarts::Restarts;
pub(crate) use rows::LossRows;

use hidden::Hidden;

use crate::damping::Adaptive;
use crate::least_squares::NormalEquations;
use crate::metric::{GaussNewton, Same};
use crate::momentum::Momentum;
use crate::step_length::{Backtracking, StepLength};
use crate::{Real, memory};

/// How the tangent space is met: a solver, the metric of the gradient, the metric of the velocity.
#[derive(Clone, Copy, Debug, Default)]
pub struct Projection<S = NormalEquations, M = GaussNewton, V = Same> {
    /// Solves the least-squares problem.
    pub solver: S,
    /// Preconditions the gradient.
    pub metric: M,
    /// Projects the velocity.
    pub velocity: V,
}

/// How far along the direction, and how cautiously.
#[derive(Clone, Copy, Debug, Default)]
pub struct Control<L, C> {
    /// The length.
    pub length: L,
    /// The damping, or the cutoff.
    pub damping: C,
}

/// Whether the loss may rise.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Policy<R> {
    /// The loss never rises. A step that would raise it is rejected and the momentum begins anew; a
    /// look-ahead is dropped if its loss exceeds this multiple of the present one (4).
    Descent {
        /// The multiple.
        look_ahead: R,
    },
    /// Descent, as long as the loss can tell; then as long as the steps contract.
    ///
    /// The rounding of a loss hides what a step gains within a distance of about √ε of the minimum: by
    /// descent half of the digits are lost. The gradient knows better. Where the predicted decrease is at
    /// most `rounding` times the loss, a step may raise the loss by `rise` times itself, provided that its
    /// predicted decrease is smaller than that of the step before (natural monotonicity), or that damping
    /// still shortens it. Where steps have ceased to contract θ is a fixed point up to rounding: the step is
    /// rejected, and [`repeats`](Report::repeats). A look-ahead is dropped if the loss there is larger.
    ///
    /// # Source
    /// Deuflhard, *Newton Methods for Nonlinear Problems* (2004), section 4.3, for Gauss-Newton.
    Converge {
        /// A decrease below this fraction of the loss cannot be seen. √ε.
        rounding: R,
        /// The loss may then rise by this fraction: the rounding of a loss is that of the outputs, which are
        /// larger than the residuals. 16√ε.
        rise: R,
    },
    /// The loss may rise up to a multiple κ ≥ 1 of the loss at the start, and the best θ so far is kept.
    /// Without it momentum cannot leave a local minimum.
    Escape {
        /// κ.
        ceiling: R,
    },
}

impl<R: Real> Policy<R> {
    /// Descent with its default.
    pub fn descent() -> Self {
        Self::Descent { look_ahead: R::of(4.0) }
    }

    /// Descent, then contraction, with the default.
    pub fn converge() -> Self {
        let rounding = R::EPSILON.sqrt();
        Self::Converge { rounding, rise: R::of(16.0) * rounding }
    }

    /// Whether a step must make the loss smaller.
    fn is_descent(&self) -> bool {
        matches!(self, Self::Descent { .. } | Self::Converge { .. })
    }

    /// Escape up to κ = 2 times the loss at the start.
    pub fn escape() -> Self {
        Self::Escape { ceiling: R::of(2.0) }
    }

    /// The loss that a step may not exceed, given the present one and that at the start.
    pub(crate) fn bound(&self, here: R, start: R) -> R {
        match *self {
            Self::Descent { .. } | Self::Converge { .. } => here,
            Self::Escape { ceiling } => raised(start, ceiling),
        }
    }

    /// Whether a step may end at this loss.
    pub(crate) fn admits(&self, loss: R, here: R, start: R) -> bool {
        let bound = self.bound(here, start);
        loss.is_finite() && if self.is_descent() { loss < bound } else { loss <= bound }
    }
}

/// loss + (multiple − 1)|loss|: a multiple of the loss, and more than it for an energy below zero too.
pub(crate) fn raised<R: Real>(loss: R, multiple: R) -> R {
    if loss < R::ZERO { (R::ONE + R::ONE - multiple) * loss } else { multiple * loss }
}

/// What an optimizer remembers beside the vectors in its memory.
#[derive(Clone, Copy, Debug)]
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
/// The public fields are the parts; [`presets`](NaturalGradient::natural_gradient) name the usual
/// combinations. One optimizer goes with one memory and one θ: the vectors of its state live in the
/// memory.
#[derive(Clone, Copy, Debug)]
pub struct NaturalGradient<R, P = Projection, C = Control<Backtracking<R>, Adaptive<R>>> {
    /// How the tangent space is met.
    pub projection: P,
    /// How far, how cautiously.
    pub control: C,
    /// What is kept of the last step.
    pub momentum: Momentum<R>,
    /// Whether the loss may rise.
    pub policy: Policy<R>,
    /// When the momentum begins anew.
    pub restarts: Restarts,
    progress: Progress<R>,
}

impl<R: Real, P, C> NaturalGradient<R, P, C> {
    /// An optimizer of these parts, at its beginning.
    pub const fn new(projection: P, control: C, momentum: Momentum<R>, policy: Policy<R>) -> Self {
        Self { projection, control, momentum, policy, restarts: Restarts::Function, progress: Progress::NONE }
    }

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
}

impl<R: Real, P, L: StepLength<R>, G> NaturalGradient<R, P, Control<L, G>> {
    /// α, the factor of the gradient beside the velocity.
    pub fn learning_rate(&self) -> R {
        self.control.length.learning_rate()
    }
}
