use ngd_core::least_squares;

use super::damped;
use crate::method::{Damping, Float};

/// Gram matrix and Cholesky factor: the fastest, squares the condition number; takes --damping.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cholesky {
    /// λ.
    pub damping: Damping,
}

damped!(
    Cholesky,
    "cholesky",
    "Gram matrix and Cholesky factor: the fastest, squares the condition number; takes --damping"
);

impl Cholesky {
    fn solver<R: Float>(&self, _rows: usize) -> least_squares::NormalEquations {
        least_squares::NormalEquations
    }
}
