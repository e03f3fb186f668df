//! The memory of a step for a task.

use super::pass::Task;
use super::{Control, NaturalGradient, Projection, StepError};
use crate::least_squares::{FactorError, LeastSquares};
use crate::memory::{Footprint, Workspace};
use crate::metric::{Metric, VelocityMetric};
use crate::{Model, Problem, Real};

impl<R, S, M, V, L, C> NaturalGradient<R, Projection<S, M, V>, Control<L, C>>
where
    R: Real,
    S: LeastSquares<R>,
    V: VelocityMetric<R>,
{
    /// Cuts the memory up, with the vectors of an acceleration or without, once what is to be done with it makes sense.
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub(super) fn workspace<'m, const K: usize, N, Q, const D: usize, const O: usize, const APART: bool>(
        &mut self,
        task: &Task<'_, R, N, Q, D, O, APART>,
        theta: &[R],
        memory: &'m mut [R],
        accelerated: bool,
    ) -> Result<Workspace<'m, R, K>, StepError>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O>,
        M: Metric<R, D, O>,
        V::Metric: Metric<R, D, O>,
    {
        task.check(theta)?;
        let order = task.problem.order().max(self.projection.metric.order());
        let order = self.projection.velocity.parts().map_or(order, |(_, metric)| order.max(metric.order()));
        self.check_rows(task.of_the_gram_matrix().samples.len(), task.problem.residuals())?;
        let parameters = theta.len();
        let first = self.projection.solver.lanes(parameters);
        let second = self.projection.velocity.parts().map(|(solver, _)| solver.lanes(parameters));
        let footprint =
            Footprint::new(parameters, task.model.block_scratch(order, K)).with_lanes(first, second);
        let footprint = if accelerated { footprint.with_acceleration() } else { footprint };
        Ok(Workspace::carve(memory, &footprint)?)
    }

    /// Whether the solvers have room for all rows.
    fn check_rows<const D: usize, const O: usize>(
        &mut self,
        samples: usize,
        residuals: usize,
    ) -> Result<(), StepError>
    where
        M: Metric<R, D, O>,
        V::Metric: Metric<R, D, O>,
    {
        let Projection { solver, metric, velocity } = &mut self.projection;
        let rows = if metric.of_the_loss() { residuals } else { metric.rows() };
        let velocity = velocity.parts().map(|(solver, metric)| (solver.most_rows(), metric.rows()));
        for (most, rows) in [Some((solver.most_rows(), rows)), velocity].into_iter().flatten() {
            let found = samples.saturating_mul(rows);
            if let Some(most) = most.filter(|most| found > *most) {
                return Err(FactorError::Rows { most, found }.into());
            }
        }
        Ok(())
    }
}
