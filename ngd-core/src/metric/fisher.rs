//! The Fisher information of an output distribution, whatever the loss.

use super::Metric;
use crate::likelihood::{bernoulli, categorical};
use crate::{Jet, Order, Real, Sample};

/// G = Σ weight · Jᵀ F(u) J with F the Fisher information of the distribution that the outputs
/// parametrize. For the losses [`Bernoulli`](crate::problem::Bernoulli) and
/// [`Softmax`](crate::problem::Softmax) it is the same as [`GaussNewton`](super::GaussNewton).
///
/// # Source
/// Amari (1998), Natural gradient works efficiently in learning.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Fisher<R> {
    /// Independent normal distributions with mean u_o and this standard deviation: F = I/σ².
    Normal {
        /// σ > 0.
        deviation: R,
    },
    /// Independent coins with logits u_o: F = p(1−p).
    Bernoulli,
    /// One distribution over O classes with logits u: F = diag p − p pᵀ.
    Categorical,
    /// Independent counts with log-rates u_o: F = e^u.
    Poisson,
}

impl<R: Real, const D: usize, const O: usize> Metric<R, D, O> for Fisher<R> {
    fn order(&self) -> Order {
        Order::Value
    }

    fn rows(&self) -> usize {
        O
    }

    fn functional(&self, _: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> [Jet<R, D>; O] {
        let factor = |u: R| match self {
            Self::Normal { deviation } => R::ONE / *deviation,
            Self::Bernoulli => bernoulli::factor(u),
            Self::Poisson => (R::HALF * u).exp(),
            Self::Categorical => R::ONE,
        };
        if let Self::Categorical = self {
            return categorical::factor(&categorical::softmax(jets).0, which);
        }
        let mut functional = [Jet::ZERO; O];
        if let Some((output, jet)) = functional.iter_mut().zip(jets).nth(which) {
            *output = Jet::value(factor(jet.value));
        }
        functional
    }
}
