//! Least squares on data whose outputs have units of their own.

use super::{Problem, Residual};
use crate::{Jet, Order, Real, Sample};

/// r_o = (u_o(x) − target_o)/s_o for every output: with the deviations of the noise, or of the targets
/// ([`Normalized`](crate::model::Normalized)), residuals are numbers of the order one.
#[derive(Clone, Copy, Debug)]
pub struct ScaledRegression<R, const O: usize = 1> {
    /// s, not zero.
    pub scales: [R; O],
}

impl<R, const O: usize> ScaledRegression<R, O> {
    /// In these units.
    pub const fn new(scales: [R; O]) -> Self {
        Self { scales }
    }
}

impl<R: Real, const D: usize, const O: usize> Problem<R, D, O> for ScaledRegression<R, O> {
    fn order(&self) -> Order {
        Order::Value
    }

    fn residuals(&self) -> usize {
        O
    }

    fn linearize(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> Residual<R, D, O> {
        let mut row = Residual::new(R::ZERO, [Jet::ZERO; O]);
        let outputs = jets.iter().zip(&sample.target).zip(&self.scales).zip(&mut row.cotangent);
        for (_, (((jet, target), scale), cotangent)) in outputs.enumerate().filter(|(o, _)| *o == which) {
            row.residual = (jet.value - *target) / *scale;
            *cotangent = Jet::value(R::ONE / *scale);
        }
        row
    }
}
