use ngd_core::least_squares;

use super::damped;
use crate::method::{Damping, Float};

/// Kernel of a batch, for fewer residuals than parameters; takes --damping.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dual {
    /// λ.
    pub damping: Damping,
}

damped!(Dual, "dual", "Kernel of a batch, for fewer residuals than parameters; takes --damping");

impl Dual {
    fn solver<R: Float>(&self, rows: usize) -> least_squares::Dual {
        least_squares::Dual::new(rows)
    }
}
