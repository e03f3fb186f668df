//! Inner products on the tangent space: which size of a change of the function a step measures.
//!
//! A metric is a set of functionals of the jet at every sample; its Gram matrix is
//! Σ weight · (Jᵀm)(Jᵀm)ᵀ over them. Where it is not the loss's own, the gradient is preconditioned,
//! d = −G⁺g, and the step is no longer a least-squares solution.

mod fisher;
mod gauss_newton;
mod sobolev;

pub use fisher::Fisher;
pub use gauss_newton::GaussNewton;
pub use sobolev::{H1, L2};

use crate::footprint::Storage;
use crate::least_squares::{Euclidean, LeastSquares};
use crate::{Jet, Order, Real, Sample};

/// An inner product of tangent functions, as rows at each sample.
pub trait Metric<R: Real, const D: usize, const O: usize> {
    /// Whether the rows are those of the loss: then no row is computed twice and the solver carries the
    /// residuals themselves.
    #[inline(always)]
    fn is_of_the_loss(&self) -> bool {
        false
    }

    /// Whether the Gram matrix is the second derivative of the loss along the tangent space: then the
    /// decrease of a step can be predicted.
    #[inline(always)]
    fn is_curvature(&self) -> bool {
        self.is_of_the_loss()
    }

    /// The derivatives that the rows read.
    fn order(&self) -> Order;

    /// Rows per sample.
    fn rows(&self) -> usize;

    /// Row number `which` as a functional of the jet, unweighted.
    fn functional(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> [Jet<R, D>; O];
}

impl<R: Real, M: Metric<R, D, O> + ?Sized, const D: usize, const O: usize> Metric<R, D, O> for &M {
    #[inline(always)]
    fn is_of_the_loss(&self) -> bool {
        (**self).is_of_the_loss()
    }

    #[inline(always)]
    fn is_curvature(&self) -> bool {
        (**self).is_curvature()
    }

    fn order(&self) -> Order {
        (**self).order()
    }

    fn rows(&self) -> usize {
        (**self).rows()
    }

    fn functional(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> [Jet<R, D>; O] {
        (**self).functional(sample, jets, which)
    }
}

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
    /// The metric, usually [`L2`].
    pub metric: M,
}

impl<R: Real, S: LeastSquares<R>, M: Copy> VelocityMetric<R> for Own<S, M> {
    type Solver = S;
    type Metric = M;
    const STORAGE: Option<Storage> = Some(S::STORAGE);

    fn solver(&mut self) -> Option<&mut S> {
        Some(&mut self.solver)
    }

    fn metric(&self) -> Option<M> {
        Some(self.metric)
    }
}
