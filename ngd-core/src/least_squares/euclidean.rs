//! The identity in the place of the Gram matrix: plain gradient descent on the same seam.

use super::{FactorError, LeastSquares, Panel, Regularization, System, combine};
use crate::Real;
use crate::footprint::Storage;
use crate::linear_algebra::gram;

/// No metric: d = −Jᵀ(ρ r + ν v). The triangle is not touched and may be empty; a regularization changes
/// nothing.
///
/// [`curvature`](LeastSquares::curvature) is zero, since nothing is known of the second derivative.
///
/// Cost: 16P multiply-adds a panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Euclidean;

impl<R: Real> LeastSquares<R> for Euclidean {
    const STORAGE: Storage = Storage::Triangles(0);

    fn begin(&mut self, system: &mut System<'_, R>, damping: R) {
        system.residual.fill(R::ZERO);
        system.velocity.fill(R::ZERO);
        system.damping = damping;
        system.relative = R::ZERO;
    }

    fn absorb(&mut self, system: &mut System<'_, R>, panel: &mut Panel<'_, R>) {
        let (rows, _) = panel.lanes.as_chunks();
        let vectors = [&mut *system.residual, &mut *system.velocity];
        gram::absorb_right_hand_sides(vectors, rows, [panel.residual, panel.velocity]);
    }

    fn trace(&self, system: &System<'_, R>) -> R {
        R::of_count(system.parameters)
    }

    fn gradient(&self, system: &System<'_, R>, gradient: &mut [R]) {
        for (entry, value) in gradient.iter_mut().zip(&*system.residual) {
            *entry = *value;
        }
    }

    fn factor(
        &mut self,
        _: &mut System<'_, R>,
        _: &mut [[R; 4]],
        _: Regularization<R>,
    ) -> Result<(), FactorError> {
        Ok(())
    }

    fn solve(&mut self, system: &mut System<'_, R>, rho: R, nu: R, direction: &mut [R]) {
        combine(system, rho, nu, direction);
    }

    fn solve_for(&mut self, _: &mut System<'_, R>, _: &mut [R]) {}

    fn curvature(&self, _: &System<'_, R>, _: &[R]) -> R {
        R::ZERO
    }

    fn covariance_diagonal(&mut self, system: &mut System<'_, R>, diagonal: &mut [R]) {
        for (i, entry) in diagonal.iter_mut().enumerate() {
            *entry = if i < system.parameters { R::ONE } else { R::ZERO };
        }
    }
}
