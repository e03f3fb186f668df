//! The named methods and their parts: the words and numbers that their flags accept, and the core's optimizer
//! of chosen parts.

mod acceleration;
mod cutoff;
mod damping;
mod fall;
mod optimizer;
pub mod parts;
mod policy;
mod restarts;
mod solver;
mod step;
mod svd;

pub use acceleration::Acceleration;
pub use cutoff::Cutoff;
pub use damping::Damping;
pub use fall::Fall;
pub use optimizer::{Optimizer, Steps};
pub use parts::Float;
pub use policy::Policy;
pub use restarts::Restarts;
pub use solver::Solver;
pub use step::Step;
pub use svd::HeapSpectrum;
