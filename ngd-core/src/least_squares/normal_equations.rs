//! (JᵀJ + λI) d = −Jᵀb by a packed Gram matrix and its Cholesky factor.

use super::{FactorError, LeastSquares, Missing, Panel, Regularization, System, combine, curvature};
use crate::Real;
use crate::linear_algebra::packed::{add_to_diagonal, diagonal, fill_diagonal, tiles, tiles_mut};
use crate::linear_algebra::{cholesky, gram, triangular};

/// The fast solver: half the work of [`SquareRoot`](super::SquareRoot), and the square of its condition
/// number. In `f32` singular values of J below 3e-4 of the largest are lost.
///
/// Cost: 4P² multiply-adds a panel, P³/6 to factor, P² to solve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct NormalEquations;

impl<R: Real> LeastSquares<R> for NormalEquations {
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    fn begin(&mut self, system: &mut System<'_, R>, damping: R) {
        fill_diagonal(system.triangle, system.parameters, damping);
        system.residual.fill(R::ZERO);
        system.velocity.fill(R::ZERO);
        system.damping = damping;
        system.relative = R::ZERO;
    }

    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    fn absorb(&mut self, system: &mut System<'_, R>, panel: &mut Panel<'_, R>) {
        let (rows, _) = panel.lanes.as_chunks();
        let vectors = [&mut *system.residual, &mut *system.velocity];
        gram::absorb_all(tiles_mut(system.triangle), vectors, rows, [panel.residual, panel.velocity]);
    }

    fn trace(&self, system: &System<'_, R>) -> R {
        let mut trace = R::ZERO;
        for entry in diagonal(system.triangle, system.parameters) {
            trace += entry - system.damping;
        }
        trace
    }

    fn gradient(&self, system: &System<'_, R>, gradient: &mut [R]) {
        for (entry, value) in gradient.iter_mut().zip(&*system.residual) {
            *entry = *value;
        }
    }

    fn factor(
        &mut self,
        system: &mut System<'_, R>,
        _: &mut [[R; 4]],
        regularization: Regularization<R>,
    ) -> Result<(), FactorError> {
        let missing = Missing::of(system, regularization)?;
        add_to_diagonal(system.triangle, system.parameters, |entry| missing.beside(entry));
        cholesky::factor(tiles_mut(system.triangle)).map_err(FactorError::Pivot)
    }

    fn solve(&mut self, system: &mut System<'_, R>, rho: R, nu: R, direction: &mut [R]) {
        combine(system, rho, nu, direction);
        self.solve_for(system, direction);
    }

    fn solve_for(&mut self, system: &mut System<'_, R>, right_hand_side: &mut [R]) {
        triangular::solve_lower(tiles(system.triangle), right_hand_side);
        triangular::solve_upper(tiles(system.triangle), right_hand_side);
    }

    fn curvature(&self, system: &System<'_, R>, direction: &[R]) -> R {
        curvature(system.triangle, system, direction)
    }

    fn covariance_diagonal(&mut self, system: &mut System<'_, R>, diagonal: &mut [R]) {
        triangular::inverse_diagonal(tiles(system.triangle), system.parameters, diagonal);
    }
}
