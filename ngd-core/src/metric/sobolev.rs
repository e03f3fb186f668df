//! L² and H¹ inner products of the outputs.

use super::Metric;
use crate::{Jet, Order, Real, Sample};

/// ⟨v, w⟩ = Σ weight · v·w, the plain Gram matrix of the outputs.
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct L2 {
    /// Only samples of this kind count; all if `None`.
    pub kind: Option<u16>,
}

/// ⟨v, w⟩ = Σ weight · (v·w + ∇v·∇w).
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct H1 {
    /// Only samples of this kind count; all if `None`.
    pub kind: Option<u16>,
}

fn counts(kind: Option<u16>, sample: u16) -> bool {
    kind.is_none_or(|kind| kind == sample)
}

impl<R: Real, const D: usize, const O: usize> Metric<R, D, O> for L2 {
    fn order(&self) -> Order {
        Order::Value
    }

    fn rows(&self) -> usize {
        O
    }

    fn functional(&self, sample: &Sample<R, D, O>, _: &[Jet<R, D>; O], which: usize) -> [Jet<R, D>; O] {
        let mut functional = [Jet::ZERO; O];
        if let Some(output) = functional.get_mut(which).filter(|_| counts(self.kind, sample.kind)) {
            *output = Jet::value(R::ONE);
        }
        functional
    }
}

impl<R: Real, const D: usize, const O: usize> Metric<R, D, O> for H1 {
    fn order(&self) -> Order {
        Order::Gradient
    }

    fn rows(&self) -> usize {
        O * (1 + D)
    }

    fn functional(&self, sample: &Sample<R, D, O>, _: &[Jet<R, D>; O], which: usize) -> [Jet<R, D>; O] {
        let mut functional = [Jet::ZERO; O];
        let (output, derivative) = (which / (1 + D), which % (1 + D));
        if let Some(output) = functional.get_mut(output).filter(|_| counts(self.kind, sample.kind)) {
            *output = match derivative {
                0 => Jet::value(R::ONE),
                axis => Jet::gradient(axis - 1, R::ONE),
            };
        }
        functional
    }
}
