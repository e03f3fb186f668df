//! The metric of the residuals.

use super::Metric;
use crate::{Jet, Order, Real, Sample};

/// The loss's own metric: the Gauss-Newton matrix of a sum of squares, the Fisher information of a
/// likelihood, from the rows that the problem hands out anyway.
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct GaussNewton;

impl<R: Real, const D: usize, const O: usize> Metric<R, D, O> for GaussNewton {
    #[inline(always)]
    fn is_of_the_loss(&self) -> bool {
        true
    }

    fn order(&self) -> Order {
        Order::Value
    }

    fn rows(&self) -> usize {
        0
    }

    fn functional(&self, _: &Sample<R, D, O>, _: &[Jet<R, D>; O], _: usize) -> [Jet<R, D>; O] {
        [Jet::ZERO; O]
    }
}
