use ngd_core::damping;

use crate::method::Float;
use crate::method::family::word;

/// λ follows the ratio of the actual to the predicted decrease.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adaptive;

word!(Adaptive, "adaptive", "λ follows the ratio of the actual to the predicted decrease");

impl Adaptive {
    /// The rule of the core.
    pub fn build<R: Float>(&self) -> damping::Adaptive<R> {
        damping::Adaptive::default()
    }
}
