//! One damping for all steps.

use super::Damping;
use crate::Real;
use crate::least_squares::Regularization;

/// λ = relative · trace(G)/P, always.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Constant<R> {
    /// λ in units of the mean diagonal of G, dimensionless, ≥ 0.
    pub relative: R,
}

impl<R: Real> Damping<R> for Constant<R> {
    fn regularization(&self, mean_square: R) -> Regularization<R> {
        Regularization::Damping(self.relative * mean_square)
    }
}
