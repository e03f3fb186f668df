//! In which metric the velocity is projected: that of the gradient, or one of its own.

use crate::Real;
use crate::footprint::Storage;
use crate::least_squares::{Euclidean, LeastSquares};
use crate::metric::GaussNewton;

/// In which metric the velocity is projected.
pub trait VelocityMetric<R: Real> {
    /// Its solver.
    type Solver: LeastSquares<R>;
    /// Its metric.
    type Metric: Copy;
    /// What the solver keeps, if there is one.
    const STORAGE: Option<Storage>;

    /// The solver, if it is not that of the gradient.
    fn solver(&mut self) -> Option<&mut Self::Solver>;

    /// Lanes of four words of the solver, if there is one.
    fn lanes(&self, parameters: usize) -> Option<usize>;

    /// The metric, if it is not that of the gradient.
    fn metric(&self) -> Option<Self::Metric>;
}

/// The velocity is projected in the metric of the gradient, with the same Gram matrix.
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Same;

impl<R: Real> VelocityMetric<R> for Same {
    type Solver = Euclidean;
    type Metric = GaussNewton;
    const STORAGE: Option<Storage> = None;

    #[inline(always)]
    fn solver(&mut self) -> Option<&mut Euclidean> {
        None
    }

    #[inline(always)]
    fn lanes(&self, _parameters: usize) -> Option<usize> {
        None
    }

    #[inline(always)]
    fn metric(&self) -> Option<GaussNewton> {
        None
    }
}

/// The velocity is projected with a Gram matrix of its own: where loss and metric differ, the gradient
/// is preconditioned with the Hessian-weighted Gram and the velocity transported with the plain one.
///
/// # Source
/// Nouy, Somacal (arXiv 2604.15554).
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Own<S, M> {
    /// Solver of the projection.
    pub solver: S,
    /// The metric, usually [`L2`](crate::metric::L2).
    pub metric: M,
}

impl<R: Real, S: LeastSquares<R>, M: Copy> VelocityMetric<R> for Own<S, M> {
    type Solver = S;
    type Metric = M;
    const STORAGE: Option<Storage> = Some(S::STORAGE);

    fn solver(&mut self) -> Option<&mut S> {
        Some(&mut self.solver)
    }

    fn lanes(&self, parameters: usize) -> Option<usize> {
        Some(self.solver.lanes(parameters))
    }

    fn metric(&self) -> Option<M> {
        Some(self.metric)
    }
}
