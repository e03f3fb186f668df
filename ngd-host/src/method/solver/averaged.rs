use ngd_core::least_squares;

use super::damped;
use crate::method::{Damping, Float};

/// Gram matrix averaged over the last ten steps, for small batches; takes --damping.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Averaged {
    /// λ.
    pub damping: Damping,
}

/// γ.
const MEMORY: f64 = 0.9;

damped!(
    Averaged,
    "averaged",
    "Gram matrix averaged over the last ten steps, for small batches; takes --damping"
);

impl Averaged {
    fn solver<R: Float>(&self, _rows: usize) -> least_squares::Averaged<R> {
        least_squares::Averaged::new(R::of(MEMORY))
    }
}
