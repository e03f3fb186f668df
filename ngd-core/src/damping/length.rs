//! Damping by the length that a search has found.

use super::{Damping, at_least, raised};
use crate::Real;
use crate::least_squares::Regularization;

/// λ follows the length of the steps: down to a third after a whole step, down slowly after half a one, up to
/// twice after a shorter one.
///
/// Where a curved valley lets only short steps pass, their direction is bent by the damping until whole steps fit
/// again; where they fit, λ falls as fast as the residual does. It wants steps that a search shortens and, in
/// narrow valleys, that are accelerated ([`GeodesicAcceleration`](crate::step_length::GeodesicAcceleration)). With a
/// fixed length below ½ it would rise for ever.
///
/// # Source
/// Ours. Lowering by more than one raises is the delayed gratification of Transtrum, Sethna (arXiv 1201.5885), who
/// know no lengths: they refuse a step where this one is shortened.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct ByLength<R> {
    /// λ of the first step, relative to trace(G)/P. 0.01.
    pub initial: R,
    /// λ never falls below this times trace(G)/P. The rounding of the Gram matrix, 4ε.
    pub floor: R,
    /// λ is not raised above this times trace(G)/P, by accepted steps not above this times that of the first. 1e4.
    pub ceiling: R,
    /// Factor of λ after a whole step whose decrease was more than a quarter of the predicted. ⅓.
    pub whole: R,
    /// Factor of λ after any other step of at least a half. 0.9.
    pub half: R,
    /// Factor of λ after a shorter step. 2.
    pub short: R,
    /// Factor of λ after a rejected step. 3.
    pub refused: R,
    lambda: Option<R>,
    most: Option<R>,
}

impl<R: Real> ByLength<R> {
    /// Damping that begins with λ = initial · trace(G)/P.
    pub fn new(initial: R) -> Self {
        Self {
            initial,
            floor: R::of(4.0) * R::EPSILON,
            ceiling: R::of(1e4),
            whole: R::ONE / R::of(3.0),
            half: R::of(0.9),
            short: R::of(2.0),
            refused: R::of(3.0),
            lambda: None,
            most: None,
        }
    }
}

impl<R: Real> Default for ByLength<R> {
    fn default() -> Self {
        Self::new(R::of(1e-2))
    }
}

impl<R: Real> Damping<R> for ByLength<R> {
    fn known(&self) -> Option<R> {
        self.lambda
    }

    fn regularization(&self, mean_square: R) -> Regularization<R> {
        at_least(self.floor * mean_square, self.lambda.unwrap_or(self.initial * mean_square))
    }

    fn accepted(&mut self, used: Regularization<R>, length: R, gain: Option<R>) {
        let Regularization::Damping(lambda) = used else { return };
        let factor = if length >= R::ONE && gain.is_some_and(|gain| gain > R::of(0.25)) {
            self.whole
        } else if length >= R::of(0.5) {
            self.half
        } else {
            self.short
        };
        let most = *self.most.get_or_insert(lambda * (self.ceiling / self.initial));
        let next = (lambda * factor).smaller(most.larger(lambda));
        if next.is_finite() {
            self.lambda = Some(next);
        }
    }

    fn rejected(&mut self, used: Regularization<R>, mean_square: R) -> bool {
        let Regularization::Damping(lambda) = used else { return false };
        let Some(raised) = raised(lambda, self.refused, self.ceiling * mean_square) else { return false };
        self.lambda = Some(raised);
        true
    }
}
