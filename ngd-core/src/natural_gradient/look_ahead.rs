//! Nesterov's look-ahead: where the gradient is taken.

use super::acceleration::bend;
use super::motion::Motion;
use super::task::Objective;
use super::{NaturalGradient, Policy, Recipe, StepError, raised};
use crate::Real;
use crate::linear_algebra::{add_scaled, assign};
use crate::memory::Workspace;
use crate::step_length::StepLength;

impl<R: Real, P: Recipe<R>> NaturalGradient<R, P> {
    /// Puts the base of a step at θ, or where its motion looks ahead. What is left of the motion: nothing if the
    /// look-ahead was dropped.
    #[inline(always)]
    pub(super) fn look_ahead<T: Objective<R>, const K: usize>(
        &mut self,
        task: &T,
        theta: &[R],
        motion: Option<Motion<R>>,
        work: &mut Workspace<'_, R, K>,
    ) -> Result<Option<Motion<R>>, StepError> {
        assign(work.base, theta);
        work.ahead.fill(R::ZERO);
        match motion.filter(|motion| motion.nesterov) {
            Some(ahead) if !self.try_ahead(task, theta, ahead, work)? => Ok(None),
            _ => Ok(motion),
        }
    }

    /// base = θ + β P_T v along its geodesic, kept unless the loss there is too large. Whether it is kept.
    #[inline(never)]
    fn try_ahead<T: Objective<R>, const K: usize>(
        &mut self,
        task: &T,
        theta: &[R],
        motion: Motion<R>,
        work: &mut Workspace<'_, R, K>,
    ) -> Result<bool, StepError> {
        if motion.is_projected() {
            self.assemble(task, Some(motion), work)?;
            work.here = work.loss;
            self.choose_regularization(work);
            if self.factor(work, Some(motion)).is_err() {
                return Ok(false);
            }
            self.velocity_change(work, motion.beta);
            assign(work.direction, work.trial);
            add_scaled(work.direction, motion.beta, work.state.velocity);
            assign(work.ahead, work.direction);
            if let Some(most) = self.length.most_acceleration() {
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
            assign(work.base, theta);
            return Ok(false);
        }
        Ok(true)
    }
}
