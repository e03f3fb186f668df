//! How to exchange a part. What has other parts is at its beginning.

use super::velocity::{Own, Same};
use super::{NaturalGradient, Parts, Policy, Progress, Recipe, Restarts, TwoMetrics};
use crate::Real;
use crate::damping::Damping;
use crate::least_squares::LeastSquares;
use crate::momentum::Momentum;
use crate::step_length::StepLength;

impl<R, S, L, C, M> NaturalGradient<R, Parts<S, L, C, M>>
where
    R: Real,
    S: LeastSquares<R>,
    L: StepLength<R>,
    C: Damping<R>,
    M: Copy,
{
    /// Of these parts, with momentum, policy and restarts.
    fn of(
        (solver, length, damping, metric): (S, L, C, M),
        (momentum, policy, restarts): (Momentum<R>, Policy<R>, Restarts),
    ) -> Self {
        let (velocity_metric, progress) = (Same, Progress::NONE);
        Self { solver, metric, velocity_metric, length, damping, momentum, policy, restarts, progress }
    }

    /// With another solver.
    pub fn with_solver<T: LeastSquares<R>>(self, solver: T) -> NaturalGradient<R, Parts<T, L, C, M>> {
        let Self { length, damping, metric, momentum, policy, restarts, .. } = self;
        NaturalGradient::of((solver, length, damping, metric), (momentum, policy, restarts))
    }

    /// With the gradient preconditioned in another metric.
    pub fn with_metric<T: Copy>(self, metric: T) -> NaturalGradient<R, Parts<S, L, C, T>> {
        let Self { solver, length, damping, momentum, policy, restarts, .. } = self;
        NaturalGradient::of((solver, length, damping, metric), (momentum, policy, restarts))
    }

    /// With another rule for the length.
    pub fn with_length<T: StepLength<R>>(self, length: T) -> NaturalGradient<R, Parts<S, T, C, M>> {
        let Self { solver, damping, metric, momentum, policy, restarts, .. } = self;
        NaturalGradient::of((solver, length, damping, metric), (momentum, policy, restarts))
    }

    /// With another rule for the damping.
    pub fn with_damping<T: Damping<R>>(self, damping: T) -> NaturalGradient<R, Parts<S, L, T, M>> {
        let Self { solver, length, metric, momentum, policy, restarts, .. } = self;
        NaturalGradient::of((solver, length, damping, metric), (momentum, policy, restarts))
    }

    /// With the velocity projected in a metric of its own, by a solver of its own.
    #[expect(clippy::type_complexity, reason = "the parts of the recipe, named one by one")]
    pub fn with_velocity_metric<T, N>(
        self,
        solver: T,
        metric: N,
    ) -> NaturalGradient<R, TwoMetrics<Parts<S, L, C, M>, T, N>>
    where
        T: LeastSquares<R>,
        N: Copy,
    {
        NaturalGradient {
            solver: self.solver,
            metric: self.metric,
            velocity_metric: Own { solver, metric },
            length: self.length,
            damping: self.damping,
            momentum: self.momentum,
            policy: self.policy,
            restarts: self.restarts,
            progress: Progress::NONE,
        }
    }
}

impl<R: Real, P: Recipe<R>> NaturalGradient<R, P> {
    /// With this momentum.
    pub fn with_momentum(mut self, momentum: Momentum<R>) -> Self {
        self.momentum = momentum;
        self
    }

    /// With another policy.
    pub fn with_policy(mut self, policy: Policy<R>) -> Self {
        self.policy = policy;
        self
    }

    /// With another rule for restarts.
    pub fn with_restarts(mut self, restarts: Restarts) -> Self {
        self.restarts = restarts;
        self
    }
}
