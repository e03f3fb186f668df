//! The step: look ahead, assemble, find direction and length, then accept or reject. θ and the state change here
//! and nowhere else.

use super::acceleration::bend;
use super::attempt::{Step, Tried};
use super::motion::Motion;
use super::task::{Objective, Task};
use super::velocity::VelocityMetric;
use super::{NaturalGradient, Outcome, Policy, Recipe, Report, Restarts, StepError};
use crate::damping::Damping;
use crate::least_squares::LeastSquares;
use crate::linear_algebra::{along, assign, dot};
use crate::memory::Workspace;
use crate::metric::Metric;
use crate::step_length::StepLength;
use crate::{BLOCK, Model, Problem, Real, Sample};

impl<R: Real, P: Recipe<R>> NaturalGradient<R, P> {
    /// One step of θ on these samples, which may be the same or fresh ones each time.
    ///
    /// Shapes: samples N, theta P, memory [`Footprint::words`] (zeroed before the first step).
    /// Cost: rows of N samples, NP²/2 multiply-adds to absorb them ([`NormalEquations`]; 2NP² for
    /// [`SquareRoot`]), P³/6 to factor, and a loss of N samples for every trial length. Nesterov in
    /// function space does all but the lengths twice; an [acceleration] takes another pass over the rows, a loss
    /// and a solution for every direction and look-ahead. Where momentum finds no acceptable length the step
    /// is attempted once more without: at most two attempts.
    ///
    /// # Errors
    /// [`StepError`] when the step could not be tried; θ, memory's state and the optimizer are then bit
    /// for bit what they were. A step that is tried and found bad is [`Outcome::Rejected`].
    ///
    /// [acceleration]: crate::step_length::GeodesicAcceleration
    /// [`Footprint::words`]: crate::Footprint::words
    /// [`NormalEquations`]: crate::least_squares::NormalEquations
    /// [`SquareRoot`]: crate::least_squares::SquareRoot
    pub fn step<N, Q, W, const D: usize, const O: usize>(
        &mut self,
        model: &N,
        problem: &Q,
        samples: &[Sample<R, D, O>],
        theta: &mut [R],
        memory: &mut W,
    ) -> Result<Outcome<R>, StepError>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O> + ?Sized,
        W: AsMut<[R]> + ?Sized,
        P: Recipe<R, Metric: Metric<R, D, O>, Velocity: VelocityMetric<R, Metric: Metric<R, D, O>>>,
    {
        self.step_in_blocks::<BLOCK, N, Q, D, O>(model, problem, samples, theta, memory.as_mut())
    }

    /// [`step`](Self::step) with K points per block, which changes the speed and not one bit of the
    /// result. K divides 8.
    ///
    /// # Errors
    /// As [`step`](Self::step).
    pub fn step_in_blocks<const K: usize, N, Q, const D: usize, const O: usize>(
        &mut self,
        model: &N,
        problem: &Q,
        samples: &[Sample<R, D, O>],
        theta: &mut [R],
        memory: &mut [R],
    ) -> Result<Outcome<R>, StepError>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O> + ?Sized,
        P: Recipe<R, Metric: Metric<R, D, O>, Velocity: VelocityMetric<R, Metric: Metric<R, D, O>>>,
    {
        const { assert!(K > 0 && 8 % K == 0, "K divides the eight rows of a panel") };
        let (metric, velocity) = (self.metric, self.velocity_metric.metric());
        let task = Task { model, problem, samples, metric: &metric, velocity: velocity.as_ref() };
        let motion = self.motion()?;
        // By reference: moved out of the result it would be on the stack twice.
        let mut work = self.workspace::<_, K>(&task, theta, memory);
        let work = work.as_mut().map_err(|error| *error)?;
        self.take(&task, motion, theta, work)
    }

    fn take<T: Objective<R>, const K: usize>(
        &mut self,
        task: &T,
        moving: Option<Motion<R>>,
        theta: &mut [R],
        work: &mut Workspace<'_, R, K>,
    ) -> Result<Outcome<R>, StepError> {
        let mut motion = moving;
        loop {
            let left = self.look_ahead(task, theta, motion, work)?;
            self.assemble(task, left.filter(|motion| !motion.nesterov), work)?;
            if !motion.is_some_and(|motion| motion.nesterov) {
                work.here = work.loss;
            }
            let tried = self.attempt(task, left, work);
            if tried.is_err()
                && let Some(sample) = task.nowhere()
            {
                return Err(StepError::Point(sample));
            }
            if motion.is_none() || !matches!(tried, Ok(Tried::NoLength)) {
                return self.conclude(&tried, moving.is_some(), theta, work);
            }
            // Once more, without the velocity.
            motion = None;
        }
    }

    /// The motion of the next attempt, if there is a velocity.
    fn motion(&self) -> Result<Option<Motion<R>>, StepError> {
        let alpha = self.length.learning_rate();
        if !(alpha > R::ZERO && alpha.is_finite()) {
            return Err(StepError::LearningRate);
        }
        let Some(motion) = Motion::of(&self.momentum) else { return Ok(None) };
        if !(motion.beta >= R::ZERO && motion.beta < R::ONE) {
            return Err(StepError::Beta);
        }
        Ok((self.progress.moving && motion.beta > R::ZERO).then_some(motion))
    }

    /// Accepts what an attempt came to, or rejects it.
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    fn conclude<const K: usize>(
        &mut self,
        tried: &Result<Tried<R>, StepError>,
        moving: bool,
        theta: &mut [R],
        work: &mut Workspace<'_, R, K>,
    ) -> Result<Outcome<R>, StepError> {
        let (regularization, mean_square) = (work.regularization, work.mean_square);
        if tried.is_ok() {
            let accepted = matches!(tried, Ok(Tried::Step(_)));
            self.solver.stepped(accepted);
            if let Some(solver) = self.velocity_metric.solver() {
                solver.stepped(accepted);
            }
        }
        match tried {
            Ok(Tried::Step(step)) => Ok(self.accept(step, theta, work)),
            // Without the velocity the next step may be another.
            Ok(Tried::Settled) => Ok(self.reject(work, !moving)),
            Ok(Tried::NoLength) => {
                let changed = self.damping.rejected(regularization, mean_square);
                Ok(self.reject(work, !changed))
            }
            Err(error) => {
                if !self.damping.rejected(regularization, mean_square) {
                    return Err(*error);
                }
                Ok(self.reject(work, false))
            }
        }
    }

    fn accept<const K: usize>(
        &mut self,
        step: &Step<R>,
        theta: &mut [R],
        work: &mut Workspace<'_, R, K>,
    ) -> Outcome<R> {
        let (here, regularization) = (work.here, work.regularization);
        let length = step.found.length;
        self.keep_best(here, theta, work);
        assign(work.state.previous, theta);
        // p = (w − θ) + η d + ½η²a, the step added, length included; of SPRING φ; as a tangent function without a.
        along(work.state.velocity, work.ahead, step.share(), work.direction);
        let is_accelerated = self.length.most_acceleration().is_some();
        if is_accelerated && self.momentum.is_of_the_step() {
            bend(work.state.velocity, length, step.bends, work.extra);
        }
        self.progress.power = step.power.unwrap_or(R::ONE);
        along(theta, work.base, length, work.direction);
        if is_accelerated {
            bend(theta, length, step.bends, work.extra);
        }
        let against = dot(work.gradient, work.state.velocity) > R::ZERO;
        let restarts = self.policy.is_descent() && self.restarts == Restarts::Gradient;
        self.progress.moving = !(against && restarts);
        self.progress.hidden = step.hidden;
        self.keep_best(step.found.loss, theta, work);
        let predicted = step.predicted;
        let gain = (predicted > R::ZERO).then(|| (work.loss - step.found.loss) / predicted);
        let seen = gain.filter(|_| step.hidden.is_none());
        // A step too small for the loss is one that the quadratic model foresees.
        let gain = if step.hidden.is_some() { Some(R::ONE) } else { gain };
        self.damping.accepted(regularization, length, gain);
        Outcome::Accepted(Report {
            loss: step.found.loss,
            loss_before: here,
            length,
            regularization: regularization.amount(),
            beta: step.beta,
            gain: seen,
            loss_evaluations: work.trials,
            repeats: false,
        })
    }

    fn reject<const K: usize>(&mut self, work: &Workspace<'_, R, K>, repeats: bool) -> Outcome<R> {
        let here = work.here;
        self.progress.start.get_or_insert(here);
        self.progress.moving = false;
        Outcome::Rejected(Report {
            loss: here,
            loss_before: here,
            length: R::ZERO,
            regularization: work.regularization.amount(),
            beta: R::ZERO,
            gain: None,
            loss_evaluations: work.trials,
            repeats,
        })
    }

    /// Keeps θ if its loss is the smallest so far.
    fn keep_best<const K: usize>(&mut self, loss: R, theta: &[R], work: &mut Workspace<'_, R, K>) {
        self.progress.start.get_or_insert(loss);
        if matches!(self.policy, Policy::Escape { .. }) && self.progress.best.is_none_or(|best| loss < best) {
            assign(work.state.best, theta);
            self.progress.best = Some(loss);
        }
    }
}
