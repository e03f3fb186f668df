use ngd_core::first_order;

use super::coordinates::WHITEN;
use super::dynamic::AnyCoordinates;
use super::policy::POLICY;
use super::step::{Fixed, STEP};
use super::{Coordinates, Float, Policy, Preset, Step};
use crate::request::{Ask, Flag, Request, UsageError};

/// Gradients averaged and scaled entry by entry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adam {
    /// The named method.
    pub preset: &'static Preset,
    /// α.
    pub step: Fixed,
    /// Whether the loss may rise.
    pub policy: Policy,
    /// Whose entries are scaled.
    pub coordinates: Coordinates,
}

impl Adam {
    /// Its flags.
    pub const FLAGS: [&'static Flag; 3] = [&STEP, &POLICY, &WHITEN];

    /// The method with the parts that a request asks for.
    ///
    /// # Errors
    /// [`UsageError`] for a step that is searched.
    pub fn take(preset: &'static Preset, ask: &mut Ask) -> Result<Self, UsageError> {
        let step = match ask.take::<Step>(&STEP)? {
            Some(Step::Fixed(fixed)) => fixed,
            _ => {
                return Err(UsageError::Ignored {
                    flag: STEP.dashed(),
                    by: preset.name.to_owned(),
                    remedy: "it takes fixed:A".to_owned(),
                });
            }
        };
        let policy = ask.take(&POLICY)?.unwrap_or(Policy::Escape);
        Ok(Self { preset, step, policy, coordinates: Coordinates::take(ask)? })
    }

    /// Adds its parts to a request.
    pub fn write(&self, request: &mut Request) {
        request.write(&STEP, self.step);
        request.write(&POLICY, self.policy);
        self.coordinates.write(request);
    }

    /// The optimizer of the core.
    pub fn build<R: Float>(&self) -> first_order::Adam<R, AnyCoordinates<R>> {
        let mut adam = first_order::Adam::new(R::of(self.step.learning_rate))
            .with_solver(self.coordinates.build(), self.coordinates.damping());
        if self.policy == Policy::Descent {
            adam.policy = ngd_core::Policy::descent();
        }
        adam
    }
}
