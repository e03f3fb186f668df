//! A cutoff that falls.

use super::{Cutoff, Damping};
use crate::Real;
use crate::least_squares::Regularization;

/// A cutoff that falls geometrically from `first` to `last` over the first iterations, and is tripled
/// inside a step as long as no length is found.
///
/// With few singular values and a short length a step reduces all resolved modes of the residual alike
/// and follows the gradient flow in function space; from there the full direction converges. How finely
/// the cutoff is raised decides where that ends: the modes between one cutoff and the next are never
/// reached if the step that takes them all is too long for the linear model.
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
