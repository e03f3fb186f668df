//! One attempt at a step from its base: factor, direction, length. Nothing of it reaches θ.

use super::acceleration::bend;
use super::hidden::Hidden;
use super::motion::Motion;
use super::task::Objective;
use super::{NaturalGradient, Recipe, StepError};
use crate::Real;
use crate::damping::Damping;
use crate::least_squares::LeastSquares;
use crate::linear_algebra::{along, dot};
use crate::memory::Workspace;
use crate::step_length::{Found, Prediction, Search, StepLength};

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

impl<R: Real> Step<R> {
    /// What of the direction the velocity keeps: the length, of SPRING the divisor.
    pub fn share(&self) -> R {
        self.power.map_or(self.found.length, root)
    }
}

/// √(1 − β²ᵏ), the divisor of a direction of SPRING.
pub(super) fn root<R: Real>(power: R) -> R {
    (R::ONE - power).sqrt()
}

/// What became of a direction.
pub(super) enum Tried<R> {
    Step(Step<R>),
    /// No length is acceptable.
    NoLength,
    /// The steps have ceased to contract.
    Settled,
}

impl<R: Real, P: Recipe<R>> NaturalGradient<R, P> {
    /// Tries a step from the base with this motion; what it found is in the workspace.
    ///
    /// # Errors
    /// [`StepError`] where there is no direction.
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub(super) fn attempt<T: Objective<R>, const K: usize>(
        &mut self,
        task: &T,
        motion: Option<Motion<R>>,
        work: &mut Workspace<'_, R, K>,
    ) -> Result<Tried<R>, StepError> {
        let mut riding = motion.filter(|motion| !motion.nesterov);
        let mut cautions = 0;
        self.choose_regularization(work);
        loop {
            self.factor(work, riding)?;
            let mut beta = self.direction(task, &mut riding, work);
            if let Some(ahead) = motion.filter(|motion| motion.nesterov) {
                beta = ahead.beta;
            }
            let power = self.power(riding);
            divide(work.direction, power)?;
            let reusable = self.solver.is_reusable();
            let cautious = self.damping.again(work.regularization).filter(|_| reusable);
            let prediction = self.prediction(task, work);
            let hidden = Hidden::of(&self.policy, work.loss, &prediction);
            if hidden.is_some_and(|hidden| hidden.has_settled(self.progress.hidden)) {
                return Ok(Tried::Settled);
            }
            let bends = match self.length.most_acceleration() {
                Some(most) => self.accelerate(task, most, work)?,
                None => R::ZERO,
            };
            if cautious.is_none() || !self.length.turns_away(bends, cautions) {
                let search = self.search(work, prediction, hidden, cautious.is_none());
                if let Some(found) = self.length(task, &search, bends, work) {
                    let predicted = prediction.decrease(found.length);
                    return Ok(Tried::Step(Step { found, beta, predicted, power, bends, hidden }));
                }
                if hidden.is_some_and(|hidden| hidden.whole) {
                    return Ok(Tried::Settled);
                }
            }
            let Some(next) = cautious else { return Ok(Tried::NoLength) };
            work.regularization = next;
            cautions += 1;
        }
    }

    fn prediction<T: Objective<R>, const K: usize>(
        &self,
        task: &T,
        work: &Workspace<'_, R, K>,
    ) -> Prediction<R> {
        let curvature =
            if task.is_curvature() { self.solver.curvature(&work.system, work.direction) } else { R::ZERO };
        Prediction { slope: dot(work.gradient, work.direction), curvature }
    }

    /// What a search may rely on: whether a step must descend, and the loss that it may not exceed.
    fn search<const K: usize>(
        &self,
        work: &Workspace<'_, R, K>,
        prediction: Prediction<R>,
        hidden: Option<Hidden<R>>,
        last: bool,
    ) -> Search<R> {
        let descent = self.policy.is_descent() && hidden.is_none();
        let bound = hidden.map_or(self.bound(work.here), |hidden| work.loss + hidden.rise);
        Search { start: work.loss, prediction, bound, descent, last }
    }

    /// The loss that a step may not exceed: the present one, or κ times the first.
    pub(super) fn bound(&self, here: R) -> R {
        self.policy.bound(here, self.progress.start.unwrap_or(here))
    }

    /// The length along the direction, by the loss at base + η d.
    fn length<T: Objective<R>, const K: usize>(
        &self,
        task: &T,
        search: &Search<R>,
        bends: R,
        work: &mut Workspace<'_, R, K>,
    ) -> Option<Found<R>> {
        let parameters = work.system.parameters;
        self.length.search(search, |length| {
            work.trials += 1;
            along(work.trial, work.base, length, work.direction);
            if self.length.most_acceleration().is_some() {
                bend(work.trial, length, bends, work.extra);
            }
            task.loss::<K>(work.trial.get(..parameters).unwrap_or(&[]), work.pass.scratch)
        })
    }
}

/// Divides a direction of SPRING; an error if the direction is not finite.
fn divide<R: Real>(direction: &mut [R], power: Option<R>) -> Result<(), StepError> {
    if let Some(root) = power.map(root) {
        for entry in &mut *direction {
            *entry = *entry / root;
        }
    }
    if direction.iter().all(|entry| entry.is_finite()) { Ok(()) } else { Err(StepError::Direction) }
}
