//! The engine behind [`Training`]: the core's optimizer on a problem's setting, in one precision.
//!
//! Dimension and precision are matched once, here; everything below is generic.

mod parts;
mod svd;
mod trainer;

pub use parts::Float;
pub use svd::HeapSpectrum;
pub use trainer::Trainer;

use crate::choice::Precision;
use crate::problem::{Poisson1d, Poisson2d, ProblemName, ReactionDiffusion, Setting};
use crate::run::{Training, TrainingError};
use crate::settings::Settings;

/// The training that `settings` describe, before its first step.
///
/// # Errors
/// [`TrainingError`] when the network cannot be built.
pub fn training(settings: &Settings, seed: u64) -> Result<Box<dyn Training>, TrainingError> {
    match settings.problem {
        ProblemName::Poisson1d => in_precision(Poisson1d, settings, seed),
        ProblemName::Poisson2d => in_precision(Poisson2d, settings, seed),
        ProblemName::ReactionDiffusion => in_precision(ReactionDiffusion::default(), settings, seed),
    }
}

fn in_precision<S, const D: usize, const O: usize>(
    setting: S,
    settings: &Settings,
    seed: u64,
) -> Result<Box<dyn Training>, TrainingError>
where
    S: Setting<f32, D, O> + Setting<f64, D, O> + 'static,
{
    Ok(match settings.precision {
        Precision::F32 => Box::new(Trainer::<f32, S, D, O>::new(setting, settings, seed)?),
        Precision::F64 => Box::new(Trainer::<f64, S, D, O>::new(setting, settings, seed)?),
    })
}
