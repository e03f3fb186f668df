//! Natural gradient descent with momentum.
#![no_std]
#![forbid(unsafe_code)]

pub mod activation;
pub mod damping;
pub mod first_order;
pub mod history;
mod jet;
pub mod least_squares;
pub mod linear_algebra;
mod memory;
pub mod metric;
pub mod model;
mod momentum;
pub mod natural_gradient;
pub mod problem;
mod real;
mod sample;
pub mod step_length;

pub use activation::Activation;
pub use jet::{Jet, Order};
pub use memory::{Footprint, Memory, MemoryError};
pub use model::{Mlp, Model};
pub use momentum::{Momentum, Transport};
pub use natural_gradient::{NaturalGradient, Outcome, Policy, StepError, loss};
pub use problem::{Problem, Residual};
pub use real::Real;
pub use sample::{BOUNDARY, INTERIOR, Sample};

/// Points per block: one pass over the weights of a network serves so many. It changes the speed and not
/// the result.
pub const BLOCK: usize = if cfg!(target_pointer_width = "64") { 8 } else { 4 };
