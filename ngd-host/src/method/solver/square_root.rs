use ngd_core::least_squares;

use super::damped;
use crate::method::{Damping, Float};

/// Orthogonal factor, no Gram matrix: sees smaller singular values; takes --damping.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SquareRoot {
    /// λ.
    pub damping: Damping,
}

damped!(
    SquareRoot,
    "square-root",
    "Orthogonal factor, no Gram matrix: sees smaller singular values; takes --damping"
);

impl SquareRoot {
    fn solver<R: Float>(&self, _rows: usize) -> least_squares::SquareRoot {
        least_squares::SquareRoot
    }
}
