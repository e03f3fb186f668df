//! Kernels on packed triangles: panels of four rows, 4×4 register tiles.
//!
//! * [`packed`]: where an entry of a triangle lies, and how to cut the triangle into panels and tiles.
//! * `tile`: the two loops in which nearly all time is spent, 16 accumulators in registers.
//! * `gram`: adds eight rows to a Gram matrix.
//! * [`cholesky`]: factors it in place.
//! * `householder`: adds eight rows to a square root R of the Gram matrix, which is never formed.
//! * `triangular`: solutions and products with the factor; L of the Cholesky factorization and Rᵀ of the
//!   QR lie in memory alike, so that both share them.
//! * [`svd`]: singular values and vectors, by rotations.
//!
//! Nothing here knows of residuals, damping or steps. Every sum runs in one fixed order and vectors run
//! across columns, so that the results are the same bits on every machine. No kernel panics: a slice of the
//! wrong length is processed as far as it fits.

pub mod cholesky;
pub(crate) mod gram;
pub(crate) mod householder;
pub mod packed;
pub mod svd;
mod tile;
pub(crate) mod triangular;
mod vector;

pub use vector::{add_scaled, dot};
pub(crate) use vector::{along, assign, scale};

/// Rows that are absorbed together, on every target: the result of a factorization depends on it.
pub const PANEL_ROWS: usize = 8;
