//! The multilayer perceptron: affine layers, one activation, a linear last layer.
//!
//! Derivatives in x travel forward with the values (Taylor mode), derivatives in θ travel back. Inside a
//! block of K points the point is the innermost index: each weight is loaded once for all of them, and
//! compilers turn the innermost loop into vector instructions without touching the order of a sum.

mod argument;
mod backward;
mod featured;
mod forward;
mod lane;
mod linear;
mod orders;
mod predict;
mod shape;
mod tangent;
mod tape;

pub use featured::Featured;
pub use tape::Planes;

use core::fmt;

use crate::activation::Activation;
use crate::footprint::Footprint;
use crate::model::{At, Model};
use crate::{Jet, Order, Real};
use orders::shape_model;
use shape::{Layer, Shape};
use tape::{Cutter, GRADIENT, SECOND, VALUE};

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
        shape::glorot(self, seed, theta);
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
        shape::normal(seed, sigma, theta.iter_mut().take(self.parameters()));
    }
}

impl<R: Real, const D: usize, const O: usize> Shape<R, D> for Mlp<D, O> {
    const BELOW: usize = 0;

    #[inline(always)]
    fn activation(&self) -> Activation {
        self.activation
    }

    #[inline(always)]
    fn hidden(&self) -> usize {
        Mlp::hidden(self)
    }

    #[inline(always)]
    fn layer(&self, index: usize) -> Layer {
        Mlp::layer(self, index)
    }

    #[inline(always)]
    fn widest(&self) -> usize {
        Mlp::widest(self)
    }

    #[inline(always)]
    fn tape_words(&self, order: Order, layer: usize) -> usize {
        Mlp::tape_words(self, order, layer)
    }

    #[inline(always)]
    fn inputs<'a, const ORDER: u8, const K: usize>(
        &self,
        _: &mut Cutter<'a, R>,
    ) -> Option<Planes<'a, R, D, K>> {
        None
    }

    #[inline(always)]
    fn fill<const K: usize>(&self, _: &[[R; D]; K], _: &mut Planes<'_, R, D, K>) {}
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

    shape_model!();
}
