//! The step: attempt it, then accept it or reject it. θ and the state change here and nowhere else.

use super::attempt::{Attempt, Motion, Step, Tried, amount, bend, place, root};
use super::pass::Task;
use super::{Control, NaturalGradient, Outcome, Policy, Projection, Report, Restarts, StepError};
use crate::damping::Damping;
use crate::least_squares::{LeastSquares, Regularization};
use crate::linear_algebra::{along, dot};
use crate::memory::Workspace;
use crate::metric::{Metric, VelocityMetric};
use crate::step_length::StepLength;
use crate::{BLOCK, Model, Problem, Real, Sample};

impl<R, S, M, V, L, C> NaturalGradient<R, Projection<S, M, V>, Control<L, C>>
where
    R: Real,
    S: LeastSquares<R>,
    V: VelocityMetric<R>,
    L: StepLength<R>,
    C: Damping<R>,
{
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
        Q: Problem<R, D, O>,
        W: AsMut<[R]> + ?Sized,
        M: Metric<R, D, O>,
        V::Metric: Metric<R, D, O>,
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
        Q: Problem<R, D, O>,
        M: Metric<R, D, O>,
        V::Metric: Metric<R, D, O>,
    {
        self.take::<K, N, Q, D, O, false>(&Task::new(model, problem, samples), theta, memory)
    }

    /// The step with the Gram matrix summed over the candidates and gradient and loss over the drawn
    /// points: with points and weights from [`draw`](crate::sampling::draw), the quasi-projection of the
    /// functional gradient, which is unbiased. [`step`](Self::step) on the drawn points alone is the
    /// least-squares projection.
    ///
    /// Shapes: as [`step`](Self::step).
    ///
    /// # Errors
    /// As [`step`](Self::step).
    ///
    /// # Source
    /// Gruhlke, Nouy, Trunschke (arXiv 2402.03113), section 3.
    pub fn quasi_step<N, Q, W, const D: usize, const O: usize>(
        &mut self,
        (model, problem): (&N, &Q),
        drawn: &[Sample<R, D, O>],
        candidates: &[Sample<R, D, O>],
        theta: &mut [R],
        memory: &mut W,
    ) -> Result<Outcome<R>, StepError>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O>,
        W: AsMut<[R]>,
        M: Metric<R, D, O>,
        V::Metric: Metric<R, D, O>,
    {
        let task = Task::<_, _, _, D, O, true> { model, problem, samples: drawn, gram: candidates };
        self.take::<BLOCK, N, Q, D, O, true>(&task, theta, memory.as_mut())
    }

    fn take<const K: usize, N, Q, const D: usize, const O: usize, const APART: bool>(
        &mut self,
        task: &Task<'_, R, N, Q, D, O, APART>,
        theta: &mut [R],
        memory: &mut [R],
    ) -> Result<Outcome<R>, StepError>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O>,
        M: Metric<R, D, O>,
        V::Metric: Metric<R, D, O>,
    {
        const { assert!(K > 0 && 8 % K == 0, "K divides the eight rows of a panel") };
        let first = self.motion()?;
        // By reference: moved out of the result it would be on the stack twice.
        let accelerated = self.control.length.most_acceleration().is_some();
        let mut work = self.workspace::<K, N, Q, D, O, APART>(task, theta, memory, accelerated);
        let work = work.as_mut().map_err(|error| *error)?;
        let mut motion = first;
        loop {
            let left = self.begin(task, theta, motion, work)?;
            let attempt = self.attempt(task, left, work);
            if attempt.step.is_err()
                && let Some(sample) = task.nowhere()
            {
                return Err(StepError::Point(sample));
            }
            if motion.is_none() || !matches!(attempt.step, Ok(Tried::NoLength)) {
                return self.conclude(&attempt, first.is_some(), theta, work);
            }
            motion = None;
        }
    }

    /// Accepts what an attempt came to, or rejects it.
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    fn conclude<const K: usize>(
        &mut self,
        attempt: &Attempt<R>,
        moving: bool,
        theta: &mut [R],
        work: &mut Workspace<'_, R, K>,
    ) -> Result<Outcome<R>, StepError> {
        let (here, trials) = (work.here, work.trials);
        let Attempt { regularization, mean_square, ref step } = *attempt;
        if step.is_ok() {
            self.stepped(matches!(step, Ok(Tried::Step(_))));
        }
        match step {
            Ok(Tried::Step(step)) => Ok(self.accept(here, step, regularization, theta, work)),
            // Without the velocity the next step may be another.
            Ok(Tried::Settled) => Ok(self.reject(here, regularization, trials, !moving)),
            Ok(Tried::NoLength) => {
                let changed = self.control.damping.rejected(regularization, mean_square);
                Ok(self.reject(here, regularization, trials, !changed))
            }
            Err(error) => {
                if !self.control.damping.rejected(regularization, mean_square) {
                    return Err(*error);
                }
                Ok(self.reject(here, regularization, trials, false))
            }
        }
    }

    /// Tells the solvers what became of the step.
    fn stepped(&mut self, accepted: bool) {
        let Projection { solver, velocity, .. } = &mut self.projection;
        solver.stepped(accepted);
        if let Some((solver, _)) = velocity.parts() {
            solver.stepped(accepted);
        }
    }

    /// The motion of the next attempt, if there is a velocity.
    fn motion(&self) -> Result<Option<Motion<R>>, StepError> {
        let alpha = self.control.length.learning_rate();
        if !(alpha > R::ZERO && alpha.is_finite()) {
            return Err(StepError::LearningRate);
        }
        let Some(motion) = Motion::of(&self.momentum) else { return Ok(None) };
        if !(motion.beta >= R::ZERO && motion.beta < R::ONE) {
            return Err(StepError::Beta);
        }
        Ok((self.progress.moving && motion.beta > R::ZERO).then_some(motion))
    }

    fn accept<const K: usize>(
        &mut self,
        here: R,
        step: &Step<R>,
        regularization: Regularization<R>,
        theta: &mut [R],
        work: &mut Workspace<'_, R, K>,
    ) -> Outcome<R> {
        let length = step.found.length;
        self.keep_best(here, theta, work);
        place(work.state.previous, theta);
        // p = (w − θ) + η d + ½η²a, the step added, length included; of SPRING φ; as a tangent function without a.
        let share = step.power.map_or(length, root);
        along(work.state.velocity, work.ahead, share, work.direction);
        let is_accelerated = self.control.length.most_acceleration().is_some();
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
        self.control.damping.accepted(regularization, length, gain);
        Outcome::Accepted(Report {
            loss: step.found.loss,
            loss_before: here,
            length,
            regularization: amount(regularization),
            beta: step.beta,
            gain: seen,
            loss_evaluations: work.trials,
            repeats: false,
        })
    }

    fn reject(
        &mut self,
        here: R,
        regularization: Regularization<R>,
        trials: u32,
        repeats: bool,
    ) -> Outcome<R> {
        self.progress.start.get_or_insert(here);
        self.progress.moving = false;
        Outcome::Rejected(Report {
            loss: here,
            loss_before: here,
            length: R::ZERO,
            regularization: amount(regularization),
            beta: R::ZERO,
            gain: None,
            loss_evaluations: trials,
            repeats,
        })
    }

    /// Keeps θ if its loss is the smallest so far.
    fn keep_best<const K: usize>(&mut self, loss: R, theta: &[R], work: &mut Workspace<'_, R, K>) {
        self.progress.start.get_or_insert(loss);
        if matches!(self.policy, Policy::Escape { .. }) && self.progress.best.is_none_or(|best| loss < best) {
            place(work.state.best, theta);
            self.progress.best = Some(loss);
        }
    }
}
