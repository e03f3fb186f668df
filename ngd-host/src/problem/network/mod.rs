mod activation;
mod init;
mod layers;

use ngd_core::model::HardBoundary;
use ngd_core::{Mlp, Real};

pub use activation::Activation;
pub use init::Init;
pub use layers::{Layers, MAX_HIDDEN_LAYERS, MAX_PARAMETERS};

/// The network that flags and defaults describe, whatever its inputs and outputs.
#[derive(Clone, Copy, Debug)]
pub struct Network<'a> {
    /// Widths between the first and the last.
    pub hidden: &'a [usize],
    /// The nonlinearity.
    pub activation: Activation,
}

impl Network<'_> {
    /// The network with D inputs and O outputs.
    ///
    /// # Errors
    /// In words, when the widths make no network.
    pub fn build<const D: usize, const O: usize>(&self) -> Result<Mlp<D, O>, String> {
        let activation = match self.activation {
            Activation::Tanh => ngd_core::Activation::Tanh,
            Activation::Sine => ngd_core::Activation::Sine,
            Activation::Softplus => ngd_core::Activation::Softplus,
            Activation::Logistic => ngd_core::Activation::Logistic,
        };
        Mlp::try_new(self.hidden, activation).map_err(|error| error.to_string())
    }
}

/// Where the parameters of a model start.
pub trait Start<R: Real> {
    /// Writes the initial parameters; models of their own have fixed ones.
    ///
    /// Shapes: theta P.
    fn start(&self, init: Init, seed: u64, theta: &mut [R]);
}

impl<R: Real, const D: usize, const O: usize> Start<R> for Mlp<D, O> {
    fn start(&self, init: Init, seed: u64, theta: &mut [R]) {
        match init {
            Init::Glorot => self.glorot_into(seed, theta),
            Init::Normal(sigma) => self.normal_into(seed, R::of(sigma), theta),
        }
    }
}

impl<R: Real, M: Start<R>, B> Start<R> for HardBoundary<M, B> {
    fn start(&self, init: Init, seed: u64, theta: &mut [R]) {
        self.inner.start(init, seed, theta);
    }
}
