//! How well measurements determine the parameters.

use super::task::{Objective, Task, Which};
use super::{NaturalGradient, Recipe, StepError};
use crate::least_squares::{LeastSquares, Regularization};
use crate::linear_algebra::assign;
use crate::memory::Workspace;
use crate::{BLOCK, Model, Problem, Real, Sample};

/// The covariance of the parameters at some θ, to first order in the noise.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Covariance<'m, R> {
    /// Diagonal of (JᵀJ)⁻¹, undamped: the variances if the weights are 1/σ² of the noise.
    pub diagonal: &'m [R],
    /// The loss at θ.
    pub loss: R,
    /// Residuals, of all samples.
    pub residuals: usize,
}

impl<R: Real> Covariance<'_, R> {
    /// √(2L/(N−P) · diagonal_j), the standard deviation of a parameter if the weights are right up to a
    /// factor; `None` where there is no such parameter or no degree of freedom.
    pub fn deviation(&self, parameter: usize) -> Option<R> {
        let freedom = self.residuals.checked_sub(self.diagonal.len()).filter(|freedom| *freedom > 0)?;
        let variance = (self.loss + self.loss) / R::of_count(freedom);
        Some((variance * *self.diagonal.get(parameter)?).sqrt())
    }
}

impl<R: Real, P: Recipe<R>> NaturalGradient<R, P> {
    /// The covariance of θ by these samples. No state of the optimizer changes.
    ///
    /// Shapes: as in [`step`](Self::step).   Cost: rows of N samples, what absorbs them, P³/3 multiply-adds.
    ///
    /// # Errors
    /// [`StepError`] as in a step; [`StepError::Factor`] if the samples do not determine a parameter.
    pub fn covariance<'m, N, Q, W, const D: usize, const O: usize>(
        &mut self,
        model: &N,
        problem: &Q,
        samples: &[Sample<R, D, O>],
        theta: &[R],
        memory: &'m mut W,
    ) -> Result<Covariance<'m, R>, StepError>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O> + ?Sized,
        W: AsMut<[R]> + ?Sized,
    {
        let task = Task::new(model, problem, samples);
        let work = self.workspace::<_, BLOCK>(&task, theta, memory.as_mut())?;
        let Workspace { mut system, mut pass, base, direction, .. } = work;
        assign(base, theta);
        let solver = &mut self.solver;
        solver.begin(&mut system, R::ZERO);
        let loss = task.rows(Which::Loss, base, None, &mut pass, &mut |panel| {
            solver.absorb(&mut system, panel);
        })?;
        solver.factor(&mut system, pass.panel, Regularization::Damping(R::ZERO))?;
        solver.covariance_diagonal(&mut system, direction);
        let diagonal = direction.get(..theta.len()).unwrap_or_default();
        Ok(Covariance { diagonal, loss, residuals: samples.len() * problem.residuals() })
    }
}
