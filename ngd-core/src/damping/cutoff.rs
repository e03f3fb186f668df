//! One cutoff for all steps.

use super::Damping;
use crate::Real;
use crate::least_squares::Regularization;

/// Singular values below `relative` times the largest are left out, always.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Cutoff<R> {
    /// In [0, 1).
    pub relative: R,
}

impl<R: Real> Cutoff<R> {
    /// √(εP), the cutoff of ANaGRAM.
    ///
    /// # Source
    /// Schwencke, Furtlehner (arXiv 2412.10782).
    pub fn of_rounding(parameters: usize) -> Self {
        Self { relative: (R::EPSILON * R::of_count(parameters)).sqrt() }
    }
}

impl<R: Real> Damping<R> for Cutoff<R> {
    fn regularization(&self, _mean_square: R) -> Regularization<R> {
        Regularization::Cutoff(self.relative)
    }
}
