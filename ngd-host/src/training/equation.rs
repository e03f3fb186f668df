use ngd_core::problem::Carried;
use ngd_core::{Jet, Order, Problem, Real, Residual, Sample};

/// An equation behind a pointer, so that a step is compiled once for every shape of model and not once for
/// every equation. It must forward every method: the core's provided ones would be silently different.
pub(super) struct Equation<'a, R, const D: usize, const O: usize>(pub(super) &'a dyn Problem<R, D, O>);

impl<R: Real, const D: usize, const O: usize> Problem<R, D, O> for Equation<'_, R, D, O> {
    fn order(&self) -> Order {
        self.0.order()
    }

    fn residuals(&self) -> usize {
        self.0.residuals()
    }

    fn linearize(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> Residual<R, D, O> {
        self.0.linearize(sample, jets, which)
    }

    fn loss(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O]) -> R {
        self.0.loss(sample, jets)
    }

    fn carried(&self) -> Carried {
        self.0.carried()
    }
}
