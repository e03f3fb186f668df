//! Natural gradient descent with momentum.
#![no_std]
#![forbid(unsafe_code)]

pub mod activation;
mod jet;
pub mod least_squares;
pub mod linear_algebra;
mod real;
mod sample;

pub use jet::{Jet, Order};
pub use real::Real;
pub use sample::{BOUNDARY, INTERIOR, Sample};
