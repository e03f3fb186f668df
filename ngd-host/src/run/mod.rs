//! Training: the seam to the optimizers, the loop of one seed, many seeds in parallel, Ctrl-C.

mod interrupt;
mod seed;
mod seeds;
mod training;

pub use interrupt::Interrupt;
pub use seed::{Ended, Observer, Row, train};
pub use seeds::in_parallel;
pub use training::{Errors, LearntCoefficient, Outcome, Solution, StepRecord, Training, TrainingError};
