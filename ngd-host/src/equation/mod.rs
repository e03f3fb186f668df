//! Equations of the user's own: from a text file to a problem that can be solved.

pub mod expression;
mod fault;
mod nearest;

pub use fault::Fault;
