//! Coordinates in which the metric is the identity.

use super::{Euclidean, LeastSquares, NormalEquations, SquareRoot, System};
use crate::Real;
use crate::linear_algebra::packed::tiles;
use crate::linear_algebra::triangular;

/// A solver whose factor G + λI = L Lᵀ gives coordinates φ = Lᵀθ, for methods that look at single entries:
/// [`Adam`](crate::first_order::Adam). To be called after [`factor`](LeastSquares::factor).
///
/// Shapes: x P or 4⌈P/4⌉.   Cost: P²/2 multiply-adds, nothing for [`Euclidean`].
pub trait Coordinates<R: Real>: LeastSquares<R> {
    /// x := L⁻¹x: a gradient into φ.
    fn enter(&self, system: &System<'_, R>, x: &mut [R]);

    /// x := L⁻ᵀx: a step in φ back into θ.
    fn leave(&self, system: &System<'_, R>, x: &mut [R]);
}

/// φ = θ.
impl<R: Real> Coordinates<R> for Euclidean {
    fn enter(&self, _: &System<'_, R>, _: &mut [R]) {}

    fn leave(&self, _: &System<'_, R>, _: &mut [R]) {}
}

impl<R: Real> Coordinates<R> for NormalEquations {
    fn enter(&self, system: &System<'_, R>, x: &mut [R]) {
        triangular::solve_lower(tiles(system.triangle), x);
    }

    fn leave(&self, system: &System<'_, R>, x: &mut [R]) {
        triangular::solve_upper(tiles(system.triangle), x);
    }
}

impl<R: Real> Coordinates<R> for SquareRoot {
    fn enter(&self, system: &System<'_, R>, x: &mut [R]) {
        NormalEquations.enter(system, x);
    }

    fn leave(&self, system: &System<'_, R>, x: &mut [R]) {
        NormalEquations.leave(system, x);
    }
}
