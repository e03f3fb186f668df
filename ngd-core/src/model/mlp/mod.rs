//! The multilayer perceptron: affine layers, one activation, a linear last layer.
//!
//! Derivatives in x travel forward with the values (Taylor mode), derivatives in θ travel back. Inside a
//! block of K points the point is the innermost index: each weight is loaded once for all of them, and
//! compilers turn the innermost loop into vector instructions without touching the order of a sum.

mod argument;
mod backward;
mod forward;
mod lane;
mod linear;
mod predict;
mod tangent;
mod tape;

use core::fmt;
use core::slice::ChunksExact;

use crate::activation::Activation;
use crate::footprint::Footprint;
use crate::model::{At, Model, SplitMix64};
use crate::{Jet, Order, Real};
use tape::{GRADIENT, SECOND, VALUE};

/// The largest number of hidden layers.
pub const MAX_HIDDEN: usize = 8;

/// u = W_L σ(… σ(W_1 x + b_1) …) + b_L, with D inputs and O outputs.
///
/// Layout of θ: layer by layer W (out × in, row-major), then b. A value of this type holds sizes only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Mlp<const D: usize, const O: usize = 1> {
    widths: [u16; MAX_HIDDEN],
    layers: u8,
    activation: Activation,
}

/// Why hidden widths do not make a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum MlpError {
    /// More than eight hidden layers.
    TooManyLayers(usize),
    /// A hidden layer, counted from zero, has no unit or more than 65,535.
    Width(usize),
    /// An array of parameters has another length than the network has parameters.
    Parameters {
        /// The network's.
        expected: usize,
        /// The array's.
        found: usize,
    },
}

impl fmt::Display for MlpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManyLayers(count) => {
                write!(f, "{count} hidden layers; at most {MAX_HIDDEN} are allowed")
            }
            Self::Width(layer) => write!(f, "hidden layer {layer} must have 1 to 65535 units"),
            Self::Parameters { expected, found } => {
                write!(f, "theta has {found} entries and the network {expected} parameters: make them equal")
            }
        }
    }
}

impl core::error::Error for MlpError {}

/// One affine layer: where its parameters begin, how many inputs and outputs it has.
#[derive(Clone, Copy)]
struct Layer {
    offset: usize,
    inputs: usize,
    outputs: usize,
}

impl Layer {
    const fn weights(&self) -> usize {
        self.inputs * self.outputs
    }

    /// (W, b) of this layer; empty if θ is too short.
    fn parameters<'a, R>(&self, theta: &'a [R]) -> (&'a [R], &'a [R]) {
        theta
            .get(self.offset..)
            .and_then(|rest| rest.split_at_checked(self.weights()))
            .and_then(|(weights, rest)| Some((weights, rest.get(..self.outputs)?)))
            .unwrap_or((&[], &[]))
    }

    /// W, unit by unit.
    fn rows<'a, R>(&self, weights: &'a [R]) -> ChunksExact<'a, R> {
        weights.chunks_exact(self.inputs.max(1))
    }
}

impl<const D: usize, const O: usize> Mlp<D, O> {
    /// A network with these hidden widths, for const contexts.
    ///
    /// # Panics
    /// Where [`try_new`](Self::try_new) errs: in a const, an error of compilation.
    pub const fn new(hidden: &[usize], activation: Activation) -> Self {
        match Self::try_new(hidden, activation) {
            Ok(mlp) => mlp,
            Err(MlpError::TooManyLayers(_)) => panic!("more than 8 hidden layers"),
            Err(_) => panic!("a hidden layer must have 1 to 65535 units"),
        }
    }

    /// A network with these hidden widths; none makes it affine.
    ///
    /// # Errors
    /// [`MlpError`] names the layer.
    pub const fn try_new(hidden: &[usize], activation: Activation) -> Result<Self, MlpError> {
        const { assert!(D > 0 && O > 0, "a network has at least one input and one output") };
        if hidden.len() > MAX_HIDDEN {
            return Err(MlpError::TooManyLayers(hidden.len()));
        }
        let mut widths = [0; MAX_HIDDEN];
        let mut l = 0;
        while l < hidden.len() {
            if hidden[l] == 0 || hidden[l] > u16::MAX as usize {
                return Err(MlpError::Width(l));
            }
            widths[l] = hidden[l] as u16;
            l += 1;
        }
        Ok(Self { widths, layers: hidden.len() as u8, activation })
    }

    /// The activation of the hidden layers.
    pub const fn activation(&self) -> Activation {
        self.activation
    }

    /// Units of each hidden layer.
    pub const fn widths(&self) -> &[u16] {
        self.widths.split_at(self.layers as usize).0
    }

    /// Hidden layers.
    const fn hidden(&self) -> usize {
        self.layers as usize
    }

    /// Units of a hidden layer, of the output layer above them.
    const fn width(&self, layer: usize) -> usize {
        if layer < self.hidden() && layer < MAX_HIDDEN { self.widths[layer] as usize } else { O }
    }

    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    const fn layer(&self, index: usize) -> Layer {
        let (mut offset, mut inputs, mut l) = (0, D, 0);
        while l < index {
            offset += (inputs + 1) * self.width(l);
            inputs = self.width(l);
            l += 1;
        }
        Layer { offset, inputs, outputs: self.width(index) }
    }

    /// P.
    pub const fn parameters(&self) -> usize {
        let last = self.layer(self.hidden());
        last.offset + (last.inputs + 1) * last.outputs
    }

    /// Words of scratch for a block of K points at an order: the tape of every hidden layer and two
    /// layers of adjoints.
    pub const fn scratch_words(&self, order: Order, points: usize) -> usize {
        points * (self.tape_words(order, self.hidden()) + 2 * self.widest() * tape::jet_words(order, D))
    }

    /// Units of the widest layer above the inputs.
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    const fn widest(&self) -> usize {
        let (mut widest, mut l) = (O, 0);
        while l < self.hidden() {
            if self.width(l) > widest {
                widest = self.width(l);
            }
            l += 1;
        }
        widest
    }

    /// The memory of an optimizer of this network, for every [`Order`]. See [`Footprint`] for its parts.
    pub const fn footprint(&self) -> Footprint {
        self.footprint_up_to(Order::Second)
    }

    /// The memory of an optimizer of this network, for problems up to an order.
    pub const fn footprint_up_to(&self, order: Order) -> Footprint {
        Footprint::new(self.parameters(), self.scratch_words(order, crate::BLOCK))
    }

    /// Glorot's initial values: W uniform in ±√(6/(in+out)), hidden biases uniform in ±1, output biases
    /// zero. Filled in the order of θ, as far as the slice reaches.
    ///
    /// # Source
    /// Glorot, Bengio (2010), eq. (16), for the weights.
    pub fn glorot_into<R: Real>(&self, seed: u64, theta: &mut [R]) {
        let mut random = SplitMix64::new(seed);
        let two = R::ONE + R::ONE;
        for index in 0..=self.hidden() {
            let layer = self.layer(index);
            let bound = (R::of(6.0) / R::of_count(layer.inputs + layer.outputs)).sqrt();
            let is_output = index == self.hidden();
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

    /// Glorot's initial values as an array, whose length P is the number of [parameters](Self::parameters):
    ///
    /// ```
    /// # use ngd_core::{Activation, Mlp};
    /// const NET: Mlp<4> = Mlp::new(&[10], Activation::Tanh);
    /// let mut theta: [f32; NET.parameters()] = NET.glorot(1)?;
    /// # Ok::<(), ngd_core::model::MlpError>(())
    /// ```
    ///
    /// # Errors
    /// [`MlpError::Parameters`] for another length.
    pub fn glorot<R: Real, const P: usize>(&self, seed: u64) -> Result<[R; P], MlpError> {
        if P != self.parameters() {
            return Err(MlpError::Parameters { expected: self.parameters(), found: P });
        }
        let mut theta = [R::ZERO; P];
        self.glorot_into(seed, &mut theta);
        Ok(theta)
    }

    /// Normal initial values: every parameter σ·N(0, 1).
    pub fn normal_into<R: Real>(&self, seed: u64, sigma: R, theta: &mut [R]) {
        let mut random = SplitMix64::new(seed);
        for entry in theta.iter_mut().take(self.parameters()) {
            *entry = sigma * random.normal::<R>();
        }
    }
}

impl<R: Real, const D: usize, const O: usize> Model<R, D, O> for Mlp<D, O> {
    fn parameters(&self) -> usize {
        Mlp::parameters(self)
    }

    fn scratch(&self) -> usize {
        self.scratch_words(Order::Second, 1)
    }

    fn block_scratch(&self, order: Order, points: usize) -> usize {
        self.scratch_words(order, points)
    }

    fn jet(&self, at: At<'_, R, D>, scratch: &mut [R]) -> [Jet<R, D>; O] {
        self.jets(at, scratch).map(|lanes| lanes.point(0))
    }

    fn pull_back(&self, at: At<'_, R, D>, cotangent: &[Jet<R, D>; O], scratch: &mut [R], row: &mut [R]) {
        let mut cotangents = [Jet::ZEROS; O];
        for (lanes, jet) in cotangents.iter_mut().zip(cotangent) {
            lanes.set_point(0, jet);
        }
        self.pull_backs(at, &cotangents, scratch, row.as_chunks_mut::<1>().0);
    }

    #[inline(always)]
    fn jets<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [Jet<[R; K], D>; O] {
        match at.order {
            Order::Value => forward::jets::<VALUE, 1, R, D, O, K, D>(self, at, scratch),
            Order::Gradient => forward::jets::<GRADIENT, 2, R, D, O, K, D>(self, at, scratch),
            Order::Second => forward::jets::<SECOND, 3, R, D, O, K, D>(self, at, scratch),
        }
    }

    #[inline(always)]
    fn values<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [[R; K]; O] {
        forward::jets::<VALUE, 1, R, D, O, K, 0>(self, at, scratch).map(|jet| jet.value)
    }

    #[inline(always)]
    fn last_values<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [[R; K]; O] {
        if cfg!(not(target_pointer_width = "64")) {
            return self.values(at, scratch);
        }
        forward::jets::<VALUE, 0, R, D, O, K, 0>(self, at, scratch).map(|jet| jet.value)
    }

    #[inline(always)]
    fn pull_back_values<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        cotangents: &[[R; K]; O],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) {
        let cotangents = cotangents.map(|value| Jet { value, gradient: [], second: [] });
        backward::pull_backs::<VALUE, R, D, O, K, 0>(self, at, &cotangents, scratch, rows);
    }

    #[inline(always)]
    fn push_forward_values<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        direction: &[R],
        scratch: &mut [R],
        _rows: &mut [[R; K]],
    ) -> [[R; K]; O] {
        tangent::push_forwards::<VALUE, R, D, O, K, 0>(self, at, direction, scratch).map(|jet| jet.value)
    }

    #[inline(always)]
    fn last_jets<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [Jet<[R; K], D>; O] {
        if cfg!(not(target_pointer_width = "64")) {
            // One function less in the flash is worth more than a slope.
            return self.jets(at, scratch);
        }
        match at.order {
            Order::Value => forward::jets::<VALUE, 0, R, D, O, K, D>(self, at, scratch),
            Order::Gradient => forward::jets::<GRADIENT, 1, R, D, O, K, D>(self, at, scratch),
            Order::Second => forward::jets::<SECOND, 2, R, D, O, K, D>(self, at, scratch),
        }
    }

    #[inline(always)]
    fn pull_backs<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        cotangents: &[Jet<[R; K], D>; O],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) {
        match at.order {
            Order::Value => backward::pull_backs::<VALUE, R, D, O, K, D>(self, at, cotangents, scratch, rows),
            Order::Gradient => {
                backward::pull_backs::<GRADIENT, R, D, O, K, D>(self, at, cotangents, scratch, rows)
            }
            Order::Second => {
                backward::pull_backs::<SECOND, R, D, O, K, D>(self, at, cotangents, scratch, rows)
            }
        }
    }

    #[inline(always)]
    fn push_forwards<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        direction: &[R],
        scratch: &mut [R],
        _rows: &mut [[R; K]],
    ) -> [Jet<[R; K], D>; O] {
        match at.order {
            Order::Value => tangent::push_forwards::<VALUE, R, D, O, K, D>(self, at, direction, scratch),
            Order::Gradient => {
                tangent::push_forwards::<GRADIENT, R, D, O, K, D>(self, at, direction, scratch)
            }
            Order::Second => tangent::push_forwards::<SECOND, R, D, O, K, D>(self, at, direction, scratch),
        }
    }
}
