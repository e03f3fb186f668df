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
