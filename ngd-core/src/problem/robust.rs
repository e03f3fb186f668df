//! Losses that outliers do not rule, for any residuals.

use super::{Carried, Problem, Residual};
use crate::{Jet, Order, Real, Sample};

/// ρ(z) of z = (r/scale)², ρ(z) = z for small z: the loss of a residual is ½ scale² ρ in the place of ½ r².
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum RobustLoss {
    /// z up to one, then 2√z − 1: grows like |r|.
    Huber,
    /// 2(√(1 + z) − 1): grows like |r|, smooth.
    SoftL1,
    /// ln(1 + z): grows like ln |r|. Weighs residuals by the square of the inverse multiquadric (1 + z)^−½.
    Cauchy,
    /// 2(1 − (1 + z)^−½), an inverse multiquadric: bounded, gross outliers have no say.
    InverseMultiquadric,
}

impl RobustLoss {
    /// [ρ, ρ′, ρ′ + 2zρ″] at z = t², t ≥ 0: the loss, the weight of the gradient and that of the curvature.
    fn weights<R: Real>(self, t: R) -> [R; 3] {
        let (one, two) = (R::ONE, R::ONE + R::ONE);
        let inverse = one / (one + t * t);
        match self {
            Self::Huber if t <= one => [t * t, one, one],
            Self::Huber => [two * t - one, one / t, R::ZERO],
            Self::SoftL1 => {
                // √(1 + t²) − 1 = t²/(1 + √(1 + t²)) keeps its digits, and t its range.
                let root = if t < R::ONE / R::EPSILON { (one + t * t).sqrt() } else { t };
                let weight = one / root;
                [two * (t / (one + root)) * t, weight, weight * weight * weight]
            }
            Self::Cauchy => {
                let logarithm = if inverse > R::ZERO { (t * t).ln_1p() } else { two * t.ln() };
                [logarithm, inverse, (one - t * t) * inverse * inverse]
            }
            Self::InverseMultiquadric => {
                let root = inverse.sqrt();
                let weight = root * inverse;
                // 1 − (1 + z)^−½ = z/((1 + z)(1 + (1 + z)^−½))
                let share = one - inverse;
                [two * share / (one + root), weight, weight * (one - two * t * t) * inverse]
            }
        }
    }
}

/// A problem whose residuals count by a robust loss: L = Σ weight · ½ scale² ρ((r/scale)²).
///
/// The gradient is exact. The curvature of a residual's loss is h c cᵀ with h = ρ′ + 2zρ″, which is negative far
/// out; it is held at `least` times ρ′ from below. `least` = 1 gives iteratively reweighted least squares, whose
/// steps never raise the loss of a linear model and come near its minimum slowly; less gives the second-order
/// correction of Triggs.
///
/// ```
/// use ngd_core::problem::{Regression, Robust, RobustLoss};
///
/// // Residuals beyond 0.1 count as outliers.
/// let problem = Robust::new(Regression, RobustLoss::SoftL1, 0.1_f32);
/// # let _ = problem;
/// ```
///
/// # Source
/// Triggs, McLauchlan, Hartley, Fitzgibbon (2000), Bundle adjustment, section 4.3; definitions of ρ and of the scale
/// as in scipy's `least_squares`.
#[derive(Clone, Copy, Debug)]
pub struct Robust<Q, R> {
    /// Whose residuals.
    pub problem: Q,
    /// ρ.
    pub loss: RobustLoss,
    /// Where an outlier begins, in units of the unweighted residuals; positive.
    pub scale: R,
    /// The least curvature in units of ρ′, in (0, 1]. 0.1.
    pub least: R,
}

impl<Q, R: Real> Robust<Q, R> {
    /// With the default of `least`.
    pub fn new(problem: Q, loss: RobustLoss, scale: R) -> Self {
        Self { problem, loss, scale, least: R::of(0.1) }
    }
}

fn times<R: Real, const D: usize>(jet: Jet<R, D>, factor: R) -> Jet<R, D> {
    Jet {
        value: factor * jet.value,
        gradient: jet.gradient.map(|x| factor * x),
        second: jet.second.map(|x| factor * x),
    }
}

impl<R: Real, Q: Problem<R, D, O>, const D: usize, const O: usize> Problem<R, D, O> for Robust<Q, R> {
    fn order(&self) -> Order {
        self.problem.order()
    }

    fn residuals(&self) -> usize {
        self.problem.residuals()
    }

    /// (ρ′ r/√h, √h c): their product is the gradient.
    fn linearize(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> Residual<R, D, O> {
        let Residual { residual, cotangent } = self.problem.linearize(sample, jets, which);
        let [_, slope, bend] = self.loss.weights((residual / self.scale).abs());
        let root = bend.larger(self.least * slope).sqrt();
        if root == R::ZERO {
            // So far out that the weight underflows: no gradient and no curvature.
            return Residual::new(R::ZERO, [Jet::ZERO; O]);
        }
        Residual::new(slope / root * residual, cotangent.map(|jet| times(jet, root)))
    }

    fn loss(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O]) -> R {
        let mut sum = R::ZERO;
        for which in 0..self.problem.residuals() {
            let residual = self.problem.linearize(sample, jets, which).residual;
            let [loss, ..] = self.loss.weights((residual / self.scale).abs());
            sum += loss;
        }
        R::HALF * self.scale * self.scale * sum
    }

    fn carried(&self) -> Carried {
        Carried::Output
    }
}
