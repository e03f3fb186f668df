//! Whether the loss may rise.

use crate::Real;

/// Whether the loss may rise.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
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
    /// rejected, and [`repeats`](super::Report::repeats). A look-ahead is dropped if the loss there is larger.
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
    pub(super) fn is_descent(&self) -> bool {
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
