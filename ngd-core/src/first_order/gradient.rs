//! The loss and its gradient by one pass over the samples, with a solver that may see the rows too.

use crate::Real;
use crate::damping::{Constant, Damping};
use crate::footprint::{Needs, Storage};
use crate::least_squares::{Euclidean, LeastSquares, Panel, System};
use crate::memory::{PassMemory, Workspace};
use crate::natural_gradient::{Objective, StepError, Which};

/// L(θ), and g = Σ weight · r Jᵀc in `gradient`; `spare` is overwritten.
///
/// Shapes: gradient and spare 4⌈P/4⌉.
pub(super) fn loss_and_gradient<R: Real, T: Objective<R>, const K: usize>(
    task: &T,
    theta: &[R],
    [gradient, spare]: [&mut [R]; 2],
    pass: &mut PassMemory<'_, R, K>,
) -> Result<R, StepError> {
    let mut system = System::of_vectors(theta.len(), gradient, spare);
    Euclidean.begin(&mut system, R::ZERO);
    task.rows(Which::Loss, theta, None, pass, &mut |panel| Euclidean.absorb(&mut system, panel))
}

/// The solver of a method without a projection: in which coordinates it steps.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
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
    pub fn loss_and_gradient<T: Objective<R>, const K: usize>(
        &mut self,
        task: &T,
        theta: &[R],
        work: &mut Workspace<'_, R, K>,
    ) -> Result<R, StepError> {
        let (solver, system) = (&mut self.solver, &mut work.system);
        solver.begin(system, R::ZERO);
        let absorb = &mut |panel: &mut Panel<'_, R>| solver.absorb(system, panel);
        let loss = task.rows(Which::Loss, theta, None, &mut work.pass, absorb)?;
        solver.gradient(system, work.gradient);
        let mean_square = solver.trace(system) / R::of_count(theta.len().max(1));
        solver.factor(system, work.pass.panel, self.damping.regularization(mean_square))?;
        Ok(loss)
    }
}

/// What a method without a projection keeps: what its solver keeps.
pub(super) const fn needs(solver: Storage) -> Needs {
    Needs { solver, velocity: None, acceleration: false }
}
