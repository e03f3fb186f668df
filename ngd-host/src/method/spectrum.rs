use faer::Mat;
use faer::traits::RealField;
use ngd_core::Real;
use ngd_core::least_squares::{FactorError, Spectrum, System};
use ngd_core::linear_algebra::{add_scaled, dot, packed};

/// The singular values and vectors of a root of any size, by `faer`.
#[derive(Clone, Debug, Default)]
pub struct HeapSpectrum<R> {
    values: Vec<R>,
    /// Columns of U and of V.
    left: Vec<Vec<R>>,
    right: Vec<Vec<R>>,
    kept: Vec<R>,
}

impl<R: Real + RealField> Spectrum<R> for HeapSpectrum<R> {
    fn decompose(&mut self, system: &System<'_, R>) -> Result<(), FactorError> {
        let p = system.parameters;
        let entry = |row: usize, column: usize| match row <= column {
            true => packed::get(system.triangle, column, row).unwrap_or(R::ZERO),
            false => R::ZERO,
        };
        let root = Mat::from_fn(p, p, entry);
        if let Some(bad) = (0..p).find(|&j| (0..=j).any(|i| !Real::is_finite(root[(i, j)]))) {
            return Err(FactorError::Pivot(bad));
        }
        let svd = root.svd().map_err(|_| FactorError::NoConvergence)?;
        self.values = svd.S().column_vector().iter().copied().collect();
        let columns = |of: faer::MatRef<'_, R>| -> Vec<Vec<R>> {
            (0..p).map(|k| of.col(k).iter().copied().collect()).collect()
        };
        (self.left, self.right) = (columns(svd.U()), columns(svd.V()));
        Ok(())
    }

    fn value(&self, k: usize) -> Option<R> {
        self.values.get(k).copied()
    }

    fn left_product(&self, k: usize, vector: &[R]) -> R {
        dot(&self.left[k], vector)
    }

    fn kept_product(&self, k: usize) -> R {
        dot(&self.right[k], &self.kept)
    }

    fn add_right(&self, k: usize, scale: R, vector: &mut [R]) {
        add_scaled(vector, scale, &self.right[k]);
    }

    fn right(&self, i: usize, k: usize) -> R {
        self.right[k][i]
    }

    fn keep(&mut self, vector: &[R]) {
        vector.clone_into(&mut self.kept);
    }
}
