use ngd_core::damping;

use crate::method::Float;
use crate::method::family::word;

/// Those below √(εP) times the largest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rounding;

word!(Rounding, "rounding", "Those below √(εP) times the largest, ε the rounding of the number type");

impl Rounding {
    /// The rule of the core.
    pub fn build<R: Float>(&self, parameters: usize) -> damping::Cutoff<R> {
        damping::Cutoff::of_rounding(parameters)
    }
}
