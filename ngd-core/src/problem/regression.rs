//! Least squares on data.

use super::{Problem, Residual};
use crate::{Jet, Order, Real, Sample};

/// r_o = u_o(x) − target_o for every output. The sample's weight is 1/σ² of its noise, up to a factor.
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Regression;

impl<R: Real, const D: usize, const O: usize> Problem<R, D, O> for Regression {
    fn order(&self) -> Order {
        Order::Value
    }

    fn residuals(&self) -> usize {
        O
    }

    fn linearize(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> Residual<R, D, O> {
        let mut row = Residual::new(R::ZERO, [Jet::ZERO; O]);
        let pairs = jets.iter().zip(&sample.target).zip(&mut row.cotangent);
        if let Some(((jet, target), cotangent)) = {
            let mut pairs = pairs;
            pairs.nth(which)
        } {
            row.residual = jet.value - *target;
            *cotangent = Jet::value(R::ONE);
        }
        row
    }
}
