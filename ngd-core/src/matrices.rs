//! The singular value decomposition of [`nalgebra`] for what this crate keeps packed, without an allocator.

use nalgebra::allocator::Allocator;
use nalgebra::{
    Const, DefaultAllocator, DimDiff, DimMin, DimSub, OMatrix, RealField, SMatrix, SVD, SVector, U1,
};

use crate::Real;
use crate::least_squares::{FactorError, Spectrum, System};
use crate::linear_algebra::packed;

/// The upper triangular R of a packed triangle, RᵀR = G.
fn root<R: Real + RealField, const P: usize>(triangle: &[[R; 4]]) -> SMatrix<R, P, P> {
    SMatrix::from_fn(|i, j| match i <= j {
        true => packed::get(triangle, j, i).unwrap_or(R::ZERO),
        false => R::ZERO,
    })
}

/// Sweeps of the decomposition before it is given up.
const SWEEPS: usize = 1000;

/// The singular values and vectors of a P×P root on the stack, P ≤ 127: 3P² + 2P words.
#[derive(Clone, Debug)]
pub struct FixedSpectrum<R, const P: usize> {
    left: SMatrix<R, P, P>,
    right: SMatrix<R, P, P>,
    values: SVector<R, P>,
    kept: SVector<R, P>,
}

impl<R: Real + RealField, const P: usize> Default for FixedSpectrum<R, P> {
    fn default() -> Self {
        Self {
            left: SMatrix::zeros(),
            right: SMatrix::zeros(),
            values: SVector::zeros(),
            kept: SVector::zeros(),
        }
    }
}

impl<R: Real + RealField, const P: usize> Spectrum<R> for FixedSpectrum<R, P>
where
    Const<P>: DimMin<Const<P>, Output = Const<P>> + DimSub<U1>,
    DefaultAllocator: Allocator<DimDiff<Const<P>, U1>>,
{
    fn decompose(&mut self, system: &System<'_, R>) -> Result<(), FactorError> {
        let root: OMatrix<R, Const<P>, Const<P>> = root(system.triangle);
        if system.parameters != P || !root.iter().all(|entry| Real::is_finite(*entry)) {
            return Err(FactorError::NoConvergence);
        }
        let svd = SVD::<R, Const<P>, Const<P>>::try_new(root, true, true, <R as Real>::EPSILON, SWEEPS)
            .ok_or(FactorError::NoConvergence)?;
        let (Some(left), Some(right)) = (svd.u, svd.v_t) else { return Err(FactorError::NoConvergence) };
        self.left = left;
        self.right = right.transpose();
        self.values = svd.singular_values;
        Ok(())
    }

    fn value(&self, k: usize) -> Option<R> {
        self.values.get(k).copied()
    }

    fn left_product(&self, k: usize, vector: &[R]) -> R {
        product(self.left.column(k).iter(), vector.iter())
    }

    fn kept_product(&self, k: usize) -> R {
        product(self.right.column(k).iter(), self.kept.iter())
    }

    fn add_right(&self, k: usize, scale: R, vector: &mut [R]) {
        for (entry, v) in vector.iter_mut().zip(self.right.column(k).iter()) {
            *entry += scale * *v;
        }
    }

    fn right(&self, i: usize, k: usize) -> R {
        self.right.get((i, k)).copied().unwrap_or(R::ZERO)
    }

    fn keep(&mut self, vector: &[R]) {
        for (kept, entry) in self.kept.iter_mut().zip(vector) {
            *kept = *entry;
        }
    }
}

fn product<'a, R: Real>(x: impl Iterator<Item = &'a R>, y: impl Iterator<Item = &'a R>) -> R {
    let mut sum = R::ZERO;
    for (x, y) in x.zip(y) {
        sum += *x * *y;
    }
    sum
}
