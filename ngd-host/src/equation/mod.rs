//! Equations of the user's own: from a text file to a problem that can be solved.

mod block;
mod blueprint;
mod csv_file;
pub mod domain;
mod echo;
pub mod expression;
mod fault;
pub mod file;
mod lift;
mod linearity;
mod model;
pub mod names;
mod nearest;
mod posed;
mod scale;
pub mod system;
mod warn;

pub use block::{Block, Entry, Site};
pub use blueprint::{Blueprint, Sought};
pub use fault::Fault;
pub use model::EquationModel;
pub use posed::{Posed, Visitor};
