//! The caller's memory, cut up.

use super::Footprint;
use crate::linear_algebra::packed::{Lane, padded_len};
use crate::{MemoryError, Real};

/// All of an adapter's memory. Vectors are padded to a multiple of four words.
pub(super) struct Room<'a, R> {
    /// θ.
    pub theta: &'a mut [R],
    /// P.
    pub covariance: &'a mut [R],
    /// P'h of the last row that was learnt.
    pub image: &'a mut [Lane<R>],
    /// p, or nothing.
    pub velocity: &'a mut [R],
    /// The last good θ, or nothing.
    pub good: &'a mut [R],
    /// ∂u/∂θ.
    pub row: &'a mut [R],
    /// θ + βp, or nothing.
    pub ahead: &'a mut [R],
    /// The scratch of the model; then P h.
    pub shared: &'a mut [R],
}

impl<'a, R: Real> Room<'a, R> {
    pub fn carve(memory: &'a mut [R], footprint: &Footprint) -> Result<Self, MemoryError> {
        let needed = footprint.words();
        let found = memory.len();
        let mut knife = memory.get_mut(..needed).ok_or(MemoryError { needed, found })?;
        let mut cut = |words: usize| {
            let (piece, rest) =
                core::mem::take(&mut knife).split_at_mut_checked(words).unwrap_or((&mut [], &mut []));
            knife = rest;
            piece
        };
        let (theta, active) = (padded_len(footprint.parameters), padded_len(footprint.active));
        Ok(Self {
            theta: cut(theta),
            covariance: cut(footprint.covariance_words()),
            image: cut(active).as_chunks_mut().0,
            velocity: cut(if footprint.momentum { active } else { 0 }),
            good: cut(if footprint.roll_back { theta } else { 0 }),
            row: cut(theta),
            ahead: cut(if footprint.momentum { theta } else { 0 }),
            shared: cut(footprint.shared_words()),
        })
    }
}
