//! Which rows a pass makes: those of the loss, or those of a metric that is not the loss's.

use crate::metric::Metric;
use crate::problem::{Carried, Problem, Residual};
use crate::{Jet, Order, Real, Sample};

/// Which rows a pass makes.
pub(super) trait Rows<R: Real, const D: usize, const O: usize> {
    /// Whether the loss is summed too.
    fn sums_the_loss(&self) -> bool;
    fn order(&self) -> Order;
    fn count(&self) -> usize;
    fn carried(&self) -> Carried;
    fn at(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> Residual<R, D, O>;
    /// The unweighted loss at a sample, if it is summed.
    fn loss(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O]) -> R;
}

/// The rows of the loss.
pub(super) struct LossRows<'a, Q: ?Sized>(pub &'a Q);

impl<R: Real, Q: Problem<R, D, O> + ?Sized, const D: usize, const O: usize> Rows<R, D, O>
    for LossRows<'_, Q>
{
    fn sums_the_loss(&self) -> bool {
        true
    }
    fn order(&self) -> Order {
        self.0.order()
    }
    fn count(&self) -> usize {
        self.0.residuals()
    }
    fn carried(&self) -> Carried {
        self.0.carried()
    }
    fn at(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> Residual<R, D, O> {
        self.0.linearize(sample, jets, which)
    }
    fn loss(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O]) -> R {
        self.0.loss(sample, jets)
    }
}

/// The rows of a metric that is not the loss's.
pub(super) struct MetricRows<'a, M>(pub &'a M);

impl<R: Real, M: Metric<R, D, O>, const D: usize, const O: usize> Rows<R, D, O> for MetricRows<'_, M> {
    fn sums_the_loss(&self) -> bool {
        false
    }
    fn order(&self) -> Order {
        self.0.order()
    }
    fn count(&self) -> usize {
        self.0.rows()
    }
    fn carried(&self) -> Carried {
        Carried::Output
    }
    fn at(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> Residual<R, D, O> {
        Residual::new(R::ZERO, self.0.functional(sample, jets, which))
    }
    fn loss(&self, _: &Sample<R, D, O>, _: &[Jet<R, D>; O]) -> R {
        R::ZERO
    }
}
