//! Singular values and vectors by one-sided Jacobi rotations, in the caller's memory.
//!
//! A = U Σ Vᵀ of a P×P matrix. Columns are first triangularized with pivoting, A = Q R′ (rows of R′ then fall
//! in size); rotations from the right make the rows of R′ orthogonal, WᵀR′ = ΣVᵀ, so that V is what is left
//! when they are divided by their lengths σ. U = Q W is not formed: the reflections and rotations are applied
//! to two vectors x, which become Uᵀx.
//!
//! Every column carries a power of two of its own, and a rotation is computed from cosines and ratios of
//! lengths. So nothing over- or underflows that the singular values themselves do not, and each is
//! accurate *relative to itself*, in whatever units the columns of A are: its error is a small multiple of ε
//! times the condition number of A with columns of length one.
//!
//! # Source
//! Hestenes (1958); de Rijk (1989) for the order; Drmač, Veselić (2008), SIAM J. Matrix Anal. Appl. 29, 1322
//! and 1343, for the triangularization before and the accuracy; the scaled rotations are ours.

mod columns;
mod null_space;
mod reflections;
mod rotations;

pub use columns::words;

use columns::Columns;

use crate::Real;

/// Why a matrix was not decomposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SvdError {
    /// This column has an entry that is not finite.
    NotFinite(usize),
    /// The rotations did not end.
    NoConvergence,
    /// The memory is shorter than [`words`] asks for.
    Memory,
}

/// A decomposition in the memory where it was made.
pub struct Svd<'a, R> {
    memory: &'a [R],
    parameters: usize,
}

/// Decomposes the matrix whose entry (row, column) is `entry`, and multiplies two vectors by Uᵀ.
///
/// Shapes: memory [`words`], vectors P (zero beyond their ends).   Cost: 2P³/3 multiply-adds for the
/// reflections, at most 3P³/2 for each sweep of rotations, of which there are four to ten, at most thirty.
///
/// # Errors
/// [`SvdError`]; the memory then holds nothing of use.
pub fn decompose<R: Real>(
    memory: &mut [R],
    parameters: usize,
    entry: impl Fn(usize, usize) -> R,
    vectors: [&[R]; 2],
) -> Result<(), SvdError> {
    let mut columns = Columns::new(memory, parameters).ok_or(SvdError::Memory)?;
    columns.load(entry, vectors).map_err(SvdError::NotFinite)?;
    let rank = reflections::triangularize(&mut columns);
    columns.transpose();
    let rank = rotations::orthogonalize(&mut columns, rank)?;
    null_space::complete(&mut columns, rank);
    Ok(())
}

impl<'a, R: Real> Svd<'a, R> {
    /// What [`decompose`] has left in a memory.
    pub const fn of(memory: &'a [R], parameters: usize) -> Self {
        Self { memory, parameters }
    }

    /// σ_k, the largest first; `None` from P on.
    pub fn value(&self, k: usize) -> Option<R> {
        (k < self.parameters).then_some(self.word(columns::NORMS, k))
    }

    /// Column k of V, P entries; empty from P on.
    pub fn right(&self, k: usize) -> &'a [R] {
        if k >= self.parameters {
            return &[];
        }
        let column = self.memory.get(k * columns::stride(self.parameters)..);
        column.and_then(|column| column.get(..self.parameters)).unwrap_or_default()
    }

    /// u_k·x for the two vectors x that were handed in.
    pub fn left_products(&self, k: usize) -> [R; 2] {
        columns::SIDES.map(|side| self.word(side, k))
    }

    /// Entry k of one of the vectors after the columns.
    fn word(&self, vector: usize, k: usize) -> R {
        let place = columns::stride(self.parameters) * (self.parameters + vector) + k;
        self.memory.get(place).copied().unwrap_or(R::ZERO)
    }
}
