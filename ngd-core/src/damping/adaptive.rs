//! Damping by the gain ratio of every step.

use super::{Damping, at_least, raised};
use crate::Real;
use crate::least_squares::Regularization;

/// λ follows the gain ratio: down to ⅓ after a step that the quadratic model foresaw, up by growing
/// factors after one that it did not.
///
/// Where a search has shortened the step it has been cautious enough: λ then falls by `decay`. With
/// doubling instead λ would stay large and the loss creep.
///
/// # Source
/// Nielsen (1999), IMM-REP-1999-05, eq. (2.21).
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Adaptive<R> {
    /// λ of the first step, relative to trace(G)/P.
    pub initial: R,
    /// λ never falls below this times trace(G)/P. The rounding of the Gram matrix, 4ε.
    pub floor: R,
    /// λ is not raised above this times trace(G)/P. 1e4.
    pub ceiling: R,
    /// Factor of λ after a step that a search has shortened. 0.1.
    pub decay: R,
    lambda: Option<R>,
    growth: R,
}

impl<R: Real> Adaptive<R> {
    /// Adaptive damping that begins with λ = initial · trace(G)/P.
    pub fn new(initial: R) -> Self {
        let two = R::ONE + R::ONE;
        Self {
            initial,
            floor: two * two * R::EPSILON,
            ceiling: R::of(1e4),
            decay: R::of(0.1),
            lambda: None,
            growth: two,
        }
    }
}

impl<R: Real> Default for Adaptive<R> {
    fn default() -> Self {
        Self::new(R::of(1e-3))
    }
}

impl<R: Real> Damping<R> for Adaptive<R> {
    fn known(&self) -> Option<R> {
        self.lambda
    }

    fn regularization(&self, mean_square: R) -> Regularization<R> {
        at_least(self.floor * mean_square, self.lambda.unwrap_or(self.initial * mean_square))
    }

    fn accepted(&mut self, used: Regularization<R>, length: R, gain: Option<R>) {
        let (Regularization::Damping(lambda), Some(gain)) = (used, gain) else { return };
        let two = R::ONE + R::ONE;
        if length < R::ONE {
            self.lambda = Some(self.decay * lambda);
        } else if gain > R::ZERO {
            let bend = two * gain - R::ONE;
            let factor = R::ONE - bend * bend * bend;
            self.lambda = Some(lambda * factor.larger(R::ONE / R::of(3.0)));
            self.growth = two;
        } else {
            self.lambda = Some(lambda * self.growth);
            self.growth = (two * self.growth).smaller(R::of(1e6));
        }
    }

    fn rejected(&mut self, used: Regularization<R>, mean_square: R) -> bool {
        let Regularization::Damping(lambda) = used else { return false };
        let Some(raised) = raised(lambda, self.growth, self.ceiling * mean_square) else { return false };
        self.lambda = Some(raised);
        self.growth = (self.growth + self.growth).smaller(R::of(1e6));
        true
    }
}
