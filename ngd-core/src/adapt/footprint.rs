//! How many words an adapter needs, what an observation costs, and the memory as an array.

use super::{Active, Settings, covariance};
use crate::linear_algebra::packed::padded_len;
use crate::{Mlp, Model, Order, Real};

/// Memory and work of an adapter, a plain value for const contexts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Footprint {
    pub(super) parameters: usize,
    pub(super) active: usize,
    /// Words of P.
    pub(super) covariance: usize,
    outputs: usize,
    pub(super) scratch: usize,
    model: usize,
    pub(super) momentum: bool,
    pub(super) roll_back: bool,
}

impl Footprint {
    /// For a model of P parameters of which some are active, with O outputs and this much scratch for one point.
    pub const fn new(parameters: usize, active: usize, outputs: usize, scratch: usize) -> Self {
        let covariance = covariance::words(active);
        Self { parameters, active, covariance, outputs, scratch, model: 0, momentum: false, roll_back: true }
    }

    /// For a network.
    ///
    /// # Panics
    /// If the active parameters are not parameters of the network: in a const, an error of compilation.
    pub const fn of<const D: usize, const O: usize>(network: &Mlp<D, O>, active: Active<'_>) -> Self {
        let parameters = network.parameters();
        assert!(active.fits(parameters), "spans must ascend, not overlap and lie within the parameters");
        let scratch = network.scratch_words(Order::Value, 1);
        Self {
            // The row and the adjoints: a product for each weight, twice above the first layer.
            model: 3 * parameters,
            ..Self::new(parameters, active.count(parameters), O, scratch)
        }
    }

    /// For a model at run time.
    pub fn of_model<R: Real, M: Model<R, D, O>, const D: usize, const O: usize>(
        model: &M,
        active: Active<'_>,
        settings: &Settings<R, D, O>,
    ) -> Self {
        let parameters = model.parameters();
        Self {
            momentum: settings.momentum != R::ZERO,
            roll_back: settings.roll_back.is_some(),
            ..Self::new(parameters, active.count(parameters), O, model.block_scratch(Order::Value, 1))
        }
    }

    /// With a velocity, for β ≠ 0.
    pub const fn with_momentum(self) -> Self {
        Self { momentum: true, ..self }
    }

    /// Without a second θ to return to.
    pub const fn without_roll_back(self) -> Self {
        Self { roll_back: false, ..self }
    }

    /// Words in all.
    pub const fn words(&self) -> usize {
        self.state_words() + self.work_words()
    }

    /// Words that live from one observation to the next: θ, P, P'h, the velocity and the last good θ.
    pub const fn state_words(&self) -> usize {
        let (theta, active) = (padded_len(self.parameters), padded_len(self.active));
        let velocity = if self.momentum { active } else { 0 };
        let good = if self.roll_back { theta } else { 0 };
        theta + self.covariance + active + velocity + good
    }

    /// Words of P, which is packed in panels of four rows.
    pub const fn covariance_words(&self) -> usize {
        self.covariance
    }

    /// Multiply-adds of an observation at most, whatever comes: for each output the row, its product with P with the update of P,
    /// and the step; the model's of a network are those of its layers, not its activations. Of another model they are not
    /// counted. Besides there are at most two divisions and a root per output, and one per call.
    pub const fn multiply_adds(&self) -> usize {
        let vectors = if self.momentum { 7 } else { 4 };
        let linear =
            covariance::multiply_adds(self.active).saturating_add(self.active.saturating_mul(vectors));
        let good = if self.roll_back { self.model / 3 } else { 0 };
        self.outputs.saturating_mul(linear.saturating_add(self.model)).saturating_add(good)
    }

    /// Words that an observation uses and nothing remembers.
    const fn work_words(&self) -> usize {
        let ahead = if self.momentum { padded_len(self.parameters) } else { 0 };
        padded_len(self.parameters) + self.shared_words() + ahead
    }

    /// The scratch of the model and, after it, P h.
    pub(super) const fn shared_words(&self) -> usize {
        let (scratch, product) = (padded_len(self.scratch), padded_len(self.active));
        if scratch > product { scratch } else { product }
    }
}

/// Memory of an adapter as an array, all zero until [`begin`](super::Adapter::begin): in a `static` it takes no flash.
///
/// In the form `const MEMORY: Memory<f32, { FOOTPRINT.words() }> = Memory::new(FOOTPRINT);` a wrong size does not compile.
#[derive(Clone, Debug)]
pub struct Memory<R, const WORDS: usize> {
    words: [R; WORDS],
}

impl<R: Real, const WORDS: usize> Memory<R, WORDS> {
    /// Zeroed memory of this footprint.
    ///
    /// # Panics
    /// If `WORDS` is less than the footprint's: in a const, an error of compilation.
    pub const fn new(footprint: Footprint) -> Self {
        assert!(WORDS >= footprint.words(), "WORDS must be at least footprint.words()");
        Self { words: [R::ZERO; WORDS] }
    }
}

impl<R, const WORDS: usize> AsMut<[R]> for Memory<R, WORDS> {
    fn as_mut(&mut self) -> &mut [R] {
        &mut self.words
    }
}

impl<R, const WORDS: usize> AsRef<[R]> for Memory<R, WORDS> {
    fn as_ref(&self) -> &[R] {
        &self.words
    }
}
