//! Methods without a Gram matrix, on the same seams, for comparison.
//!
//! Gradient descent, heavy ball and Nesterov in the space of parameters are the step of
//! [`NaturalGradient`] with the Euclidean metric. [`Adam`] and [`Lbfgs`] have steps of their own, which are
//! called alike.
//!
//! None needs a triangle: size the memory by [`Footprint::first_order`](crate::Footprint::first_order),
//! for L-BFGS by [`Footprint::lbfgs`](crate::Footprint::lbfgs).

mod adam;
mod gradient;
mod lbfgs;
pub(crate) mod pairs;
mod wolfe;

pub use adam::Adam;
pub use lbfgs::Lbfgs;
pub use wolfe::{Point, StrongWolfe};

use crate::Real;
use crate::damping::Constant;
use crate::least_squares::Euclidean;
use crate::metric::{GaussNewton, Same};
use crate::momentum::{Momentum, Transport};
use crate::natural_gradient::{Control, NaturalGradient, Policy, Projection};

/// A first-order method with a rule for the length, [`Fixed`](crate::step_length::Fixed) for the plain
/// ones.
pub type FirstOrder<R, L> = NaturalGradient<R, Projection<Euclidean>, Control<L, Constant<R>>>;

fn first_order<R: Real, L>(length: L, momentum: Momentum<R>) -> FirstOrder<R, L> {
    let projection = Projection { solver: Euclidean, metric: GaussNewton, velocity: Same };
    let control = Control { length, damping: Constant { relative: R::ZERO } };
    NaturalGradient::new(projection, control, momentum, Policy::descent())
}

/// θ −= η g.
pub fn gradient_descent<R: Real, L>(length: L) -> FirstOrder<R, L> {
    first_order(length, Momentum::None)
}

/// θ += β(θ − θ_{k−1}) − α g.
///
/// # Source
/// Polyak (1964), Some methods of speeding up the convergence of iteration methods.
pub fn heavy_ball<R: Real, L>(length: L, beta: R) -> FirstOrder<R, L> {
    first_order(length, Momentum::HeavyBall { beta, transport: Transport::Parameter })
}

/// w = θ + β(θ − θ_{k−1}), θ = w − α g(w), β constant.
///
/// # Source
/// Nesterov (1983), A method for unconstrained convex minimization with the rate O(1/k²).
pub fn nesterov<R: Real, L>(length: L, beta: R) -> FirstOrder<R, L> {
    first_order(length, Momentum::Nesterov { beta, transport: Transport::Parameter })
}
