//! What the passes of a network know of it: layers, and what enters the first one.

use core::slice::ChunksExact;

use super::tape::{Cutter, Planes};
use crate::activation::Activation;
use crate::model::SplitMix64;
use crate::{Order, Real};

/// One affine layer: where its parameters begin, how many inputs and outputs it has.
#[derive(Clone, Copy)]
pub(super) struct Layer {
    pub offset: usize,
    pub inputs: usize,
    pub outputs: usize,
}

impl Layer {
    pub const fn weights(&self) -> usize {
        self.inputs * self.outputs
    }

    /// (W, b) of this layer; empty if θ is too short.
    pub fn parameters<'a, R>(&self, theta: &'a [R]) -> (&'a [R], &'a [R]) {
        theta
            .get(self.offset..)
            .and_then(|rest| rest.split_at_checked(self.weights()))
            .and_then(|(weights, rest)| Some((weights, rest.get(..self.outputs)?)))
            .unwrap_or((&[], &[]))
    }

    /// W, unit by unit.
    pub fn rows<'a, R>(&self, weights: &'a [R]) -> ChunksExact<'a, R> {
        weights.chunks_exact(self.inputs.max(1))
    }
}

/// A network: of the coordinates themselves, or of functions of them.
pub(super) trait Shape<R: Real, const D: usize> {
    /// Layers of functions below the first one: none or one.
    const BELOW: usize;

    fn activation(&self) -> Activation;

    /// Hidden layers.
    fn hidden(&self) -> usize;

    fn layer(&self, index: usize) -> Layer;

    /// Units of the widest layer above the inputs.
    fn widest(&self) -> usize;

    /// Words of tape at one point below a hidden layer.
    fn tape_words(&self, order: Order, layer: usize) -> usize;

    /// The planes of the functions, the first piece of a tape; none of a network of the coordinates.
    fn inputs<'a, const ORDER: u8, const K: usize>(
        &self,
        tape: &mut Cutter<'a, R>,
    ) -> Option<Planes<'a, R, D, K>>;

    /// Fills these planes.
    fn fill<const K: usize>(&self, points: &[[R; D]; K], planes: &mut Planes<'_, R, D, K>);
}

/// Glorot's initial values.
pub(super) fn glorot<R: Real, const D: usize>(shape: &impl Shape<R, D>, seed: u64, theta: &mut [R]) {
    let mut random = SplitMix64::new(seed);
    let two = R::ONE + R::ONE;
    for index in 0..=shape.hidden() {
        let layer = shape.layer(index);
        let bound = (R::of(6.0) / R::of_count(layer.inputs + layer.outputs)).sqrt();
        let is_output = index == shape.hidden();
        let parameters = theta.iter_mut().skip(layer.offset);
        for (j, entry) in parameters.take(layer.weights() + layer.outputs).enumerate() {
            *entry = if j < layer.weights() {
                bound * (two * random.uniform::<R>() - R::ONE)
            } else if is_output {
                R::ZERO
            } else {
                two * random.uniform::<R>() - R::ONE
            };
        }
    }
}

/// Normal initial values.
pub(super) fn normal<'a, R: Real>(seed: u64, sigma: R, theta: impl Iterator<Item = &'a mut R>) {
    let mut random = SplitMix64::new(seed);
    for entry in theta {
        *entry = sigma * random.normal::<R>();
    }
}
