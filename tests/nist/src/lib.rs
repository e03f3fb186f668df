//! The nonlinear regression sets of NIST's Statistical Reference Datasets: files, models, certified values.
//!
//! | module | holds |
//! |---|---|
//! | [`models`] | the functions, written by the [`Model`](ngd_core::Model) trait for `f32` and `f64` |
//! | [`set`] | a file as it was published, read: starting points, certified values, observations |
//! | [`table`] | which model belongs to which file |
//! | [`fit`] | steps from a start to an ending, in fixed memory |
//!
//! Without an allocator, so that host and microcontroller read the same files and run the same models.
#![no_std]
#![forbid(unsafe_code)]

pub mod fit;
pub mod models;
pub mod set;
pub mod table;

pub use fit::{Ending, Fit, Until};
pub use set::{Parameter, Set};
