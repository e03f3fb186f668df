//! The caller's memory, cut up.

use super::Footprint;
use crate::Real;
use crate::linear_algebra::packed::{Lane, padded_len};

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
    /// The image of a row that is not learnt: nothing of it may reach P, not even zero times it.
    pub fn forget_image(&mut self) {
        self.image.as_flattened_mut().fill(R::ZERO);
    }

    /// Cuts a memory of at least as many words as the footprint has.
    pub fn carve(memory: &'a mut [R], footprint: &Footprint) -> Option<Self> {
        let (vector, active) = (padded_len(footprint.parameters), padded_len(footprint.active));
        // θ comes first, where Adapter::theta finds it.
        let (theta, rest) = memory.split_at_mut_checked(vector)?;
        let (row, rest) = rest.split_at_mut_checked(vector)?;
        let (shared, rest) = rest.split_at_mut_checked(footprint.shared_words())?;
        let (ahead, rest) = rest.split_at_mut_checked(if footprint.momentum { vector } else { 0 })?;
        let (good, rest) = rest.split_at_mut_checked(if footprint.roll_back { vector } else { 0 })?;
        let (velocity, rest) = rest.split_at_mut_checked(if footprint.momentum { active } else { 0 })?;
        let (image, rest) = rest.split_at_mut_checked(active)?;
        let (covariance, _) = rest.split_at_mut_checked(footprint.covariance)?;
        Some(Self { theta, covariance, image: image.as_chunks_mut().0, velocity, good, row, ahead, shared })
    }
}
