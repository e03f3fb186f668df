//! Steps along a curve that the straight direction is only the tangent of.

use super::{Found, Search, StepLength};
use crate::Real;

/// A rule for the length of a step that follows the geodesic: θ + ηd + ½η²a in the place of θ + ηd.
///
/// d is the velocity of a curve of parameters, and a its acceleration if the function moves as straight as
/// the tangent space allows: a = −(G+λI)⁻¹Jᵀr″, r″ the second derivative of the residuals along d. Where the
/// functions of a network bend away from their tangent space, and a narrow valley of the loss with them, a
/// straight step has to be short; the curve goes on.
///
/// Cost: one more pass over the rows and one more solution for each direction that is tried; two vectors of
/// P words.
///
/// # Source
/// Transtrum, Sethna (arXiv 1201.5885), for Levenberg and Marquardt; Song, Song, Ermon (arXiv 1803.01273), for
/// the natural gradient.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct GeodesicAcceleration<L, R> {
    /// The rule for the length.
    pub length: L,
    /// Longer steps are straight: those with η‖a‖ > most · ‖d‖, where the second order is no small correction
    /// of the first. 1.
    pub most: R,
    /// Where a whole step would be straight for that reason, the step turns to so many more cautious directions
    /// first, of larger cutoffs, if its damping has them. 0; 3 with [`cautious`](Self::cautious).
    pub cautions: u32,
}

impl<L, R: Real> GeodesicAcceleration<L, R> {
    /// Lengths by this rule, with the default.
    pub fn of(length: L) -> Self {
        Self { length, most: R::ONE, cautions: 0 }
    }

    /// For steps of a fixed small length, which no search shortens where the function bends: a direction of
    /// fewer singular values bends less. Three directions; with more a run may never leave a start from which it has
    /// to bend.
    pub fn cautious(length: L) -> Self {
        Self { cautions: 3, ..Self::of(length) }
    }
}

impl<L: StepLength<R>, R: Real> StepLength<R> for GeodesicAcceleration<L, R> {
    fn learning_rate(&self) -> R {
        self.length.learning_rate()
    }

    fn most_acceleration(&self) -> Option<R> {
        Some(self.most)
    }

    const BENDS: bool = true;

    fn turns_away(&self, bends: R, cautions: u32) -> bool {
        cautions < self.cautions && bends < R::ONE
    }

    fn search(&self, search: &Search<R>, trial: impl FnMut(R) -> R) -> Option<Found<R>> {
        self.length.search(search, trial)
    }
}
