use ngd_core::step_length;

use crate::method::Float;
use crate::method::family::word;

/// The best of 2⁰ … 2⁻³⁰ by the loss.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid;

word!(Grid, "grid", "The best of 31 halvings by the loss");

impl Grid {
    /// The rule of the core.
    pub fn build<R: Float>(&self) -> step_length::Grid {
        step_length::Grid::default()
    }
}
