use ngd_core::least_squares;

use super::damped;
use crate::method::{Damping, Float};

/// Gram matrices of the last ten steps summed up, as by a Kalman filter, for small batches; takes --damping.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Accumulated {
    /// λ.
    pub damping: Damping,
}

/// γ.
const MEMORY: f64 = 0.9;

damped!(
    Accumulated,
    "accumulated",
    "Gram matrices of the last ten steps summed up, as by a Kalman filter, for small batches; takes --damping"
);

impl Accumulated {
    fn solver<R: Float>(&self, _rows: usize) -> least_squares::Averaged<R> {
        least_squares::Averaged::accumulated(R::of(MEMORY))
    }
}
