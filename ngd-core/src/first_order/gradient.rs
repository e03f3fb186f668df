//! The loss and its gradient by one pass over the samples, without a Gram matrix.

use crate::least_squares::{Euclidean, LeastSquares, System};
use crate::memory::PassMemory;
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
