//! Damping in units of the diagonal of G.

use super::{Adaptive, Damping};
use crate::Real;
use crate::least_squares::Regularization;

/// [`Adaptive`] damping of every parameter in its own unit: λ diag(G) in the place of λI.
///
/// The steps do not depend on the units of the parameters, which in laws of nature differ by ten orders
/// of magnitude; a multiple of the identity then holds back the parameters of the smallest columns for
/// ever. For networks, whose parameters are alike, it is no gain.
///
/// # Source
/// Marquardt (1963), J. SIAM 11; Moré (1978), LNM 630, section 5, scales by the largest diagonal so far,
/// which needs a vector of memory.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Marquardt<R> {
    /// How λ changes; its numbers are relative to diag(G), and its floor is ε²: below the rounding of a
    /// square root. Where normal equations need more a failed pivot says so.
    pub rule: Adaptive<R>,
}

impl<R: Real> Marquardt<R> {
    /// Damping that begins with λ = `initial`, dimensionless.
    pub fn new(initial: R) -> Self {
        let mut rule = Adaptive::new(initial);
        rule.floor = R::EPSILON * R::EPSILON;
        Self { rule }
    }
}

impl<R: Real> Default for Marquardt<R> {
    fn default() -> Self {
        Self::new(R::of(1e-3))
    }
}

/// What the rule calls absolute is relative, and the other way round: it reckons with a diagonal of ones.
fn exchanged<R>(regularization: Regularization<R>) -> Regularization<R> {
    match regularization {
        Regularization::Damping(amount) => Regularization::Relative(amount),
        Regularization::Relative(amount) => Regularization::Damping(amount),
        cutoff => cutoff,
    }
}

impl<R: Real> Damping<R> for Marquardt<R> {
    fn regularization(&self, _mean_square: R) -> Regularization<R> {
        exchanged(self.rule.regularization(R::ONE))
    }

    fn accepted(&mut self, used: Regularization<R>, length: R, gain: Option<R>) {
        self.rule.accepted(exchanged(used), length, gain);
    }

    fn rejected(&mut self, used: Regularization<R>, _mean_square: R) -> bool {
        self.rule.rejected(exchanged(used), R::ONE)
    }
}
