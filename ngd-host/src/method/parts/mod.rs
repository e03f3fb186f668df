//! One enum per seam, chosen when the program runs, each the seam's trait by a `match`.

mod caution;
mod length;
mod method;
mod solver;

use faer::traits::RealField;
use ngd_core::Real;

pub use caution::Caution;
pub use length::Length;
pub use method::Method;
pub use solver::{Frame, Solver};

/// A number that the core and the linear algebra of the host know.
pub trait Float: Real + RealField {}
impl Float for f32 {}
impl Float for f64 {}
