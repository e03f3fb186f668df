//! One of O classes: logits z, p = softmax z.

use crate::{Jet, Real};

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
pub(crate) fn factor<R: Real, const D: usize, const O: usize>(p: &[R; O], class: usize) -> [Jet<R, D>; O] {
    let root = p.get(class).copied().unwrap_or(R::ZERO).sqrt();
    core::array::from_fn(|k| {
        let unit = if k == class { R::ONE } else { R::ZERO };
        Jet::value(root * (unit - p[k]))
    })
}
