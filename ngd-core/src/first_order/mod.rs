//! Methods without a Gram matrix, on the same seams, for comparison.
//!
//! [Gradient descent](crate::NaturalGradient::gradient_descent), [heavy ball](crate::NaturalGradient::heavy_ball)
//! and [Nesterov](crate::NaturalGradient::nesterov) in the space of parameters are the step of
//! [`NaturalGradient`](crate::NaturalGradient) with the Euclidean metric. [`Adam`] and [`Lbfgs`] have steps of their
//! own, which are called alike.
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
pub use wolfe::{Point, StrongWolfe};
