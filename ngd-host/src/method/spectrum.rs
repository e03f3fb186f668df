use faer::Mat;
use faer::traits::RealField;
use ngd_core::Real;
use ngd_core::least_squares::{FactorError, JacobiSpectrum, Spectrum, System};
use ngd_core::linear_algebra::{add_scaled, dot, packed};

/// The singular values and vectors of a root of any size, by `faer`: faster than
/// [`JacobiSpectrum`], which takes over where the values do not add up.
#[derive(Clone, Debug, Default)]
pub struct HeapSpectrum<R> {
    values: Vec<R>,
    /// Columns of V.
    right: Vec<Vec<R>>,
    /// Uᵀ times what the system carries.
    residual: Vec<R>,
    velocity: Vec<R>,
    kept: Vec<R>,
    /// The memory of the rotations.
    rotations: Vec<R>,
}

/// Σσ² may differ from the sum of all squares by this multiple of ε a parameter.
const APART: f64 = 100.0;

/// Whether Σσ² is the sum of the squares of a matrix, which a decomposition that went wrong in silence misses.
fn adds_up<R: Real>(root: &Mat<R>, values: &[R]) -> bool {
    let columns = (0..root.ncols()).flat_map(|j| root.col_as_slice(j));
    let squares = |all: &mut dyn Iterator<Item = &R>| all.map(|x| x.to_f64() * x.to_f64()).sum::<f64>();
    let (expected, found) = (squares(&mut columns.into_iter()), squares(&mut values.iter()));
    (found - expected).abs() <= APART * R::EPSILON.to_f64() * values.len() as f64 * expected
}

impl<R: Real + RealField> HeapSpectrum<R> {
    /// By `faer`; whether the values add up.
    fn by_bidiagonalization(&mut self, root: &Mat<R>, system: &System<'_, R>) -> bool {
        let Ok(svd) = root.svd() else { return false };
        self.values = svd.S().column_vector().iter().copied().collect();
        if !adds_up(root, &self.values) {
            return false;
        }
        let columns = |of: faer::MatRef<'_, R>| -> Vec<Vec<R>> {
            (0..of.ncols()).map(|k| of.col(k).iter().copied().collect()).collect()
        };
        let left = columns(svd.U());
        self.residual = left.iter().map(|u| dot(u, system.residual)).collect();
        self.velocity = left.iter().map(|u| dot(u, system.velocity)).collect();
        self.right = columns(svd.V());
        true
    }

    fn by_rotations(&mut self, system: &System<'_, R>) -> Result<(), FactorError> {
        let p = system.parameters;
        self.rotations.resize(JacobiSpectrum::words(p), R::ZERO);
        let mut spectrum = JacobiSpectrum::new(&mut self.rotations[..]);
        spectrum.decompose(system)?;
        self.values = (0..p).filter_map(|k| spectrum.value(k)).collect();
        self.residual = (0..p).map(|k| spectrum.residual(k)).collect();
        self.velocity = (0..p).map(|k| spectrum.velocity(k)).collect();
        self.right = (0..p).map(|k| (0..p).map(|i| spectrum.right(i, k)).collect()).collect();
        Ok(())
    }
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
        match self.by_bidiagonalization(&root, system) {
            true => Ok(()),
            false => self.by_rotations(system),
        }
    }

    fn value(&self, k: usize) -> Option<R> {
        self.values.get(k).copied()
    }

    fn residual(&self, k: usize) -> R {
        self.residual[k]
    }

    fn velocity(&self, k: usize) -> R {
        self.velocity[k]
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
