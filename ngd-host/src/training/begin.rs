//! The engine behind [`Training`]: the core's optimizer on a problem's setting, in one precision.
//!
//! Dimensions are matched once, in [`ProblemName::visit`](crate::problem::ProblemName::visit), and precision
//! once, here; everything below is generic.

use super::Trainer;
use crate::problem::{AnyCase, Visitor};
use crate::training::{Precision, Settings, Training, TrainingError};

/// The training that `settings` describe, before its first step.
///
/// # Errors
/// [`TrainingError`] when the network cannot be built.
pub fn training(settings: &Settings, seed: u64) -> Result<Box<dyn Training>, TrainingError> {
    settings.problem.visit(Begin { settings, seed })
}

struct Begin<'a> {
    settings: &'a Settings,
    seed: u64,
}

impl Visitor for Begin<'_> {
    type Output = Result<Box<dyn Training>, TrainingError>;

    fn visit<const D: usize, const O: usize>(self, mut case: Box<dyn AnyCase<D, O>>) -> Self::Output {
        let Self { settings, seed } = self;
        case.draw_noise(settings.noise_seed.unwrap_or(seed));
        Ok(match settings.precision {
            Precision::F32 => Box::new(Trainer::<f32, D, O>::new(case, settings, seed)?),
            Precision::F64 => Box::new(Trainer::<f64, D, O>::new(case, settings, seed)?),
        })
    }
}
