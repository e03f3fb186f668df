//! How cautious a step is. λ, or a cutoff, changes between steps and never inside a factorization.

mod adaptive;
mod annealed;
mod constant;
mod cutoff;
mod gain_ratio;
mod length;
mod marquardt;

pub use adaptive::Adaptive;
pub use annealed::AnnealedCutoff;
pub use constant::Constant;
pub use cutoff::Cutoff;
pub use gain_ratio::GainRatio;
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
