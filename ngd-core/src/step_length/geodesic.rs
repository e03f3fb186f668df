//! Steps along a curve that the straight direction is only the tangent of.

use super::{Found, Search, StepLength};
use crate::Real;

/// A rule for the length of a step that follows the geodesic: θ + ηd + ½η²a in the place of θ + ηd.
///
/// d is the velocity of a curve of parameters, and a its acceleration if the function moves as straight as
/// the tangent space allows: a = −(G+λI)⁻¹Jᵀr″, r″ the second derivative of the residuals along d. Where the
/// functions of a network bend away from their tangent space, and a narrow valley of the loss with them, a
/// straight step has to be short; the curve goes on. The heat equation (2-64-1, N(0, 0.1²), annealed cutoff, 500
/// steps): straight, 18 of 20 runs end below 1e-5 and one at 6e-5; bent, all below 1e-6. Burgers' equation
/// (2-20-20-20-1, Levenberg and Marquardt's steps, 300 of them): relative errors of 2e-4 straight, 7e-6 bent.
///
/// Cost: one more pass over the rows and one more solution for each direction that is tried; two vectors of
/// P words ([`Footprint::with_acceleration`](crate::Footprint::with_acceleration)).
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
    /// fewer singular values bends less. On −εv″ + v′ = 1 (1-20-1, α = 0.1, β = 0.5, 200 seeds, to a loss of 5e-6)
    /// all methods need fewer iterations with it: natural gradient 65 in the place of 73, A 25 (31), B 28.5 (36),
    /// C 30 (37). It cannot be asked for too often: with six directions 14 of 40 runs of natural gradient were
    /// still at the start after 115 steps, which there have to bend.
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

    fn search(&self, search: &Search<R>, trial: impl FnMut(R) -> R) -> Option<Found<R>> {
        if search.cautions < self.cautions && !search.last && search.bends < R::ONE {
            return None;
        }
        self.length.search(search, trial)
    }
}
