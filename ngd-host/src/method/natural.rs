use ngd_core::NaturalGradient;

use super::acceleration::ACCELERATION;
use super::policy::POLICY;
use super::solver::SOLVER;
use super::step::STEP;
use super::{Acceleration, Build, Float, Momentum, NaturalStep, Policy, Preset, Solver, Step};
use crate::request::{Ask, Flag, Request, UsageError};

/// A step that meets the tangent space: natural and parameter methods.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Natural {
    /// The named method.
    pub preset: &'static Preset,
    /// How the tangent space is met.
    pub solver: Solver,
    /// How far a step goes.
    pub step: Step,
    /// Whether it is straight.
    pub acceleration: Acceleration,
    /// What is kept of the last step.
    pub momentum: Momentum,
    /// Whether the loss may rise.
    pub policy: Policy,
}

/// What a method takes alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Only {
    /// The only solver.
    pub solver: &'static str,
    /// What its steps begin with.
    pub step: Option<&'static str>,
}

impl Only {
    /// That nothing else is asked of a method.
    pub(super) fn check(&self, preset: &Preset, asked: &Request) -> Result<(), UsageError> {
        let refused = |flag: &Flag, remedy: String| {
            Err(UsageError::Ignored { flag: flag.dashed(), by: preset.name.to_owned(), remedy })
        };
        if asked.get(&SOLVER).is_some_and(|solver| solver != self.solver) {
            return refused(&SOLVER, format!("its solver is {}", self.solver));
        }
        match (asked.get(&STEP), self.step) {
            (Some(step), Some(only)) if !step.starts_with(only) => {
                refused(&STEP, "it takes fixed:A".to_owned())
            }
            _ => Ok(()),
        }
    }
}

impl Natural {
    /// The flags of every natural method apart from those of solver and momentum.
    pub const FLAGS: [&'static Flag; 4] = [&SOLVER, &STEP, &ACCELERATION, &POLICY];

    /// The method of this name with the parts that a request asks for.
    ///
    /// # Errors
    /// [`UsageError`] for parts that do not go together.
    pub fn take(preset: &'static Preset, only: Option<&Only>, ask: &mut Ask) -> Result<Self, UsageError> {
        if let Some(only) = only {
            only.check(preset, ask.left())?;
        }
        let step: Step = ask.take(&STEP)?.unwrap_or(Step::BACKTRACKING);
        let name = ask.take_by(&SOLVER, |text| Ok(text.to_owned()))?;
        let solver = Solver::take(name.as_deref().unwrap_or("cholesky"), ask, step)?;
        let straight = step.is_cautious() && solver.is_damped();
        let acceleration = match ask.asked(&ACCELERATION, str::parse)? {
            Some(asked) => asked,
            None if straight => Acceleration::None,
            None => ask.take(&ACCELERATION)?.unwrap_or(Acceleration::Geodesic),
        };
        let policy = ask.take(&POLICY)?.unwrap_or(Policy::of(step));
        Ok(Self { preset, solver, step, acceleration, momentum: preset.momentum().take(ask)?, policy })
    }

    /// Adds its parts to a request.
    pub fn write(&self, request: &mut Request) {
        self.solver.write(request);
        self.momentum.write(request);
        request.write(&STEP, self.step);
        request.write(&ACCELERATION, self.acceleration);
        request.write(&POLICY, self.policy);
    }

    /// The optimizer of the core.
    pub fn build<R: Float, M: Copy>(&self, metric: M, build: Build) -> NaturalStep<R, M> {
        let damping = self.solver.regularization(build.parameters);
        NaturalGradient::new(self.solver.build(build.rows), self.acceleration.build(self.step), damping)
            .with_metric(metric)
            .with_momentum(self.momentum.build())
            .with_policy(self.policy.build(build))
            .with_restarts(self.momentum.restarts().build())
    }
}
