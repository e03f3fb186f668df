//! Damping by the gain ratio, at fixed intervals.

use super::{Damping, at_least, raised};
use crate::Real;
use crate::least_squares::Regularization;

/// λ by the ratio of actual to predicted decrease, every few steps: times ω⁵ above ¾, times ω⁻⁵ below ¼.
///
/// # Source
/// Martens, Grosse (2015), section 6.5 (arXiv 1503.05671), after Levenberg and Marquardt.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct GainRatio<R> {
    /// λ of the first step, relative to trace(G)/P.
    pub initial: R,
    /// ω in (0, 1). 0.9.
    pub factor: R,
    /// Accepted steps from one change to the next, and the power of ω. 5.
    pub every: u32,
    /// λ never falls below this times trace(G)/P. 4ε.
    pub floor: R,
    /// λ is not raised above this times trace(G)/P. 1e4.
    pub ceiling: R,
    lambda: Option<R>,
    steps: u32,
}

impl<R: Real> GainRatio<R> {
    /// Beginning with λ = initial · trace(G)/P.
    pub fn new(initial: R) -> Self {
        let two = R::ONE + R::ONE;
        Self {
            initial,
            factor: R::of(0.9),
            every: 5,
            floor: two * two * R::EPSILON,
            ceiling: R::of(1e4),
            lambda: None,
            steps: 0,
        }
    }

    fn power(&self) -> R {
        let mut power = R::ONE;
        for _ in 0..self.every.min(64) {
            power *= self.factor;
        }
        power
    }
}

impl<R: Real> Default for GainRatio<R> {
    fn default() -> Self {
        Self::new(R::of(1e-3))
    }
}

impl<R: Real> Damping<R> for GainRatio<R> {
    fn known(&self) -> Option<R> {
        self.lambda
    }

    fn regularization(&self, mean_square: R) -> Regularization<R> {
        at_least(self.floor * mean_square, self.lambda.unwrap_or(self.initial * mean_square))
    }

    fn accepted(&mut self, used: Regularization<R>, _length: R, gain: Option<R>) {
        let Regularization::Damping(lambda) = used else { return };
        self.lambda = Some(lambda);
        self.steps = self.steps.saturating_add(1);
        let Some(gain) = gain.filter(|_| self.steps >= self.every) else { return };
        self.steps = 0;
        if gain > R::of(0.75) {
            self.lambda = Some(lambda * self.power());
        } else if gain < R::of(0.25) {
            self.lambda = Some(lambda / self.power());
        }
    }

    /// λ grows at once by the same factor.
    fn rejected(&mut self, used: Regularization<R>, mean_square: R) -> bool {
        let Regularization::Damping(lambda) = used else { return false };
        let Some(raised) = raised(lambda, R::ONE / self.power(), self.ceiling * mean_square) else {
            return false;
        };
        self.lambda = Some(raised);
        self.steps = 0;
        true
    }
}
