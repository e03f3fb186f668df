//! What this crate keeps packed, as fixed-size [`nalgebra`] matrices.

use nalgebra::{Const, RealField, SMatrix, VectorView};

use crate::Real;
use crate::linear_algebra::packed;

/// θ, or any vector of P entries, as a column without a copy; `None` if the slice is shorter.
pub fn vector_view<R: Real + RealField, const P: usize>(vector: &[R]) -> Option<VectorView<'_, R, Const<P>>> {
    Some(VectorView::<R, Const<P>>::from_slice(vector.get(..P)?))
}

/// The symmetric matrix G of a packed triangle; zero outside the triangle.
///
/// ```
/// let mut triangle = [[0.0_f64; 4]; 4];
/// triangle[0] = [2.0, 1.0, 0.0, 0.0];
/// triangle[1] = [0.0, 3.0, 0.0, 0.0];
/// let gram = ngd_core::matrices::gram::<f64, 2>(&triangle);
/// assert_eq!(gram, nalgebra::matrix![2.0, 1.0; 1.0, 3.0]);
/// ```
pub fn gram<R: Real + RealField, const P: usize>(triangle: &[[R; 4]]) -> SMatrix<R, P, P> {
    SMatrix::from_fn(|i, j| packed::get(triangle, i.max(j), i.min(j)).unwrap_or(R::ZERO))
}
