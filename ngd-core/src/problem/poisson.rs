//! Counts.

use super::{Carried, Problem, Residual};
use crate::{Jet, Order, Real, Sample};

/// Counts y with mean e^z, z the output of the model: loss e^z − y z, the likelihood without ln y!.
///
/// s = e^{z/2} with s² the Fisher information, ρ = (e^z − y)/s = e^{z/2} − y e^{−z/2}. A count that is negative
/// or not finite has no likelihood: its loss is not a number, which a step reports with the sample.
#[derive(Clone, Copy, Debug, Default)]
pub struct PoissonCounts;

/// Half of z, where e^{±z/2} is a normal number.
fn half<R: Real>(z: R) -> R {
    let most = R::of(if R::EPSILON > R::of(1e-10) { 80.0 } else { 700.0 });
    let half = R::HALF * z;
    if half < -most {
        -most
    } else if half > most {
        most
    } else {
        half
    }
}

impl<R: Real, const D: usize> Problem<R, D, 1> for PoissonCounts {
    fn order(&self) -> Order {
        Order::Value
    }

    fn linearize(&self, sample: &Sample<R, D, 1>, [u]: &[Jet<R, D>; 1], _which: usize) -> Residual<R, D, 1> {
        let [y] = sample.target;
        let factor = half(u.value).exp();
        Residual::new(factor - y / factor, [Jet::value(factor)])
    }

    fn loss(&self, sample: &Sample<R, D, 1>, [u]: &[Jet<R, D>; 1]) -> R {
        let [y] = sample.target;
        let z = u.value;
        let loss = z.exp() - y * z;
        if y >= R::ZERO { loss } else { R::NAN }
    }

    fn carried(&self) -> Carried {
        Carried::Output
    }
}
