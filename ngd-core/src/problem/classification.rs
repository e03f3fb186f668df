//! Classification by cross-entropy, as pairs (ρ, s) with Σ s sᵀ the Fisher information of the outputs
//! and Σ s ρ the gradient. The outputs of the model are logits.

use super::{Carried, Problem, Residual};
use crate::likelihood::{bernoulli, categorical};
use crate::{Jet, Order, Real, Sample};

/// Two classes, one logit z, target y in [0, 1]: loss ln(1+e^z) − y z.
///
/// With p = 1/(1+e^{−z}): s = √(p(1−p)), ρ = (p − y)/s, written with e^{±z/2} so that nothing overflows
/// where s underflows.
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Bernoulli;

impl<R: Real, const D: usize> Problem<R, D, 1> for Bernoulli {
    fn order(&self) -> Order {
        Order::Value
    }

    fn linearize(&self, sample: &Sample<R, D, 1>, [u]: &[Jet<R, D>; 1], _which: usize) -> Residual<R, D, 1> {
        let [y] = sample.target;
        let z = R::HALF * bernoulli::clamped(u.value);
        let rho = (R::ONE - y) * z.exp() - y * (-z).exp();
        Residual::new(rho, [Jet::value(bernoulli::factor(u.value))])
    }

    fn loss(&self, sample: &Sample<R, D, 1>, [u]: &[Jet<R, D>; 1]) -> R {
        let [y] = sample.target;
        let z = u.value;
        let positive = if z > R::ZERO { z } else { R::ZERO };
        positive - y * z + (-z.abs()).exp().ln_1p()
    }

    fn carried(&self) -> Carried {
        Carried::Output
    }
}

/// O classes, one logit each, target a distribution over them: loss ln Σ e^z − Σ y z.
///
/// s_k = √p_k (e_k − p), ρ_k = (p_k − y_k)/√p_k for every class k. A p_k that underflows is held at the
/// smallest normal number, where s_k ρ_k is still exact.
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Softmax;

impl<R: Real, const D: usize, const O: usize> Problem<R, D, O> for Softmax {
    fn order(&self) -> Order {
        Order::Value
    }

    fn residuals(&self) -> usize {
        O
    }

    fn linearize(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> Residual<R, D, O> {
        let (p, ..) = categorical::softmax(jets);
        let mut rho = R::ZERO;
        if let Some((p, y)) = p.iter().zip(&sample.target).nth(which) {
            rho = (*p - *y) / p.sqrt();
        }
        Residual::new(rho, categorical::factor(&p, which))
    }

    fn loss(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O]) -> R {
        let (_, top, sum) = categorical::softmax(jets);
        let mut loss = sum.ln();
        for (jet, y) in jets.iter().zip(&sample.target) {
            loss -= *y * (jet.value - top);
        }
        loss
    }

    fn carried(&self) -> Carried {
        Carried::Output
    }
}
