use ngd_core::first_order;

use super::coordinates::WHITEN;
use super::dynamic::AnyCoordinates;
use super::{Coordinates, Float, Preset};
use crate::request::{Ask, Flag, Request, UsageError};

/// Quasi-Newton from the last steps, with a search of its own that never raises the loss.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lbfgs {
    /// The named method.
    pub preset: &'static Preset,
    /// In which coordinates the first of its steps is a gradient step.
    pub coordinates: Coordinates,
}

/// The pairs that it keeps.
const HISTORY: usize = 10;

impl Lbfgs {
    /// Its flags.
    pub const FLAGS: [&'static Flag; 1] = [&WHITEN];

    /// The method with the parts that a request asks for.
    ///
    /// # Errors
    /// [`UsageError`] for a damping that changes from step to step.
    pub fn take(preset: &'static Preset, ask: &mut Ask) -> Result<Self, UsageError> {
        Ok(Self { preset, coordinates: Coordinates::take(ask)? })
    }

    /// Adds its parts to a request.
    pub fn write(&self, request: &mut Request) {
        self.coordinates.write(request);
    }

    /// The optimizer of the core.
    pub fn build<R: Float>(&self) -> first_order::Lbfgs<R, AnyCoordinates<R>> {
        first_order::Lbfgs::new(HISTORY).with_solver(self.coordinates.build(), self.coordinates.damping())
    }
}
