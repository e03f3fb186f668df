//! Equations and data. A problem sees a model only through its jets, and knows nothing of θ.

mod classification;
mod formula;
mod gaussian;
mod poisson;
mod regression;
mod robust;
mod scaled;

pub use classification::{Bernoulli, Softmax};
pub use gaussian::GaussianNoise;
pub use poisson::PoissonCounts;
pub use regression::Regression;
pub use robust::{Robust, RobustLoss};
pub use scaled::ScaledRegression;

use crate::{Jet, Order, Real, Sample};

/// A residual at a sample and its derivative: unweighted, the core scales by √weight.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Residual<R, const D: usize, const O: usize> {
    /// r.
    pub residual: R,
    /// ∂r/∂jet, one cotangent per output; zero above the problem's [`Order`].
    pub cotangent: [Jet<R, D>; O],
}

impl<R: Real, const D: usize, const O: usize> Residual<R, D, O> {
    /// r and ∂r/∂jet.
    pub const fn new(residual: R, cotangent: [Jet<R, D>; O]) -> Self {
        Self { residual, cotangent }
    }
}

impl<R: Real, const D: usize> Residual<R, D, 1> {
    /// r = `value`, which is u minus a number: ∂r/∂u = 1. For boundary values and measurements.
    pub fn of_value(value: R) -> Self {
        Self::new(value, [Jet::value(R::ONE)])
    }
}

/// What of a function is carried from one tangent space to the next by momentum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Carried {
    /// The residual R(u): for sums of squares.
    Residual,
    /// The output itself, seen through the present cotangents: for likelihoods, whose (ρ, s) are a
    /// gradient and a factor of its metric but not a residual and its derivative.
    Output,
}

/// What is asked of a model: L = Σ weight · [`loss`](Self::loss), by default ½ Σ weight r².
pub trait Problem<R: Real, const D: usize, const O: usize> {
    /// The derivatives that [`linearize`](Self::linearize) and [`loss`](Self::loss) read: all, unless
    /// overridden. A problem of values that says so does not pay for a Laplacian.
    fn order(&self) -> Order {
        Order::Second
    }

    /// Residuals per sample.
    fn residuals(&self) -> usize {
        1
    }

    /// Residual number `which` at a sample and its cotangent. Gradient of the loss: Σ weight · r Jᵀc;
    /// Gauss-Newton matrix: Σ weight · (Jᵀc)(Jᵀc)ᵀ.
    ///
    /// A likelihood returns a pair (ρ, s) in their place, with Σ s sᵀ the Hessian in the outputs and
    /// Σ s ρ the gradient, overrides [`loss`](Self::loss) and is [`Carried::Output`].
    fn linearize(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> Residual<R, D, O>;

    /// The unweighted loss at a sample: ½ Σ r² unless overridden.
    fn loss(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O]) -> R {
        let mut sum = R::ZERO;
        for which in 0..self.residuals() {
            let r = self.linearize(sample, jets, which).residual;
            sum += r * r;
        }
        R::HALF * sum
    }

    /// What momentum carries.
    fn carried(&self) -> Carried {
        Carried::Residual
    }
}
