mod activation;
mod init;
mod layers;

use ngd_core::Mlp;

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
