//! Training: the seam to the optimizers, the loop of one seed, many seeds in parallel, Ctrl-C.

mod interrupt;
mod seed;
mod seeds;
mod training;

pub use interrupt::Interrupt;
pub use seed::{Ended, Observer, Row, train};
pub use seeds::in_parallel;
pub use training::{Errors, Outcome, Solution, StepRecord, Training, TrainingError};

use crate::settings::Settings;

/// The training that `settings` describe, before its first step.
///
/// # Errors
/// [`TrainingError`] when it cannot be set up.
pub fn training(settings: &Settings, seed: u64) -> Result<Box<dyn Training>, TrainingError> {
    // The engine goes here: match on dimension and precision once, then everything is generic.
    let reason = format!("no optimizer is connected yet for {:?}, seed {seed}", settings.problem);
    Err(TrainingError::from(reason))
}
