use ngd_core::metric::Same;
use ngd_core::natural_gradient::{Control, Projection};
use ngd_core::{Footprint, NaturalGradient};

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
    pub fn take(preset: &'static Preset, momentum: Momentum, ask: &mut Ask) -> Result<Self, UsageError> {
        let step: Step = ask.take(&STEP)?.unwrap_or(Step::BACKTRACKING);
        let policy = ask.take(&POLICY)?.unwrap_or(Policy::of(step));
        let momentum = momentum.take(ask)?;
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
    pub fn build<R: Float, M>(&self, metric: M, build: Build) -> NaturalStep<R, M> {
        let solver = AnySolver::new(self.coordinates.build::<R>());
        let control = Control { length: self.step.build(), damping: self.damping() };
        let policy = self.policy.build(build);
        let projection = Projection { solver, metric, velocity: Same };
        NaturalGradient::new(projection, control, self.momentum.build(), policy)
            .with_restarts(self.momentum.restarts().build())
    }

    fn damping<R: Float>(&self) -> AnyDamping<R> {
        AnyDamping::new(self.coordinates.damping::<R>())
    }

    /// The memory of its steps.
    pub fn memory(&self, footprint: Footprint) -> Footprint {
        self.coordinates.memory(footprint)
    }
}
