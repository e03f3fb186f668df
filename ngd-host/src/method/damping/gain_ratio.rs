use ngd_core::damping;

use crate::method::Float;
use crate::method::family::word;

/// λ times 0.9⁵ or 0.9⁻⁵ every five steps, by the same ratio as adaptive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GainRatio;

word!(GainRatio, "gain-ratio", "λ times 0.9⁵ or 0.9⁻⁵ every five steps, by the same ratio as adaptive");

impl GainRatio {
    /// The rule of the core.
    pub fn build<R: Float>(&self) -> damping::GainRatio<R> {
        damping::GainRatio::default()
    }
}
