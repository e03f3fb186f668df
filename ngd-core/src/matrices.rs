//! Fixed-size [`nalgebra`] matrices for what this crate keeps packed.

use nalgebra::{Const, RealField, SMatrix, SVector, VectorView};

use crate::Real;
use crate::linear_algebra::packed;

/// θ, or any vector of P entries, as a column without a copy; `None` if the slice is shorter.
pub fn vector_view<R: Real + RealField, const P: usize>(vector: &[R]) -> Option<VectorView<'_, R, Const<P>>> {
    Some(VectorView::<R, Const<P>>::from_slice(vector.get(..P)?))
}

/// θ, or any vector of P entries, as a copy; zero where the slice is shorter.
pub fn vector<R: Real + RealField, const P: usize>(entries: &[R]) -> SVector<R, P> {
    SVector::from_fn(|i, _| entries.get(i).copied().unwrap_or(R::ZERO))
}

/// The symmetric matrix G of a packed triangle; zero outside the triangle.
pub fn gram<R: Real + RealField, const P: usize>(triangle: &[[R; 4]]) -> SMatrix<R, P, P> {
    SMatrix::from_fn(|i, j| packed::get(triangle, i.max(j), i.min(j)).unwrap_or(R::ZERO))
}

/// The upper triangular R of a packed triangle, RᵀR = G; the transposed Cholesky factor likewise.
pub fn root<R: Real + RealField, const P: usize>(triangle: &[[R; 4]]) -> SMatrix<R, P, P> {
    SMatrix::from_fn(|i, j| match i <= j {
        true => packed::get(triangle, j, i).unwrap_or(R::ZERO),
        false => R::ZERO,
    })
}
