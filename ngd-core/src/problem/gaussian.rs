//! Measurements whose noise is learnt.

use super::{Carried, Problem, Residual};
use crate::{Jet, Order, Real, Sample};

/// Measurements y of mean μ and standard deviation e^ℓ: two outputs (μ, ℓ), loss ℓ + ½ e²,
/// e = (y − μ)e^−ℓ, the likelihood without ½ ln 2π. The target is (y, anything).
///
/// s₀ = (e^−ℓ, 0), ρ₀ = −e; s₁ = (0, √2), ρ₁ = (1 − e²)/√2: Σ s sᵀ is the Fisher information, in which mean and
/// deviation do not mix. The loss may be negative, and is bounded below only while no measurement is met
/// exactly: give several measurements to each degree of freedom of μ.
#[derive(Clone, Copy, Debug, Default)]
pub struct GaussianNoise;

impl<R: Real, const D: usize> Problem<R, D, 2> for GaussianNoise {
    fn order(&self) -> Order {
        Order::Value
    }

    fn residuals(&self) -> usize {
        2
    }

    fn linearize(&self, sample: &Sample<R, D, 2>, jets: &[Jet<R, D>; 2], which: usize) -> Residual<R, D, 2> {
        let [mean, deviation] = jets;
        let [y, _] = sample.target;
        let precision = (-deviation.value).exp();
        let error = (y - mean.value) * precision;
        if which == 0 {
            return Residual::new(-error, [Jet::value(precision), Jet::ZERO]);
        }
        let root = (R::ONE + R::ONE).sqrt();
        Residual::new((R::ONE - error * error) / root, [Jet::ZERO, Jet::value(root)])
    }

    fn loss(&self, sample: &Sample<R, D, 2>, jets: &[Jet<R, D>; 2]) -> R {
        let [mean, deviation] = jets;
        let [y, _] = sample.target;
        let error = (y - mean.value) * (-deviation.value).exp();
        deviation.value + R::HALF * error * error
    }

    fn carried(&self) -> Carried {
        Carried::Output
    }
}
