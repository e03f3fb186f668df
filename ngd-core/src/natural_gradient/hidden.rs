//! Steps whose gain the rounding of the loss hides.

use super::Policy;
use crate::Real;
use crate::step_length::Prediction;

/// −g·d = dᵀGd + what damping contributes: a direction is whole where dᵀGd is more than this part of it.
const WHOLE: f64 = 0.9;

/// A step that the loss cannot judge: under [`Policy::Converge`] it may raise the loss by its rounding, and
/// unless damping shortens it, it has to be smaller than the one before it.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub(super) struct Hidden<R> {
    /// How far the loss may rise.
    pub rise: R,
    /// Whether damping has hardly shortened it.
    pub whole: bool,
    /// The decrease predicted for the whole direction.
    predicted: R,
}

impl<R: Real> Hidden<R> {
    pub fn of(policy: &Policy<R>, loss: R, prediction: &Prediction<R>) -> Option<Self> {
        let Policy::Converge { rounding, rise } = policy else { return None };
        let predicted = prediction.decrease(R::ONE);
        let whole = prediction.curvature >= -R::of(WHOLE) * prediction.slope;
        let hidden = R::ZERO < predicted && predicted <= *rounding * loss;
        hidden.then_some(Self { rise: *rise * loss, whole, predicted })
    }

    /// Whether the steps have ceased to contract. Under a falling damping they may grow.
    pub fn has_settled(&self, last: Option<Self>) -> bool {
        self.whole && last.is_some_and(|last| last.whole && self.predicted >= last.predicted)
    }
}
