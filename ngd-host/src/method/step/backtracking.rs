use ngd_core::step_length;

use crate::method::Float;
use crate::method::family::word;

/// The longest 2⁻ʲ whose decrease is a fair part of the predicted one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backtracking;

word!(
    Backtracking,
    "backtracking",
    "The longest of 1, ½, ¼, … whose decrease is a fair part of the predicted one"
);

impl Backtracking {
    /// The rule of the core.
    pub fn build<R: Float>(&self) -> step_length::Backtracking<R> {
        step_length::Backtracking::default()
    }
}
