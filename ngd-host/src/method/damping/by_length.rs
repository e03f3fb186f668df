use ngd_core::damping;

use crate::method::Float;
use crate::method::family::word;

/// λ follows the length that a search finds; not with fixed steps below 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByLength;

word!(ByLength, "length", "λ follows the length that a search finds; not with fixed steps below 1");

impl ByLength {
    /// The rule of the core.
    pub fn build<R: Float>(&self) -> damping::ByLength<R> {
        damping::ByLength::default()
    }
}
