//! A ring of pairs (s, y), and the inverse Hessian they make.

use crate::Real;
use crate::linear_algebra::{add_scaled, dot};

/// The pairs in a memory: for each s, then y, then a vector of one coefficient a pair.
pub(super) struct Pairs<'a, R> {
    pairs: &'a mut [R],
    coefficients: &'a mut [R],
    vector: usize,
    history: usize,
}

/// Words of a ring.
pub(crate) const fn words(vector: usize, history: usize) -> usize {
    history.saturating_mul(2 * vector + 1)
}

impl<'a, R: Real> Pairs<'a, R> {
    /// A ring of `history` pairs of vectors.
    pub fn new(memory: &'a mut [R], vector: usize, history: usize) -> Self {
        let (pairs, coefficients) =
            memory.split_at_mut_checked(2 * vector * history).unwrap_or((&mut [], &mut []));
        Self { pairs, coefficients, vector, history }
    }

    pub fn store(&mut self, slot: usize, step: &[R], change: &[R]) {
        let mut vectors = self.pairs.chunks_exact_mut(self.vector.max(1)).skip(2 * slot);
        if let (Some(s), Some(y)) = (vectors.next(), vectors.next()) {
            s.copy_from_slice(step);
            y.copy_from_slice(change);
        }
    }

    fn pair(&self, slot: usize) -> (&[R], &[R]) {
        let mut vectors = self.pairs.chunks_exact(self.vector.max(1)).skip(2 * slot);
        (vectors.next().unwrap_or(&[]), vectors.next().unwrap_or(&[]))
    }

    /// x := H x by the two-loop recursion, H₀ = (s·y)/(y·y) of the newest pair.
    pub fn apply_inverse(&mut self, stored: usize, next: usize, x: &mut [R]) {
        let history = self.history;
        let slot = |age: usize| (next + history - age) % history.max(1);
        for age in 1..=stored {
            let (s, y) = self.pair(slot(age));
            let coefficient = dot(s, x) / dot(s, y);
            add_scaled(x, -coefficient, y);
            if let Some(kept) = self.coefficients.get_mut(slot(age)) {
                *kept = coefficient;
            }
        }
        if stored > 0 {
            let (s, y) = self.pair(slot(1));
            let scale = dot(s, y) / dot(y, y);
            for entry in x.iter_mut() {
                *entry *= scale;
            }
        }
        for age in (1..=stored).rev() {
            let (s, y) = self.pair(slot(age));
            let kept = self.coefficients.get(slot(age)).copied().unwrap_or(R::ZERO);
            add_scaled(x, kept - dot(y, x) / dot(s, y), s);
        }
    }
}
