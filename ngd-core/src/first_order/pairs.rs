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

    fn slot(&self, next: usize, age: usize) -> usize {
        (next + self.history - age) % self.history.max(1)
    }

    /// The newest pair, if there is one.
    pub fn newest(&self, stored: usize, next: usize) -> Option<(&[R], &[R])> {
        (stored > 0).then(|| self.pair(self.slot(next, 1)))
    }

    /// The first loop of H x, from the newest pair to the oldest.
    pub fn descend(&mut self, stored: usize, next: usize, x: &mut [R]) {
        for age in 1..=stored {
            let slot = self.slot(next, age);
            let (s, y) = self.pair(slot);
            let coefficient = dot(s, x) / dot(s, y);
            add_scaled(x, -coefficient, y);
            if let Some(kept) = self.coefficients.get_mut(slot) {
                *kept = coefficient;
            }
        }
    }

    /// The second loop, after H₀: from the oldest pair to the newest.
    pub fn ascend(&self, stored: usize, next: usize, x: &mut [R]) {
        for age in (1..=stored).rev() {
            let slot = self.slot(next, age);
            let (s, y) = self.pair(slot);
            let kept = self.coefficients.get(slot).copied().unwrap_or(R::ZERO);
            add_scaled(x, kept - dot(y, x) / dot(s, y), s);
        }
    }
}
