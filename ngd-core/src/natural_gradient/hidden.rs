//! Steps whose gain the rounding of the loss hides.

use super::Policy;
use crate::Real;
use crate::step_length::Prediction;

/// A step that the loss cannot judge: under [`Policy::Converge`] it may raise the loss by its rounding, and
/// unless damping shortens it, it has to be smaller than the one before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hidden<R> {
    /// How far the loss may rise.
    pub rounding: R,
    /// Whether damping has hardly shortened it: it contributes −g·d − dᵀGd to the slope, here less than a
    /// tenth.
    pub whole: bool,
    /// The decrease predicted for the whole direction.
    predicted: R,
}

impl<R: Real> Hidden<R> {
    pub fn of(policy: &Policy<R>, loss: R, prediction: &Prediction<R>) -> Option<Self> {
        let Policy::Converge { rounding } = policy else { return None };
        let (rounding, predicted) = (*rounding * loss, prediction.decrease(R::ONE));
        let whole = prediction.curvature >= -R::of(0.9) * prediction.slope;
        let hidden = R::ZERO < predicted && predicted <= rounding;
        hidden.then_some(Self { rounding, whole, predicted })
    }

    /// Whether the steps have ceased to contract. Under a falling damping they may grow.
    pub fn has_settled(&self, last: Option<Self>) -> bool {
        self.whole && last.is_some_and(|last| last.whole && self.predicted >= last.predicted)
    }
}
