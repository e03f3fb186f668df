//! One attempt at a step: look ahead, assemble, factor, direction, length. Nothing of it reaches θ.

use super::hidden::Hidden;
use super::joint::Plane;
use super::pass::{Moved, Task};
use super::rows::{LossRows, MetricRows};
use super::{Control, NaturalGradient, Policy, Projection, StepError, raised};
use crate::damping::Damping;
use crate::least_squares::{Euclidean, LeastSquares, Panel, Regularization, System};
use crate::linear_algebra::{add_scaled, dot};
use crate::memory::Workspace;
use crate::metric::{Metric, VelocityMetric};
use crate::momentum::{Momentum, Transport};
use crate::step_length::{Found, Prediction, Search, StepLength};
use crate::{Model, Problem, Real};

/// A step that the length rule accepts: θ becomes base + length · direction.
pub(super) struct Step<R> {
    pub found: Found<R>,
    /// The loss where the gradient was taken.
    pub at_base: R,
    pub beta: R,
    pub prediction: Prediction<R>,
    pub bias: Option<Bias<R>>,
    /// If the loss cannot tell whether it is any better.
    pub hidden: Option<Hidden<R>>,
}

/// SPRING's division of a direction.
#[derive(Clone, Copy)]
pub(super) struct Bias<R> {
    /// β²ᵏ.
    pub power: R,
    /// √(1 − β²ᵏ).
    pub root: R,
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
    /// The loss at θ.
    pub here: R,
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
    fn is_projected(&self) -> bool {
        self.transport != Transport::Parameter
    }
}

/// Whether gradient and Gram matrix have no rows in common.
fn is_apart<M, R, N, Q, const D: usize, const O: usize>(task: &Task<'_, R, N, Q, D, O>) -> bool
where
    R: Real,
    M: Metric<R, D, O>,
{
    !M::OF_THE_LOSS || task.gram.is_some()
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
    /// Tries a step from `theta` with this motion; what it found is in the workspace.
    pub(super) fn attempt<N, Q, const D: usize, const O: usize, const K: usize>(
        &mut self,
        task: &Task<'_, R, N, Q, D, O>,
        theta: &[R],
        motion: Option<Motion<R>>,
        work: &mut Workspace<'_, R, K>,
        trials: &mut u32,
    ) -> Result<Attempt<R>, StepError>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O>,
        M: Metric<R, D, O>,
        V::Metric: Metric<R, D, O>,
    {
        let mut motion = motion;
        let mut here = None;
        place(work.base, theta);
        work.ahead.fill(R::ZERO);
        if let Some(ahead) = motion.filter(|motion| motion.nesterov) {
            let look = self.look_ahead(task, theta, ahead, work, trials)?;
            here = Some(look.here);
            if !look.taken {
                motion = None;
            }
        }
        let of_the_loss = !is_apart::<M, _, _, _, D, O>(task);
        let mut riding = motion.filter(|motion| !motion.nesterov);
        let at_base = self.assemble(task, riding, work)?;
        let here = here.unwrap_or(at_base);
        let mean_square = self.mean_square(&work.system);
        let mut regularization = self.control.damping.regularization(mean_square);
        let came_to = |regularization, step| Ok(Attempt { here, regularization, mean_square, step });
        loop {
            if let Err(error) = self.factor(work, riding, regularization) {
                return came_to(regularization, Err(error));
            }
            let mut beta = motion.map_or(R::ZERO, |motion| motion.beta);
            match riding.filter(|motion| motion.joint && M::IS_CURVATURE) {
                Some(motion) => beta = self.joint_direction(work, motion, of_the_loss, regularization),
                None => self.direction(work, riding, of_the_loss),
            }
            if self.policy.is_descent() && riding.is_some() && dot(work.gradient, work.direction) >= R::ZERO {
                beta = R::ZERO;
                riding = None;
                self.direction(work, None, of_the_loss);
            }
            let bias = self.bias(riding);
            if let Some(Bias { root, .. }) = bias {
                for entry in &mut *work.direction {
                    *entry = *entry / root;
                }
            }
            if !work.direction.iter().all(|entry| entry.is_finite()) {
                return came_to(regularization, Err(StepError::Direction));
            }
            let reusable = self.projection.solver.is_reusable();
            let again = self.control.damping.again(regularization).filter(|_| reusable);
            let prediction = self.prediction(work, M::IS_CURVATURE);
            let hidden = Hidden::of(&self.policy, at_base, &prediction);
            if hidden.is_some_and(|hidden| hidden.has_settled(self.progress.hidden)) {
                return came_to(regularization, Ok(Tried::Settled));
            }
            let search = self.search(here, at_base, prediction, hidden, again.is_none());
            if let Some(found) = self.length(task, &search, work, trials) {
                let step = Tried::Step(Step { found, at_base, beta, prediction, bias, hidden });
                return came_to(regularization, Ok(step));
            }
            if hidden.is_some_and(|hidden| hidden.whole) {
                return came_to(regularization, Ok(Tried::Settled));
            }
            match again {
                Some(next) => regularization = next,
                None => return came_to(regularization, Ok(Tried::NoLength)),
            }
        }
    }

    /// The Gram matrix and the gradient at the base; with a motion, the velocity beside the residuals.
    fn assemble<N, Q, const D: usize, const O: usize, const K: usize>(
        &mut self,
        task: &Task<'_, R, N, Q, D, O>,
        motion: Option<Motion<R>>,
        work: &mut Workspace<'_, R, K>,
    ) -> Result<R, StepError>
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
        let apart = is_apart::<M, _, _, _, D, O>(task);
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
            if M::OF_THE_LOSS {
                task.rows(&loss_rows, work.base, beside, &mut work.pass, &mut absorb)?;
            } else {
                task.rows(&MetricRows(&*metric), work.base, beside, &mut work.pass, &mut absorb)?;
            }
            loss
        };
        if !apart {
            solver.gradient(&work.system, work.gradient);
        }
        if let (Some((solver, metric)), Some(system)) = (own, &mut work.velocity_system) {
            solver.begin(system, known);
            let task = task.of_the_gram_matrix();
            task.rows(&MetricRows(metric), work.base, carried, &mut work.pass, &mut |panel| {
                solver.absorb(system, panel);
            })?;
        }
        Ok(loss)
    }

    /// trace(G)/P.
    fn mean_square(&self, system: &System<'_, R>) -> R {
        self.projection.solver.trace(system) / R::of_count(system.parameters.max(1))
    }

    /// Factors the system, and that of the velocity if it has its own.
    fn factor<const K: usize>(
        &mut self,
        work: &mut Workspace<'_, R, K>,
        motion: Option<Motion<R>>,
        regularization: Regularization<R>,
    ) -> Result<(), StepError> {
        let Projection { solver, velocity, .. } = &mut self.projection;
        solver.factor(&mut work.system, work.pass.panel, regularization)?;
        if motion.is_some_and(|motion| motion.is_projected())
            && let (Some((solver, _)), Some(system)) = (velocity.parts(), &mut work.velocity_system)
        {
            let mean_square = solver.trace(system) / R::of_count(system.parameters.max(1));
            let regularization = self.control.damping.regularization(mean_square);
            solver.factor(system, work.pass.panel, regularization)?;
        }
        Ok(())
    }

    /// d = βp − (G+λI)⁻¹Jᵀ[αr + β(Jp − q)]: the change of the velocity is damped, not the velocity.
    fn direction<const K: usize>(
        &mut self,
        work: &mut Workspace<'_, R, K>,
        motion: Option<Motion<R>>,
        of_the_loss: bool,
    ) {
        let alpha = self.control.length.learning_rate();
        let beta = motion.map_or(R::ZERO, |motion| motion.beta);
        let carried = motion.filter(Motion::is_projected).map_or(R::ZERO, |motion| motion.beta);
        let own = self.projection.velocity.parts().is_some();
        let solver = &mut self.projection.solver;
        if of_the_loss {
            solver.solve(&mut work.system, alpha, if own { R::ZERO } else { carried }, work.direction);
        } else {
            work.direction.fill(R::ZERO);
            add_scaled(work.direction, -alpha, work.gradient);
            solver.solve_for(&mut work.system, work.direction);
        }
        if carried != R::ZERO && (own || !of_the_loss) {
            self.velocity_change(work, carried);
            add_scaled(work.direction, R::ONE, work.trial);
        }
        if beta != R::ZERO {
            add_scaled(work.direction, beta, work.state.velocity);
        }
    }

    /// √(1 − β²ᵏ) of a step that rides on k − 1 others.
    fn bias(&self, motion: Option<Motion<R>>) -> Option<Bias<R>> {
        let Momentum::Spring { beta } = self.momentum else { return None };
        let past = if motion.is_some() { self.progress.power } else { R::ONE };
        let power = past * beta * beta;
        Some(Bias { power, root: (R::ONE - power).sqrt() })
    }

    /// d = a d_r + β d_q, the minimum of the quadratic model; returns β.
    ///
    /// d_r = −α(G+λI)⁻¹g gives d_rᵀGd_q = −α g·d_q − λ d_r·d_q.
    fn joint_direction<const K: usize>(
        &mut self,
        work: &mut Workspace<'_, R, K>,
        motion: Motion<R>,
        of_the_loss: bool,
        regularization: Regularization<R>,
    ) -> R {
        work.trial.fill(R::ZERO);
        if motion.is_projected() {
            self.velocity_change(work, R::ONE);
        }
        add_scaled(work.trial, R::ONE, work.state.velocity);
        self.direction(work, None, of_the_loss);
        let lambda = match regularization {
            Regularization::Damping(lambda) => lambda,
            _ => R::ZERO,
        };
        let alpha = self.control.length.learning_rate();
        let slope = dot(work.gradient, work.trial);
        let curvature = |d: &[R]| self.projection.solver.curvature(&work.system, d);
        let plane = Plane {
            slopes: [dot(work.gradient, work.direction), slope],
            curvatures: [
                curvature(work.direction),
                -alpha * slope - lambda * dot(work.direction, work.trial),
                curvature(work.trial),
            ],
        };
        let [a, beta] = plane.minimum(motion.beta);
        for (d, q) in work.direction.iter_mut().zip(&*work.trial) {
            *d = a * *d + beta * *q;
        }
        beta
    }

    /// −β(G+λI)⁻¹Jᵀ(Jp − q) in the metric of the velocity, into the trial vector.
    fn velocity_change<const K: usize>(&mut self, work: &mut Workspace<'_, R, K>, beta: R) {
        match (self.projection.velocity.parts(), &mut work.velocity_system) {
            (Some((solver, _)), Some(system)) => solver.solve(system, R::ZERO, beta, work.trial),
            _ => self.projection.solver.solve(&mut work.system, R::ZERO, beta, work.trial),
        }
    }

    fn prediction<const K: usize>(&self, work: &Workspace<'_, R, K>, is_curvature: bool) -> Prediction<R> {
        let curvature = if is_curvature {
            self.projection.solver.curvature(&work.system, work.direction)
        } else {
            R::ZERO
        };
        Prediction { slope: dot(work.gradient, work.direction), curvature }
    }

    fn search(
        &self,
        here: R,
        at_base: R,
        prediction: Prediction<R>,
        hidden: Option<Hidden<R>>,
        last: bool,
    ) -> Search<R> {
        let descent = self.policy.is_descent() && hidden.is_none();
        let bound = hidden.map_or(self.bound(here), |hidden| at_base + hidden.rise);
        Search { start: at_base, prediction, bound, descent, last }
    }

    /// The loss that a step may not exceed: the present one, or κ times the first.
    fn bound(&self, here: R) -> R {
        self.policy.bound(here, self.progress.start.unwrap_or(here))
    }

    /// The length along the direction, by the loss at base + η d.
    fn length<N, Q, const D: usize, const O: usize, const K: usize>(
        &self,
        task: &Task<'_, R, N, Q, D, O>,
        search: &Search<R>,
        work: &mut Workspace<'_, R, K>,
        trials: &mut u32,
    ) -> Option<Found<R>>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O>,
    {
        let parameters = work.system.parameters;
        self.control.length.search(search, |length| {
            *trials += 1;
            place(work.trial, work.base);
            add_scaled(work.trial, length, work.direction);
            task.loss::<K>(work.trial.get(..parameters).unwrap_or(&[]), work.pass.scratch)
        })
    }

    /// Nesterov's look-ahead: base = θ + β P_T v, kept unless the loss there is too large.
    fn look_ahead<N, Q, const D: usize, const O: usize, const K: usize>(
        &mut self,
        task: &Task<'_, R, N, Q, D, O>,
        theta: &[R],
        motion: Motion<R>,
        work: &mut Workspace<'_, R, K>,
        trials: &mut u32,
    ) -> Result<LookAhead<R>, StepError>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O>,
        M: Metric<R, D, O>,
        V::Metric: Metric<R, D, O>,
    {
        let here = if motion.is_projected() {
            let here = self.assemble(task, Some(motion), work)?;
            let mean_square = self.mean_square(&work.system);
            let regularization = self.control.damping.regularization(mean_square);
            if self.factor(work, Some(motion), regularization).is_err() {
                return Ok(LookAhead { here, taken: false });
            }
            self.velocity_change(work, motion.beta);
            place(work.ahead, work.trial);
            here
        } else {
            *trials += 1;
            task.loss::<K>(theta, work.pass.scratch)
        };
        add_scaled(work.ahead, motion.beta, work.state.velocity);
        add_scaled(work.base, R::ONE, work.ahead);
        *trials += 1;
        let there = task.loss::<K>(work.base.get(..theta.len()).unwrap_or(&[]), work.pass.scratch);
        let taken = match self.policy {
            Policy::Descent { look_ahead } => there <= raised(here, look_ahead),
            Policy::Converge { .. } | Policy::Escape { .. } => there <= self.bound(here),
        };
        if !taken || !there.is_finite() {
            work.ahead.fill(R::ZERO);
            place(work.base, theta);
            return Ok(LookAhead { here, taken: false });
        }
        Ok(LookAhead { here, taken: true })
    }
}

/// The loss at θ, and whether the base is ahead of it.
struct LookAhead<R> {
    here: R,
    taken: bool,
}

/// Copies what fits.
pub(super) fn place<R: Copy>(to: &mut [R], from: &[R]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = *from;
    }
}
