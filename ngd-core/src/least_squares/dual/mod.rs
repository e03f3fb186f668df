//! d = −Jᵀ(JJᵀ + λI)⁻¹b: for batches of fewer rows than parameters.

mod rows;

use super::{FactorError, LeastSquares, Missing, PANEL_ROWS, Panel, Regularization, System};
use crate::Real;
use crate::footprint::Storage;
use crate::linear_algebra::packed::{Lane, batch_lanes, fill_diagonal, packed_lanes, tiles, tiles_mut};
use crate::linear_algebra::{cholesky, gram, triangular};
use rows::{BatchMut, shared};

/// The solver for small batches: it stores the N rows of one batch and factors the N×N kernel JJᵀ + λI.
/// Its solutions are those of [`NormalEquations`](super::NormalEquations), and with λ = 0, where G is
/// singular, those of least norm.
///
/// Memory: [`Footprint::with_rows`](crate::Footprint::with_rows) with the same number. Rows of zeros, such
/// as those of weight zero, take no place.
///
/// Cost: 8P stores a panel, N²P/2 + N³/6 multiply-adds to factor, 2NP to solve.
///
/// # Source
/// Guzmán-Cordero, Dangel, Goldshlager, Zeinhofer (arXiv 2505.12149), section 3.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Dual {
    /// N, the most rows of a batch: samples times residuals.
    rows: usize,
    found: usize,
}

impl Dual {
    /// For batches of at most so many rows: samples times residuals.
    pub const fn new(rows: usize) -> Self {
        Self { rows, found: 0 }
    }

    fn batch<'a, R: Real>(&self, system: &'a mut System<'_, R>) -> BatchMut<'a, R> {
        BatchMut::cut(system.triangle, system.parameters, self.rows)
    }

    /// The kernel's part that the rows found fill.
    fn filled(&self) -> usize {
        packed_lanes(self.found.min(self.rows))
    }
}

/// y := (JJᵀ+λI)⁻¹y.
fn solve_kernel<R: Real>(kernel: &[Lane<R>], y: &mut [Lane<R>]) {
    triangular::solve_lower(tiles(kernel), y.as_flattened_mut());
    triangular::solve_upper(tiles(kernel), y.as_flattened_mut());
}

impl<R: Real> LeastSquares<R> for Dual {
    const STORAGE: Storage = Storage::Rows;

    fn lanes(&self, parameters: usize) -> usize {
        batch_lanes(parameters, self.rows)
    }

    fn most_rows(&self) -> Option<usize> {
        Some(self.rows)
    }

    fn begin(&mut self, system: &mut System<'_, R>, damping: R) {
        self.found = 0;
        let mut batch = self.batch(system);
        batch.rows.clear();
        for vector in batch.vectors {
            vector.fill([R::ZERO; 4]);
        }
        system.residual.fill(R::ZERO);
        system.velocity.fill(R::ZERO);
        system.damping = damping;
    }

    fn absorb(&mut self, system: &mut System<'_, R>, panel: &mut Panel<'_, R>) {
        let (groups, _) = panel.lanes.as_chunks::<PANEL_ROWS>();
        let vectors = [&mut *system.residual, &mut *system.velocity];
        gram::absorb_right_hand_sides(vectors, groups, [panel.residual, panel.velocity]);
        let mut found = self.found;
        let mut batch = self.batch(system);
        for (k, (r, v)) in panel.residual.iter().zip(&*panel.velocity).enumerate() {
            let row = || groups.iter().filter_map(move |group| group.get(k));
            if row().flatten().all(|entry| *entry == R::ZERO) {
                continue;
            }
            batch.rows.set(found, row());
            let [residual, velocity, _] = &mut batch.vectors;
            for (vector, entry) in [(residual, r), (velocity, v)] {
                if let Some(place) = vector.as_flattened_mut().get_mut(found) {
                    *place = *entry;
                }
            }
            found += 1;
        }
        self.found = found;
    }

    fn trace(&self, system: &System<'_, R>) -> R {
        shared(system.triangle, system.parameters, self.rows).0.squared_norm()
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
        if matches!(regularization, Regularization::Relative(_)) {
            return Err(FactorError::RelativeUnsupported);
        }
        Missing::of(system, regularization)?;
        if self.found > self.rows {
            return Err(FactorError::Rows { most: self.rows, found: self.found });
        }
        let (filled, damping) = (self.filled(), system.damping);
        let batch = self.batch(system);
        let kernel = batch.kernel.get_mut(..filled).unwrap_or_default();
        fill_diagonal(kernel, self.found, damping);
        for columns in batch.rows.shared().columns() {
            gram::absorb(tiles_mut(kernel), columns);
        }
        cholesky::factor(tiles_mut(kernel)).map_err(FactorError::DependentRow)?;
        let [residual, velocity, _] = batch.vectors;
        solve_kernel(kernel, residual);
        solve_kernel(kernel, velocity);
        Ok(())
    }

    fn solve(&mut self, system: &mut System<'_, R>, rho: R, nu: R, direction: &mut [R]) {
        let (rows, [residual, velocity]) = shared(system.triangle, system.parameters, self.rows);
        direction.fill(R::ZERO);
        for (scale, y) in [(rho, residual), (nu, velocity)] {
            if scale != R::ZERO {
                rows.add_transposed(-scale, y, direction);
            }
        }
    }

    /// With λ > 0, (b − Jᵀ(JJᵀ+λI)⁻¹J b)/λ; with λ = 0, the solution of least norm, Jᵀ(JJᵀ)⁻²J b.
    fn solve_for(&mut self, system: &mut System<'_, R>, right_hand_side: &mut [R]) {
        let (filled, damping) = (self.filled(), system.damping);
        let batch = self.batch(system);
        let kernel = batch.kernel.get(..filled).unwrap_or_default();
        let rows = batch.rows.shared();
        let [_, _, y] = batch.vectors;
        rows.times(right_hand_side, y);
        solve_kernel(kernel, y);
        if damping > R::ZERO {
            rows.add_transposed(-R::ONE, y, right_hand_side);
            for entry in right_hand_side {
                *entry = *entry / damping;
            }
        } else {
            solve_kernel(kernel, y);
            right_hand_side.fill(R::ZERO);
            rows.add_transposed(R::ONE, y, right_hand_side);
        }
    }

    fn curvature(&self, system: &System<'_, R>, direction: &[R]) -> R {
        let (rows, _) = shared(system.triangle, system.parameters, self.rows);
        rows.squared_product(direction)
    }

    /// (1 − ‖L⁻¹Je_i‖²)/λ; infinite with λ = 0, where a batch says nothing of most directions.
    fn covariance_diagonal(&mut self, system: &mut System<'_, R>, diagonal: &mut [R]) {
        let (filled, damping, parameters) = (self.filled(), system.damping, system.parameters);
        let batch = self.batch(system);
        let kernel = batch.kernel.get(..filled).unwrap_or_default();
        let rows = batch.rows.shared();
        let [_, _, y] = batch.vectors;
        for (j, entry) in diagonal.iter_mut().enumerate() {
            rows.column(j, y);
            triangular::solve_lower(tiles(kernel), y.as_flattened_mut());
            let mut seen = R::ZERO;
            for part in y.as_flattened() {
                seen += *part * *part;
            }
            *entry = if j < parameters { (R::ONE - seen) / damping } else { R::ZERO };
        }
    }
}
