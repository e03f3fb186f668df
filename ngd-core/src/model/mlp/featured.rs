//! A network of functions of the coordinates.

use super::orders::shape_model;
use super::shape::{self, Layer, Shape};
use super::tape::{Cutter, Planes, jet_words, words_per_unit};
use super::tape::{GRADIENT, SECOND, VALUE};
use super::{Mlp, backward, forward, tangent};
use crate::activation::Activation;
use crate::model::{At, Inputs, Model};
use crate::{Jet, Order, Real};

/// u = MLP(φ(x)): a network whose inputs are functions φ of the D coordinates, for example cosines and sines,
/// which make it periodic, or fewer coordinates than there are directions ([`Coordinates`](crate::model::Coordinates)).
///
/// The derivatives of φ enter the first layer as those of a layer below it, so all derivatives are exact. Of
/// the O outputs the network has the first few; the others are zero.
///
/// Layout of θ: as of [`Mlp`] with as many inputs as functions and as many outputs as it has.
#[derive(Clone, Copy, Debug)]
pub struct Featured<I, const D: usize, const O: usize = 1> {
    /// φ.
    pub inputs: I,
    network: Mlp<D, O>,
    outputs: usize,
}

impl<I, const D: usize, const O: usize> Featured<I, D, O> {
    /// The network with the hidden layers and the activation of this one, on these functions.
    pub const fn new(inputs: I, network: Mlp<D, O>) -> Self {
        Self { inputs, network, outputs: O }
    }

    /// The same with this many outputs, at most O.
    #[must_use]
    pub fn with_outputs(self, outputs: usize) -> Self {
        Self { outputs: outputs.min(O), ..self }
    }

    /// Outputs that are not always zero.
    pub const fn outputs(&self) -> usize {
        self.outputs
    }

    const fn width(&self, layer: usize) -> usize {
        if layer < self.network.hidden() { self.network.width(layer) } else { self.outputs }
    }

    const fn layer_on(&self, inputs: usize, index: usize) -> Layer {
        let (mut offset, mut inputs, mut l) = (0, inputs, 0);
        while l < index {
            offset += (inputs + 1) * self.width(l);
            inputs = self.width(l);
            l += 1;
        }
        Layer { offset, inputs, outputs: self.width(index) }
    }

    /// Glorot's initial values, as those of [`Mlp::glorot_into`].
    pub fn glorot_into<R: Real>(&self, seed: u64, theta: &mut [R])
    where
        I: Inputs<R, D>,
    {
        shape::glorot(self, seed, theta);
    }

    /// Normal initial values, as those of [`Mlp::normal_into`].
    pub fn normal_into<R: Real>(&self, seed: u64, sigma: R, theta: &mut [R])
    where
        I: Inputs<R, D>,
    {
        let parameters = Model::<R, D, O>::parameters(self);
        shape::normal(seed, sigma, theta.iter_mut().take(parameters));
    }

    fn scratch_words<R: Real>(&self, order: Order, points: usize) -> usize
    where
        I: Inputs<R, D>,
    {
        let tapes = Shape::<R, D>::tape_words(self, order, self.network.hidden());
        points * (tapes + 2 * Shape::<R, D>::widest(self) * jet_words(order, D))
    }
}

impl<R: Real, I: Inputs<R, D>, const D: usize, const O: usize> Shape<R, D> for Featured<I, D, O> {
    const BELOW: usize = 1;

    fn activation(&self) -> Activation {
        self.network.activation()
    }

    fn hidden(&self) -> usize {
        self.network.hidden()
    }

    fn layer(&self, index: usize) -> Layer {
        self.layer_on(self.inputs.count(), index)
    }

    fn widest(&self) -> usize {
        self.network.widest()
    }

    fn tape_words(&self, order: Order, layer: usize) -> usize {
        let straight = order.min(Order::Gradient);
        let of_inputs = jet_words(if self.inputs.is_curved() { order } else { straight }, D);
        let layers = (0..layer).map(|l| self.width(l) * words_per_unit(order, D, l + 1));
        self.inputs.count() * of_inputs + layers.sum::<usize>()
    }

    fn inputs<'a, const ORDER: u8, const K: usize>(
        &self,
        tape: &mut Cutter<'a, R>,
    ) -> Option<Planes<'a, R, D, K>> {
        Some(tape.inputs::<ORDER, D, K>(self.inputs.count(), self.inputs.is_curved()))
    }

    fn fill<const K: usize>(&self, points: &[[R; D]; K], planes: &mut Planes<'_, R, D, K>) {
        self.inputs.fill(points, planes);
    }
}

impl<R: Real, I: Inputs<R, D>, const D: usize, const O: usize> Model<R, D, O> for Featured<I, D, O> {
    fn parameters(&self) -> usize {
        let last = Shape::<R, D>::layer(self, self.network.hidden());
        last.offset + (last.inputs + 1) * last.outputs
    }

    fn scratch(&self) -> usize {
        self.scratch_words(Order::Second, 1)
    }

    fn block_scratch(&self, order: Order, points: usize) -> usize {
        self.scratch_words(order, points)
    }

    shape_model!();
}
