//! One attempt at a step: look ahead, assemble, factor, direction, length. Nothing of it reaches θ.

use super::hidden::Hidden;
use super::pass::{Moved, Task};
use super::rows::{LossRows, MetricRows};
use super::{Control, NaturalGradient, Policy, Projection, StepError, raised};
use crate::damping::Damping;
use crate::least_squares::{Euclidean, LeastSquares, Panel, Regularization, System};
use crate::linear_algebra::{add_scaled, along, dot};
use crate::memory::Workspace;
use crate::metric::{Metric, VelocityMetric};
use crate::momentum::{Momentum, Transport};
use crate::step_length::{Found, Prediction, Search, StepLength};
use crate::{Model, Problem, Real};

/// A step that the length rule accepts: θ becomes base + length · direction.
pub(super) struct Step<R> {
    pub found: Found<R>,
    pub beta: R,
    /// The decrease that the quadratic model predicts.
    pub predicted: R,
    /// β²ᵏ of a step of SPRING, whose direction is divided by √(1 − β²ᵏ).
    pub power: Option<R>,
    /// The longest step along this direction that follows its acceleration.
    pub bends: R,
    /// If the loss cannot tell whether it is any better.
    pub hidden: Option<Hidden<R>>,
}

/// What became of a direction.
pub(super) enum Tried<R> {
    Step(Step<R>),
    /// No length is acceptable.
    NoLength,
    /// The steps have ceased to contract.
    Settled,
}

/// What an attempt came to; an error if there was no direction.
pub(super) struct Attempt<R> {
    pub regularization: Regularization<R>,
    /// trace(G)/P.
    pub mean_square: R,
    pub step: Result<Tried<R>, StepError>,
}

/// The motion of an attempt.
#[derive(Clone, Copy)]
pub(super) struct Motion<R> {
    pub beta: R,
    pub transport: Transport,
    pub nesterov: bool,
    /// Whether β is chosen by the quadratic model.
    pub joint: bool,
}

impl<R: Copy> Motion<R> {
    pub fn of(momentum: &Momentum<R>) -> Option<Self> {
        let (beta, transport) = momentum.parts()?;
        let nesterov = matches!(momentum, Momentum::Nesterov { .. });
        Some(Self { beta, transport, nesterov, joint: matches!(momentum, Momentum::Joint { .. }) })
    }

    /// Whether the velocity is carried by the rows of a pass.
    pub fn is_projected(&self) -> bool {
        self.transport != Transport::Parameter
    }
}

/// λ, the cutoff or the share.
pub(super) fn amount<R: Copy>(regularization: Regularization<R>) -> R {
    match regularization {
        Regularization::Damping(amount)
        | Regularization::Relative(amount)
        | Regularization::Cutoff(amount)
        | Regularization::Absolute(amount) => amount,
        Regularization::Remainder { share, .. } => share,
    }
}

impl<R, S, M, V, L, C> NaturalGradient<R, Projection<S, M, V>, Control<L, C>>
where
    R: Real,
    S: LeastSquares<R>,
    V: VelocityMetric<R>,
    L: StepLength<R>,
    C: Damping<R>,
{
    /// Looks ahead from `theta` with this motion, and assembles the system there. What is left of the motion: nothing if
    /// the look-ahead was dropped.
    #[inline(always)]
    pub(super) fn begin<N, Q, const D: usize, const O: usize, const K: usize, const APART: bool>(
        &mut self,
        task: &Task<'_, R, N, Q, D, O, APART>,
        theta: &[R],
        motion: Option<Motion<R>>,
        work: &mut Workspace<'_, R, K>,
    ) -> Result<Option<Motion<R>>, StepError>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O>,
        M: Metric<R, D, O>,
        V::Metric: Metric<R, D, O>,
    {
        let mut motion = motion;
        place(work.base, theta);
        work.ahead.fill(R::ZERO);
        let ahead = motion.filter(|motion| motion.nesterov);
        if let Some(ahead) = ahead
            && !self.look_ahead(task, theta, ahead, work)?
        {
            motion = None;
        }
        self.assemble(task, motion.filter(|motion| !motion.nesterov), work)?;
        if ahead.is_none() {
            work.here = work.loss;
        }
        Ok(motion)
    }

    /// Tries a step from the base with this motion; what it found is in the workspace.
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub(super) fn attempt<N, Q, const D: usize, const O: usize, const K: usize, const APART: bool>(
        &mut self,
        task: &Task<'_, R, N, Q, D, O, APART>,
        motion: Option<Motion<R>>,
        work: &mut Workspace<'_, R, K>,
    ) -> Attempt<R>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O>,
        M: Metric<R, D, O>,
        V::Metric: Metric<R, D, O>,
    {
        let (here, at_base) = (work.here, work.loss);
        let metric = &self.projection.metric;
        let (of_the_loss, is_curvature) = (metric.of_the_loss() && !APART, metric.is_curvature());
        let mut riding = motion.filter(|motion| !motion.nesterov);
        let mean_square = self.mean_square(&work.system);
        let mut regularization = self.control.damping.regularization(mean_square);
        let mut cautions = 0;
        let came_to = |regularization, step| Attempt { regularization, mean_square, step };
        loop {
            if let Err(error) = self.factor(work, riding, regularization) {
                return came_to(regularization, Err(error));
            }
            let mut beta = motion.map_or(R::ZERO, |motion| motion.beta);
            match riding.filter(|motion| motion.joint && is_curvature) {
                Some(motion) => beta = self.joint_direction(work, motion, of_the_loss, regularization),
                None => self.direction(work, riding, of_the_loss),
            }
            if self.policy.is_descent() && riding.is_some() && dot(work.gradient, work.direction) >= R::ZERO {
                beta = R::ZERO;
                riding = None;
                self.direction(work, None, of_the_loss);
            }
            let power = self.power(riding);
            if let Some(root) = power.map(root) {
                for entry in &mut *work.direction {
                    *entry = *entry / root;
                }
            }
            if !work.direction.iter().all(|entry| entry.is_finite()) {
                return came_to(regularization, Err(StepError::Direction));
            }
            let reusable = self.projection.solver.is_reusable();
            let again = self.control.damping.again(regularization).filter(|_| reusable);
            let prediction = self.prediction(work, is_curvature);
            let hidden = Hidden::of(&self.policy, at_base, &prediction);
            if hidden.is_some_and(|hidden| hidden.has_settled(self.progress.hidden)) {
                return came_to(regularization, Ok(Tried::Settled));
            }
            let bends = match self.control.length.most_acceleration() {
                Some(most) => match self.accelerate(task, most, work) {
                    Ok(longest) => longest,
                    Err(error) => return came_to(regularization, Err(error)),
                },
                None => R::ZERO,
            };
            let (descent, bound) = self.limit(here, at_base, hidden);
            let last = again.is_none();
            let search = Search { start: at_base, prediction, bound, descent, last, cautions, bends };
            if let Some(found) = self.length(task, &search, bends, work) {
                let predicted = prediction.decrease(found.length);
                let step = Tried::Step(Step { found, beta, predicted, power, bends, hidden });
                return came_to(regularization, Ok(step));
            }
            if hidden.is_some_and(|hidden| hidden.whole) {
                return came_to(regularization, Ok(Tried::Settled));
            }
            match again {
                Some(next) => {
                    regularization = next;
                    cautions += 1;
                }
                None => return came_to(regularization, Ok(Tried::NoLength)),
            }
        }
    }

    /// The Gram matrix, the gradient and the loss at the base; with a motion, the velocity beside the residuals.
    #[inline(never)]
    fn assemble<N, Q, const D: usize, const O: usize, const K: usize, const APART: bool>(
        &mut self,
        task: &Task<'_, R, N, Q, D, O, APART>,
        motion: Option<Motion<R>>,
        work: &mut Workspace<'_, R, K>,
    ) -> Result<(), StepError>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O>,
        M: Metric<R, D, O>,
        V::Metric: Metric<R, D, O>,
    {
        let Projection { solver, metric, velocity } = &mut self.projection;
        let known = self.control.damping.known().unwrap_or(R::ZERO);
        let carried = motion.filter(Motion::is_projected).map(|motion| Moved {
            transport: motion.transport,
            velocity: &*work.state.velocity,
            previous: &*work.state.previous,
        });
        let own = velocity.parts().filter(|_| carried.is_some());
        let beside = carried.filter(|_| own.is_none());
        let loss_rows = LossRows(task.problem);
        let system = &mut work.system;
        solver.begin(system, known);
        let apart = APART || !metric.of_the_loss();
        let loss = if !apart {
            task.rows(&loss_rows, work.base, beside, &mut work.pass, &mut |panel| {
                solver.absorb(system, panel)
            })?
        } else {
            let mut plain = System {
                parameters: system.parameters,
                triangle: &mut [],
                residual: &mut *work.gradient,
                velocity: &mut *work.trial,
                damping: R::ZERO,
                relative: R::ZERO,
            };
            Euclidean.begin(&mut plain, R::ZERO);
            let loss = task.rows(&loss_rows, work.base, None, &mut work.pass, &mut |panel| {
                Euclidean.absorb(&mut plain, panel);
            })?;
            let task = task.of_the_gram_matrix();
            let mut absorb = |panel: &mut Panel<'_, R>| solver.absorb(system, panel);
            if metric.of_the_loss() {
                task.rows(&loss_rows, work.base, beside, &mut work.pass, &mut absorb)?;
            } else {
                task.rows(&MetricRows(&*metric), work.base, beside, &mut work.pass, &mut absorb)?;
            }
            loss
        };
        work.loss = loss;
        if !apart {
            solver.gradient(&work.system, work.gradient);
        }
        if let (Some((solver, metric)), Some(second)) = (own, &mut work.velocity_system) {
            second.lend(work.system.parameters, |system| {
                solver.begin(system, known);
                let task = task.of_the_gram_matrix();
                task.rows(&MetricRows(metric), work.base, carried, &mut work.pass, &mut |panel| {
                    solver.absorb(system, panel);
                })
            })?;
        }
        Ok(())
    }

    fn prediction<const K: usize>(&self, work: &Workspace<'_, R, K>, is_curvature: bool) -> Prediction<R> {
        let curvature = if is_curvature {
            self.projection.solver.curvature(&work.system, work.direction)
        } else {
            R::ZERO
        };
        Prediction { slope: dot(work.gradient, work.direction), curvature }
    }

    /// Whether a step must descend, and the loss that it may not exceed.
    fn limit(&self, here: R, at_base: R, hidden: Option<Hidden<R>>) -> (bool, R) {
        let descent = self.policy.is_descent() && hidden.is_none();
        (descent, hidden.map_or(self.bound(here), |hidden| at_base + hidden.rise))
    }

    /// The loss that a step may not exceed: the present one, or κ times the first.
    fn bound(&self, here: R) -> R {
        self.policy.bound(here, self.progress.start.unwrap_or(here))
    }

    /// The length along the direction, by the loss at base + η d.
    fn length<N, Q, const D: usize, const O: usize, const K: usize, const APART: bool>(
        &self,
        task: &Task<'_, R, N, Q, D, O, APART>,
        search: &Search<R>,
        bends: R,
        work: &mut Workspace<'_, R, K>,
    ) -> Option<Found<R>>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O>,
    {
        let parameters = work.system.parameters;
        self.control.length.search(search, |length| {
            work.trials += 1;
            along(work.trial, work.base, length, work.direction);
            if self.control.length.most_acceleration().is_some() {
                bend(work.trial, length, bends, work.extra);
            }
            task.loss::<K>(work.trial.get(..parameters).unwrap_or(&[]), work.pass.scratch)
        })
    }

    /// Nesterov's look-ahead: base = θ + β P_T v along its geodesic, kept unless the loss there is too large. Whether it
    /// is kept.
    #[inline(never)]
    fn look_ahead<N, Q, const D: usize, const O: usize, const K: usize, const APART: bool>(
        &mut self,
        task: &Task<'_, R, N, Q, D, O, APART>,
        theta: &[R],
        motion: Motion<R>,
        work: &mut Workspace<'_, R, K>,
    ) -> Result<bool, StepError>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O>,
        M: Metric<R, D, O>,
        V::Metric: Metric<R, D, O>,
    {
        if motion.is_projected() {
            self.assemble(task, Some(motion), work)?;
            work.here = work.loss;
            let mean_square = self.mean_square(&work.system);
            let regularization = self.control.damping.regularization(mean_square);
            if self.factor(work, Some(motion), regularization).is_err() {
                return Ok(false);
            }
            self.velocity_change(work, motion.beta);
            place(work.direction, work.trial);
            add_scaled(work.direction, motion.beta, work.state.velocity);
            place(work.ahead, work.direction);
            if let Some(most) = self.control.length.most_acceleration() {
                let bends = self.accelerate(task, most, work)?;
                bend(work.ahead, R::ONE, bends, work.extra);
            }
        } else {
            work.trials += 1;
            work.here = task.loss::<K>(theta, work.pass.scratch);
            add_scaled(work.ahead, motion.beta, work.state.velocity);
        }
        let here = work.here;
        add_scaled(work.base, R::ONE, work.ahead);
        work.trials += 1;
        let there = task.loss::<K>(work.base.get(..theta.len()).unwrap_or(&[]), work.pass.scratch);
        let taken = match self.policy {
            Policy::Descent { look_ahead } => there <= raised(here, look_ahead),
            Policy::Converge { .. } | Policy::Escape { .. } => there <= self.bound(here),
        };
        if !taken || !there.is_finite() {
            work.ahead.fill(R::ZERO);
            place(work.base, theta);
            return Ok(false);
        }
        Ok(true)
    }
}

/// √(1 − β²ᵏ), the divisor of a direction of SPRING.
pub(super) fn root<R: Real>(power: R) -> R {
    (R::ONE - power).sqrt()
}

/// Adds ½η²a, which `half` holds, to a step of length η, unless that is longer than what is to bend.
#[inline(always)]
pub(super) fn bend<R: Real>(step: &mut [R], length: R, bends: R, half: &[R]) {
    if length <= bends {
        add_scaled(step, length * length, half);
    }
}

/// Copies what fits.
pub(super) fn place<R: Copy>(to: &mut [R], from: &[R]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = *from;
    }
}
