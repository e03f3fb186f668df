use ngd_core::NaturalGradient;

use super::coordinates::WHITEN;
use super::dynamic::{AnyDamping, AnySolver};
use super::policy::POLICY;
use super::step::STEP;
use super::{Build, Coordinates, Float, Momentum, NaturalStep, Policy, Preset, Step};
use crate::request::{Ask, Flag, Request, UsageError};

/// A first-order step: gradient descent, heavy ball, Nesterov.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plain {
    /// The named method.
    pub preset: &'static Preset,
    /// How far a step goes.
    pub step: Step,
    /// What is kept of the last step.
    pub momentum: Momentum,
    /// Whether the loss may rise.
    pub policy: Policy,
    /// In which coordinates it is one of first order.
    pub coordinates: Coordinates,
}

impl Plain {
    /// The flags of every first-order method of this kind apart from those of the momentum.
    pub const FLAGS: [&'static Flag; 3] = [&STEP, &POLICY, &WHITEN];

    /// The method of this name with the parts that a request asks for.
    ///
    /// # Errors
    /// [`UsageError`] for parts that do not go together.
    pub fn take(preset: &'static Preset, ask: &mut Ask) -> Result<Self, UsageError> {
        let step: Step = ask.take(&STEP)?.unwrap_or(Step::BACKTRACKING);
        let policy = ask.take(&POLICY)?.unwrap_or(Policy::of(step));
        let momentum = preset.momentum().take(ask)?;
        Ok(Self { preset, step, momentum, policy, coordinates: Coordinates::take(ask)? })
    }

    /// Adds its parts to a request.
    pub fn write(&self, request: &mut Request) {
        self.momentum.write(request);
        request.write(&STEP, self.step);
        request.write(&POLICY, self.policy);
        self.coordinates.write(request);
    }

    /// The optimizer of the core.
    pub fn build<R: Float, M: Copy>(&self, metric: M, build: Build) -> NaturalStep<R, M> {
        let coordinates = AnySolver::new(self.coordinates.build::<R>());
        let damping = AnyDamping::new(self.coordinates.damping::<R>());
        NaturalGradient::new(coordinates, self.step.build(), damping)
            .with_metric(metric)
            .with_momentum(self.momentum.build())
            .with_policy(self.policy.build(build))
            .with_restarts(self.momentum.restarts().build())
    }
}
