//! R with RᵀR = JᵀJ + λI by QR, row after row: the square-root information filter of navigation.

use super::{
    FactorError, LeastSquares, Missing, PANEL_ROWS, Panel, Regularization, System, combine, curvature,
};
use crate::Real;
use crate::linear_algebra::householder::{self, Sides};
use crate::linear_algebra::packed::{Panels, diagonal, fill_diagonal, tiles, tiles_mut};
use crate::linear_algebra::triangular;

/// The accurate solver: no Gram matrix, so that the condition number is that of J. In `f32` it resolves
/// singular values of 1e-6 of the largest.
///
/// Panels of eight rows enter together and the result depends on which rows share one, in its last digits.
///
/// Cost: 8P² multiply-adds a panel; to factor nothing, or 2P³/3 if damping is missing; P²/2 to solve.
///
/// # Source
/// Bierman, *Factorization Methods for Discrete Sequential Estimation* (1977).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct SquareRoot;

impl<R: Real> LeastSquares<R> for SquareRoot {
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    fn begin(&mut self, system: &mut System<'_, R>, damping: R) {
        fill_diagonal(system.triangle, system.parameters, damping.sqrt());
        system.residual.fill(R::ZERO);
        system.velocity.fill(R::ZERO);
        system.damping = damping;
        system.relative = R::ZERO;
    }

    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    fn absorb(&mut self, system: &mut System<'_, R>, panel: &mut Panel<'_, R>) {
        absorb_rows(system, 0, panel.lanes, [panel.residual, panel.velocity]);
    }

    fn trace(&self, system: &System<'_, R>) -> R {
        triangular::trace(tiles(system.triangle), system.parameters, system.damping)
    }

    fn gradient(&self, system: &System<'_, R>, gradient: &mut [R]) {
        triangular::multiply_lower(tiles(system.triangle), system.residual, gradient);
    }

    fn factor(
        &mut self,
        system: &mut System<'_, R>,
        workspace: &mut [[R; 4]],
        regularization: Regularization<R>,
    ) -> Result<(), FactorError> {
        let missing = Missing::of(system, regularization)?;
        if !missing.is_none() {
            absorb_damping(system, workspace, missing);
        }
        diagonal(system.triangle, system.parameters).enumerate().try_for_each(|(i, pivot)| {
            if pivot == R::ZERO || !pivot.is_finite() { Err(FactorError::Pivot(i)) } else { Ok(()) }
        })
    }

    fn solve(&mut self, system: &mut System<'_, R>, rho: R, nu: R, direction: &mut [R]) {
        combine(system, rho, nu, direction);
        triangular::solve_upper(tiles(system.triangle), direction);
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

/// Absorbs eight rows that touch no column before 4·`first`.
fn absorb_rows<R: Real>(
    system: &mut System<'_, R>,
    first: usize,
    lanes: &mut [[R; 4]],
    rows: [&mut [R; PANEL_ROWS]; 2],
) {
    let carried = [&mut *system.residual, &mut *system.velocity];
    let mut sides = Sides { carried, rows };
    householder::absorb(tiles_mut(system.triangle), first, lanes.as_chunks_mut().0, &mut sides);
}

/// Absorbs the rows √missing_i·e_i, eight at a time: they touch only what is on the right of their own
/// columns, whose norms are therefore still those of G.
fn absorb_damping<R: Real>(system: &mut System<'_, R>, workspace: &mut [[R; 4]], missing: Missing<R>) {
    let mut first = 0;
    while 4 * first < system.parameters {
        let Some(lanes) = workspace.get_mut(PANEL_ROWS * first..) else { return };
        lanes.fill([R::ZERO; 4]);
        let norms = Panels::new(tiles(system.triangle)).skip(first).flat_map(triangular::row_norms);
        for (k, norm) in norms.enumerate().take(PANEL_ROWS.min(system.parameters - 4 * first)) {
            // entry 4·first + k of row k
            if let Some(entry) = lanes.get_mut(PANEL_ROWS * (k / 4) + k).and_then(|lane| lane.get_mut(k % 4))
            {
                *entry = missing.beside(norm).sqrt();
            }
        }
        let [mut residual, mut velocity] = [[R::ZERO; PANEL_ROWS]; 2];
        absorb_rows(system, first, lanes, [&mut residual, &mut velocity]);
        first += 2;
    }
}
