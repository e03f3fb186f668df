//! Classification by cross-entropy, as pairs (ρ, s) with Σ s sᵀ the Fisher information of the outputs
//! and Σ s ρ the gradient. The outputs of the model are logits.

use super::{Carried, Problem, Residual};
use crate::{Jet, Order, Real, Sample};

/// Two classes, one logit z, target y in [0, 1]: loss ln(1+e^z) − y z.
///
/// With p = 1/(1+e^{−z}): s = √(p(1−p)), ρ = (p − y)/s, written with e^{±z/2} so that nothing overflows
/// where s underflows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bernoulli;

/// Beyond this |z| the factor s would underflow; the gradient ρ s is by then exactly p − y.
fn clamped<R: Real>(z: R) -> R {
    let most = R::of(if R::EPSILON > R::of(1e-10) { 160.0 } else { 1400.0 });
    if z > most {
        most
    } else if z < -most {
        -most
    } else {
        z
    }
}

/// s = √(p(1−p)) = e^{−|z|/2}/(1 + e^{−|z|}).
pub(crate) fn bernoulli_factor<R: Real>(z: R) -> R {
    let half = (-R::HALF * clamped(z).abs()).exp();
    half / (R::ONE + half * half)
}

impl<R: Real, const D: usize> Problem<R, D, 1> for Bernoulli {
    fn order(&self) -> Order {
        Order::Value
    }

    fn linearize(&self, sample: &Sample<R, D, 1>, [u]: &[Jet<R, D>; 1], _which: usize) -> Residual<R, D, 1> {
        let [y] = sample.target;
        let z = R::HALF * clamped(u.value);
        let rho = (R::ONE - y) * z.exp() - y * (-z).exp();
        Residual::new(rho, [Jet::value(bernoulli_factor(u.value))])
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
pub struct Softmax;

/// (p, max z, Σ e^{z − max}).
pub(crate) fn softmax<R: Real, const D: usize, const O: usize>(jets: &[Jet<R, D>; O]) -> ([R; O], R, R) {
    let mut top = -R::INFINITY;
    for jet in jets {
        top = if jet.value > top { jet.value } else { top };
    }
    let mut p = jets.each_ref().map(|jet| (jet.value - top).exp());
    let mut sum = R::ZERO;
    for entry in &p {
        sum += *entry;
    }
    for entry in &mut p {
        *entry = (*entry / sum).larger(R::MIN_POSITIVE);
    }
    (p, top, sum)
}

/// s_k as a cotangent.
pub(crate) fn softmax_factor<R: Real, const D: usize, const O: usize>(
    p: &[R; O],
    class: usize,
) -> [Jet<R, D>; O] {
    let root = p.get(class).copied().unwrap_or(R::ZERO).sqrt();
    core::array::from_fn(|k| {
        let unit = if k == class { R::ONE } else { R::ZERO };
        Jet::value(root * (unit - p[k]))
    })
}

impl<R: Real, const D: usize, const O: usize> Problem<R, D, O> for Softmax {
    fn order(&self) -> Order {
        Order::Value
    }

    fn residuals(&self) -> usize {
        O
    }

    fn linearize(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> Residual<R, D, O> {
        let (p, ..) = softmax(jets);
        let mut rho = R::ZERO;
        if let Some((p, y)) = p.iter().zip(&sample.target).nth(which) {
            rho = (*p - *y) / p.sqrt();
        }
        Residual::new(rho, softmax_factor(&p, which))
    }

    fn loss(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O]) -> R {
        let (_, top, sum) = softmax(jets);
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
