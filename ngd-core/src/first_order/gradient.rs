//! The loss and its gradient by one pass over the samples, with a solver that may see the rows too.

use crate::damping::{Constant, Damping};
use crate::least_squares::{Euclidean, LeastSquares, System};
use crate::memory::{PassMemory, Workspace};
use crate::natural_gradient::{LossRows, StepError, Task};
use crate::{Model, Problem, Real};

/// L(θ), and g = Σ weight · r Jᵀc in `gradient`; `spare` is overwritten.
///
/// Shapes: gradient and spare 4⌈P/4⌉.
pub(super) fn loss_and_gradient<R, N, Q, const D: usize, const O: usize, const K: usize>(
    task: &Task<'_, R, N, Q, D, O>,
    theta: &[R],
    [gradient, spare]: [&mut [R]; 2],
    pass: &mut PassMemory<'_, R, K>,
) -> Result<R, StepError>
where
    R: Real,
    N: Model<R, D, O>,
    Q: Problem<R, D, O>,
{
    let parameters = theta.len();
    let mut system = System {
        parameters,
        triangle: &mut [],
        residual: gradient,
        velocity: spare,
        damping: R::ZERO,
        relative: R::ZERO,
    };
    Euclidean.begin(&mut system, R::ZERO);
    task.rows(&LossRows(task.problem), theta, None, pass, &mut |panel| Euclidean.absorb(&mut system, panel))
}

/// The solver of a method without a projection: in which coordinates it steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame<R, S> {
    pub solver: S,
    pub damping: Constant<R>,
}

impl<R: Real> Frame<R, Euclidean> {
    /// θ itself.
    pub const IDENTITY: Self = Self { solver: Euclidean, damping: Constant { relative: R::ZERO } };
}

impl<R: Real, S: LeastSquares<R>> Frame<R, S> {
    /// L(θ), its gradient, and the factored system of the coordinates.
    pub fn loss_and_gradient<N, Q, const D: usize, const O: usize, const K: usize>(
        &mut self,
        task: &Task<'_, R, N, Q, D, O>,
        theta: &[R],
        work: &mut Workspace<'_, R, K>,
    ) -> Result<R, StepError>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O>,
    {
        let (solver, system) = (&mut self.solver, &mut work.system);
        solver.begin(system, R::ZERO);
        let rows = LossRows(task.problem);
        let loss =
            task.rows(&rows, theta, None, &mut work.pass, &mut |panel| solver.absorb(system, panel))?;
        solver.gradient(system, work.gradient);
        let mean_square = solver.trace(system) / R::of_count(theta.len().max(1));
        solver.factor(system, work.pass.panel, self.damping.regularization(mean_square))?;
        Ok(loss)
    }
}
