//! The memory of a step for a task.

use super::task::Objective;
use super::velocity::VelocityMetric;
use super::{NaturalGradient, Recipe, StepError};
use crate::Real;
use crate::footprint::Footprint;
use crate::least_squares::{FactorError, LeastSquares};
use crate::memory::Workspace;

impl<R: Real, P: Recipe<R>> NaturalGradient<R, P> {
    /// Cuts the memory up, once what is to be done with it makes sense.
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub(super) fn workspace<'m, T: Objective<R>, const K: usize>(
        &mut self,
        task: &T,
        theta: &[R],
        memory: &'m mut [R],
    ) -> Result<Workspace<'m, R, K>, StepError> {
        task.check(theta)?;
        self.check_rows(task)?;
        let model = Footprint::new(theta.len(), task.scratch(K));
        Ok(Workspace::carve(memory, &self.footprint(model))?)
    }

    /// Whether the solvers have room for all rows.
    fn check_rows<T: Objective<R>>(&mut self, task: &T) -> Result<(), StepError> {
        let velocity = self.velocity_metric.solver().and_then(|solver| solver.most_rows());
        for (most, found) in [self.solver.most_rows(), velocity].into_iter().zip(task.counts()) {
            if let Some(most) = most.filter(|most| found > *most) {
                return Err(FactorError::Rows { most, found }.into());
            }
        }
        Ok(())
    }
}
