//! The memory of a step for a task.

use super::pass::Task;
use super::{Control, NaturalGradient, Projection, StepError};
use crate::least_squares::LeastSquares;
use crate::memory::{Footprint, Workspace};
use crate::metric::{Metric, VelocityMetric};
use crate::{Model, Problem, Real};

impl<R, S, M, V, L, C> NaturalGradient<R, Projection<S, M, V>, Control<L, C>>
where
    R: Real,
    S: LeastSquares<R>,
    V: VelocityMetric<R>,
{
    /// Cuts the memory up, once what is to be done with it makes sense.
    pub(super) fn workspace<'m, const K: usize, N, Q, const D: usize, const O: usize>(
        &mut self,
        task: &Task<'_, R, N, Q, D, O>,
        theta: &[R],
        memory: &'m mut [R],
    ) -> Result<Workspace<'m, R, K>, StepError>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O>,
        M: Metric<R, D, O>,
        V::Metric: Metric<R, D, O>,
    {
        let expected = task.model.parameters();
        if theta.len() != expected {
            return Err(StepError::Parameters { expected, found: theta.len() });
        }
        if task.samples.is_empty() {
            return Err(StepError::NoSamples);
        }
        let order = task.problem.order().max(self.projection.metric.order());
        let order = self.projection.velocity.parts().map_or(order, |(_, metric)| order.max(metric.order()));
        let mut footprint = Footprint::new(theta.len(), task.model.block_scratch(order, K));
        if self.projection.velocity.parts().is_some() {
            footprint = footprint.with_second_metric();
        } else if !self.projection.solver.needs_triangle() {
            footprint = footprint.first_order();
        }
        Ok(Workspace::carve(memory, &footprint)?)
    }
}
