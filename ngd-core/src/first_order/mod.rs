//! Methods without a Gram matrix, on the same seams, for comparison.
//!
//! Gradient descent, heavy ball and Nesterov in the space of parameters are the step of
//! [`NaturalGradient`] with the Euclidean metric. [`Adam`] and [`Lbfgs`] have steps of their own, which are
//! called alike.
//!
//! None needs a triangle: size the memory by [`Footprint::of`](crate::Footprint::of) with the type of the method,
//! for L-BFGS by [`Footprint::with_history`](crate::Footprint::with_history) too.

mod adam;
mod gradient;
mod lbfgs;
mod pairs;
mod wolfe;

pub use adam::Adam;
pub use lbfgs::Lbfgs;
pub use wolfe::StrongWolfe;

use crate::Real;
use crate::damping::Constant;
use crate::least_squares::Euclidean;
use crate::momentum::{Momentum, Transport};
use crate::natural_gradient::{NaturalGradient, Parts};
use crate::step_length::StepLength;

/// A first-order method with a rule for the length, [`Fixed`](crate::step_length::Fixed) for the plain
/// ones.
pub type FirstOrder<R, L> = NaturalGradient<R, Parts<Euclidean, L, Constant<R>>>;

fn first_order<R: Real, L: StepLength<R>>(length: L, momentum: Momentum<R>) -> FirstOrder<R, L> {
    NaturalGradient::new(Euclidean, length, Constant { relative: R::ZERO }).with_momentum(momentum)
}

/// θ −= η g.
pub fn gradient_descent<R: Real, L: StepLength<R>>(length: L) -> FirstOrder<R, L> {
    first_order(length, Momentum::None)
}

/// θ += β(θ − θ_{k−1}) − α g.
///
/// # Source
/// Polyak (1964), Some methods of speeding up the convergence of iteration methods.
pub fn heavy_ball<R: Real, L: StepLength<R>>(length: L, beta: R) -> FirstOrder<R, L> {
    first_order(length, Momentum::HeavyBall { beta, transport: Transport::Parameter })
}

/// w = θ + β(θ − θ_{k−1}), θ = w − α g(w), β constant.
///
/// # Source
/// Nesterov (1983), A method for unconstrained convex minimization with the rate O(1/k²).
pub fn nesterov<R: Real, L: StepLength<R>>(length: L, beta: R) -> FirstOrder<R, L> {
    first_order(length, Momentum::Nesterov { beta, transport: Transport::Parameter })
}
