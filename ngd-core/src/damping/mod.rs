//! How cautious a step is. λ, or a cutoff, changes between steps and never inside a factorization.

mod length;
mod marquardt;

pub use length::ByLength;
pub use marquardt::Marquardt;

use crate::Real;
use crate::least_squares::Regularization;

/// A rule for the regularization of the steps.
pub trait Damping<R: Real> {
    /// λ if it is known before the rows are: damping is then free.
    fn known(&self) -> Option<R> {
        None
    }

    /// The regularization of this step, given trace(G)/P; not below what [`known`](Self::known) said.
    fn regularization(&self, mean_square: R) -> Regularization<R>;

    /// After no length was found: another regularization to try in the same step, for solvers that need
    /// not factor anew.
    fn again(&self, tried: Regularization<R>) -> Option<Regularization<R>> {
        let _ = tried;
        None
    }

    /// A step was accepted: with this regularization, length, and ratio of actual to predicted decrease,
    /// if there was a decrease to predict.
    fn accepted(&mut self, used: Regularization<R>, length: R, gain: Option<R>) {
        let _ = (used, length, gain);
    }

    /// A step was rejected, or its matrix could not be factored. Whether the next one will be more
    /// cautious; if not, nothing has changed.
    fn rejected(&mut self, used: Regularization<R>, mean_square: R) -> bool {
        let _ = (used, mean_square);
        false
    }
}

/// λ, not below the floor.
fn at_least<R: Real>(floor: R, lambda: R) -> Regularization<R> {
    Regularization::Damping(lambda.larger(floor))
}

/// λ times a factor, if that is more and no more than the ceiling.
fn raised<R: Real>(lambda: R, factor: R, ceiling: R) -> Option<R> {
    let raised = lambda * factor;
    (raised > lambda && raised <= ceiling).then_some(raised)
}

/// λ = relative · trace(G)/P, always.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Constant<R> {
    /// λ in units of the mean diagonal of G, dimensionless, ≥ 0.
    pub relative: R,
}

impl<R: Real> Damping<R> for Constant<R> {
    fn regularization(&self, mean_square: R) -> Regularization<R> {
        Regularization::Damping(self.relative * mean_square)
    }
}

/// λ follows the gain ratio: down to ⅓ after a step that the quadratic model foresaw, up by growing
/// factors after one that it did not.
///
/// Where a search has shortened the step it has been cautious enough: λ then falls by `decay`. With
/// doubling instead, λ stays large and the loss creeps (Poisson in 1D: 1e-10 after 300 steps in the
/// place of 1e-14).
///
/// # Source
/// Nielsen (1999), IMM-REP-1999-05, eq. (2.21).
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Adaptive<R> {
    /// λ of the first step, relative to trace(G)/P.
    pub initial: R,
    /// λ never falls below this times trace(G)/P. The rounding of the Gram matrix, 4ε.
    pub floor: R,
    /// λ is not raised above this times trace(G)/P. 1e4.
    pub ceiling: R,
    /// Factor of λ after a step that a search has shortened. 0.1.
    pub decay: R,
    lambda: Option<R>,
    growth: R,
}

impl<R: Real> Adaptive<R> {
    /// Adaptive damping that begins with λ = initial · trace(G)/P.
    pub fn new(initial: R) -> Self {
        let two = R::ONE + R::ONE;
        Self {
            initial,
            floor: two * two * R::EPSILON,
            ceiling: R::of(1e4),
            decay: R::of(0.1),
            lambda: None,
            growth: two,
        }
    }
}

impl<R: Real> Default for Adaptive<R> {
    fn default() -> Self {
        Self::new(R::of(1e-3))
    }
}

impl<R: Real> Damping<R> for Adaptive<R> {
    fn known(&self) -> Option<R> {
        self.lambda
    }

    fn regularization(&self, mean_square: R) -> Regularization<R> {
        at_least(self.floor * mean_square, self.lambda.unwrap_or(self.initial * mean_square))
    }

    fn accepted(&mut self, used: Regularization<R>, length: R, gain: Option<R>) {
        let (Regularization::Damping(lambda), Some(gain)) = (used, gain) else { return };
        let two = R::ONE + R::ONE;
        if length < R::ONE {
            self.lambda = Some(self.decay * lambda);
        } else if gain > R::ZERO {
            let bend = two * gain - R::ONE;
            let factor = R::ONE - bend * bend * bend;
            self.lambda = Some(lambda * factor.larger(R::ONE / R::of(3.0)));
            self.growth = two;
        } else {
            self.lambda = Some(lambda * self.growth);
            self.growth = (two * self.growth).smaller(R::of(1e6));
        }
    }

    fn rejected(&mut self, used: Regularization<R>, mean_square: R) -> bool {
        let Regularization::Damping(lambda) = used else { return false };
        let Some(raised) = raised(lambda, self.growth, self.ceiling * mean_square) else { return false };
        self.lambda = Some(raised);
        self.growth = (self.growth + self.growth).smaller(R::of(1e6));
        true
    }
}

/// λ by the ratio of actual to predicted decrease, every few steps: times ω⁵ above ¾, times ω⁻⁵ below ¼.
///
/// # Source
/// Martens, Grosse (2015), section 6.5 (arXiv 1503.05671), after Levenberg and Marquardt.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct GainRatio<R> {
    /// λ of the first step, relative to trace(G)/P.
    pub initial: R,
    /// ω in (0, 1). 0.9.
    pub factor: R,
    /// Accepted steps from one change to the next, and the power of ω. 5.
    pub every: u32,
    /// λ never falls below this times trace(G)/P. 4ε.
    pub floor: R,
    /// λ is not raised above this times trace(G)/P. 1e4.
    pub ceiling: R,
    lambda: Option<R>,
    steps: u32,
}

impl<R: Real> GainRatio<R> {
    /// Beginning with λ = initial · trace(G)/P.
    pub fn new(initial: R) -> Self {
        let two = R::ONE + R::ONE;
        Self {
            initial,
            factor: R::of(0.9),
            every: 5,
            floor: two * two * R::EPSILON,
            ceiling: R::of(1e4),
            lambda: None,
            steps: 0,
        }
    }

    fn power(&self) -> R {
        let mut power = R::ONE;
        for _ in 0..self.every.min(64) {
            power *= self.factor;
        }
        power
    }
}

impl<R: Real> Default for GainRatio<R> {
    fn default() -> Self {
        Self::new(R::of(1e-3))
    }
}

impl<R: Real> Damping<R> for GainRatio<R> {
    fn known(&self) -> Option<R> {
        self.lambda
    }

    fn regularization(&self, mean_square: R) -> Regularization<R> {
        at_least(self.floor * mean_square, self.lambda.unwrap_or(self.initial * mean_square))
    }

    fn accepted(&mut self, used: Regularization<R>, _length: R, gain: Option<R>) {
        let Regularization::Damping(lambda) = used else { return };
        self.lambda = Some(lambda);
        self.steps = self.steps.saturating_add(1);
        let Some(gain) = gain.filter(|_| self.steps >= self.every) else { return };
        self.steps = 0;
        if gain > R::of(0.75) {
            self.lambda = Some(lambda * self.power());
        } else if gain < R::of(0.25) {
            self.lambda = Some(lambda / self.power());
        }
    }

    /// λ grows at once by the same factor.
    fn rejected(&mut self, used: Regularization<R>, mean_square: R) -> bool {
        let Regularization::Damping(lambda) = used else { return false };
        let Some(raised) = raised(lambda, R::ONE / self.power(), self.ceiling * mean_square) else {
            return false;
        };
        self.lambda = Some(raised);
        self.steps = 0;
        true
    }
}

/// Singular values below `relative` times the largest are left out, always.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Cutoff<R> {
    /// In [0, 1).
    pub relative: R,
}

impl<R: Real> Cutoff<R> {
    /// √(εP), the cutoff of ANaGRAM.
    ///
    /// # Source
    /// Schwencke, Furtlehner (arXiv 2412.10782).
    pub fn of_rounding(parameters: usize) -> Self {
        Self { relative: (R::EPSILON * R::of_count(parameters)).sqrt() }
    }
}

impl<R: Real> Damping<R> for Cutoff<R> {
    fn regularization(&self, _mean_square: R) -> Regularization<R> {
        Regularization::Cutoff(self.relative)
    }
}

/// Singular values below a fixed size are left out, always.
///
/// # Source
/// Schwencke, Furtlehner (arXiv 2412.10782).
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct AbsoluteCutoff<R> {
    /// ≥ 0, in the unit of the singular values of J.
    pub cutoff: R,
}

impl<R: Real> Damping<R> for AbsoluteCutoff<R> {
    fn regularization(&self, _mean_square: R) -> Regularization<R> {
        Regularization::Absolute(self.cutoff)
    }
}

/// As few of the largest singular values as reconstruct the residual: see
/// [`Regularization::Remainder`]. In a step that finds no length the share that is left out is raised.
///
/// While the residual lies in the leading modes few are inverted; the rest follow as it moves there. The rule
/// is ours: a reconstruction error, after the discrepancy principle of Morozov (1966). It is cautious and slow:
/// of 16 runs of Poisson in 1D (1-16-1, 150 steps) all end between 5e-8 and 2e-6, with a share of 1e-3 half
/// below 3e-9 and two above 1e-5, with [`AnnealedCutoff`] all below 3e-10.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct AdaptiveCutoff<R> {
    /// The share of the residual that may be left out, in (0, 1). 0.03.
    pub share: R,
    /// The least relative cutoff, √(εP).
    pub least: R,
    /// Factor of the share in a step that finds no length. 2.
    pub raise: R,
}

impl<R: Real> AdaptiveCutoff<R> {
    /// The defaults for P parameters.
    pub fn new(parameters: usize) -> Self {
        let least = Cutoff::of_rounding(parameters).relative;
        Self { share: R::of(0.03), least, raise: R::ONE + R::ONE }
    }
}

impl<R: Real> Damping<R> for AdaptiveCutoff<R> {
    fn regularization(&self, _mean_square: R) -> Regularization<R> {
        Regularization::Remainder { share: self.share, least: self.least }
    }

    fn again(&self, tried: Regularization<R>) -> Option<Regularization<R>> {
        let Regularization::Remainder { share, least } = tried else { return None };
        let raised = self.raise * share;
        (raised > share && raised < R::ONE).then_some(Regularization::Remainder { share: raised, least })
    }
}

/// A cutoff that falls geometrically from `first` to `last` over the first iterations, and is tripled
/// inside a step as long as no length is found.
///
/// With few singular values and a short length a step reduces all resolved modes of the residual alike
/// and follows the gradient flow in function space; from there the full direction converges. How finely
/// the cutoff is raised decides where that ends: the modes between one cutoff and the next are never
/// reached if the step that takes them all is too long for the linear model. Raised tenfold, four of six
/// runs of the heat equation (2-64-1, N(0, 0.1²)) stall above 1e-5; tripled, two of 32 do.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct AnnealedCutoff<R> {
    /// The first cutoff. 1e-4.
    pub first: R,
    /// The last cutoff, √(εP) by default.
    pub last: R,
    /// Steps from the first to the last. 20.
    pub over: u32,
    /// Factor of the cutoff in a step that finds no length, > 1. 3.
    pub raise: R,
    /// A cutoff is not raised beyond this. 0.9.
    pub most: R,
    steps: u32,
    present: R,
}

impl<R: Real> AnnealedCutoff<R> {
    /// The schedule for P parameters.
    pub fn new(parameters: usize) -> Self {
        let last = Cutoff::<R>::of_rounding(parameters).relative;
        Self::between(R::of(1e-4), last, 20)
    }

    /// A schedule from `first` to `last` over a number of steps.
    pub fn between(first: R, last: R, over: u32) -> Self {
        let present = first.larger(last);
        Self { first, last, over, raise: R::of(3.0), most: R::of(0.9), steps: 0, present }
    }

    fn scheduled(&self) -> R {
        if self.steps >= self.over || self.last <= R::ZERO || self.first <= self.last {
            return self.last;
        }
        let share = R::of_count(self.steps as usize) / R::of_count(self.over as usize);
        self.first * (share * (self.last / self.first).ln()).exp()
    }
}

impl<R: Real> Damping<R> for AnnealedCutoff<R> {
    fn regularization(&self, _mean_square: R) -> Regularization<R> {
        Regularization::Cutoff(self.present)
    }

    fn again(&self, tried: Regularization<R>) -> Option<Regularization<R>> {
        let Regularization::Cutoff(cutoff) = tried else { return None };
        let raised = self.raise * cutoff;
        (raised < self.most && raised > cutoff).then_some(Regularization::Cutoff(raised))
    }

    fn accepted(&mut self, _used: Regularization<R>, _length: R, _gain: Option<R>) {
        self.steps = self.steps.saturating_add(1);
        self.present = self.scheduled();
    }
}
