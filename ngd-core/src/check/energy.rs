//! The checker of an energy's first and second derivative.

use super::{disagreement, worse};
use crate::energy::Energy;
use crate::model::differences;
use crate::{Jet, Real, Sample};

/// Compares an energy's derivative with differences of its density, and Σ s sᵀ of its factors with
/// differences of its derivative: the largest disagreement of each.
///
/// Where the factors are those of a positive part only, the second number says how large the rest is.
pub fn check_energy<R: Real, E: Energy<R, D, O>, const D: usize, const O: usize>(
    energy: &E,
    sample: &Sample<R, D, O>,
    jets: &[Jet<R, D>; O],
) -> [R; 2] {
    let claimed = energy.derivative(sample, jets);
    let entries = O * (1 + 2 * D);
    let [mut first, mut second] = [R::ZERO; 2];
    for a in 0..entries {
        let along = |pick: &dyn Fn(&[Jet<R, D>; O]) -> R| {
            differences::first(entry(jets, a), |x| {
                let mut moved = *jets;
                set_entry(&mut moved, a, x);
                pick(&moved)
            })
        };
        let slope = along(&|jets| energy.density(sample, jets));
        first = worse(disagreement(entry(&claimed, a), slope), first);
        for b in 0..entries {
            let mut product = R::ZERO;
            for which in 0..energy.factors() {
                let factor = energy.factor(sample, jets, which);
                product += entry(&factor, a) * entry(&factor, b);
            }
            let bend = along(&|jets| entry(&energy.derivative(sample, jets), b));
            second = worse(disagreement(product, bend), second);
        }
    }
    [first, second]
}

/// Entry k of the jets: of each output the value, the gradient, the second derivatives.
fn entry<R: Real, const D: usize, const O: usize>(jets: &[Jet<R, D>; O], k: usize) -> R {
    let mut copy = *jets;
    place(&mut copy, k).map_or(R::ZERO, |entry| *entry)
}

fn set_entry<R: Real, const D: usize, const O: usize>(jets: &mut [Jet<R, D>; O], k: usize, x: R) {
    if let Some(entry) = place(jets, k) {
        *entry = x;
    }
}

fn place<R: Real, const D: usize, const O: usize>(jets: &mut [Jet<R, D>; O], k: usize) -> Option<&mut R> {
    let jet = jets.get_mut(k / (1 + 2 * D))?;
    match k % (1 + 2 * D) {
        0 => Some(&mut jet.value),
        d if d <= D => jet.gradient.get_mut(d - 1),
        d => jet.second.get_mut(d - 1 - D),
    }
}
