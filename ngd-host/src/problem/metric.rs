//! The metrics of the program's problems.

use ngd_core::energy::Energy;
use ngd_core::metric::{GaussNewton, Metric};
use ngd_core::{Jet, Order, Real, Sample};

/// What measures a step: an enum, as [`AnyModel`](super::AnyModel) is.
#[derive(Clone, Copy)]
pub enum AnyMetric<R: Real, const D: usize, const O: usize> {
    /// The metric of a sum of squares of residuals.
    Residuals(GaussNewton),
    /// The second derivative of an energy.
    Energy(&'static dyn Energy<R, D, O>),
}

impl<R: Real, const D: usize, const O: usize> Metric<R, D, O> for AnyMetric<R, D, O> {
    fn is_of_the_loss(&self) -> bool {
        matches!(self, Self::Residuals(_))
    }

    fn is_curvature(&self) -> bool {
        true
    }

    fn order(&self) -> Order {
        match self {
            Self::Residuals(metric) => Metric::<R, D, O>::order(metric),
            Self::Energy(energy) => energy.order(),
        }
    }

    fn rows(&self) -> usize {
        match self {
            Self::Residuals(metric) => Metric::<R, D, O>::rows(metric),
            Self::Energy(energy) => energy.factors(),
        }
    }

    fn functional(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> [Jet<R, D>; O] {
        match self {
            Self::Residuals(metric) => metric.functional(sample, jets, which),
            Self::Energy(energy) => energy.factor(sample, jets, which),
        }
    }
}
