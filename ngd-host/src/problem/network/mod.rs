mod activation;
mod init;
mod layers;

use ngd_core::Mlp;

pub use activation::{ACTIVATION, Activation};
pub use init::{INIT, Init};
pub use layers::{LAYERS, Layers, MAX_HIDDEN_LAYERS, MAX_PARAMETERS};

use crate::request::{Ask, Flag, Request, UsageError};

/// The flags of a network.
pub static FLAGS: [&Flag; 3] = [&LAYERS, &ACTIVATION, &INIT];

/// A network as flags and recommendations describe it, whatever its inputs and outputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// The widths.
    pub layers: Layers,
    /// The nonlinearity.
    pub activation: Activation,
    /// Where its parameters start.
    pub init: Init,
}

impl Network {
    /// Tangent, from uniform parameters.
    pub const fn of(layers: Layers) -> Self {
        Self { layers, activation: Activation::Tanh, init: Init::Glorot }
    }

    /// The network that a request asks for; none if neither it nor the recommendation has layers.
    ///
    /// # Errors
    /// [`UsageError`] for a value that a flag does not take.
    pub fn take(ask: &mut Ask) -> Result<Option<Self>, UsageError> {
        if ask.recommended().get(&LAYERS).is_none() {
            return Ok(None);
        }
        let Some(layers) = ask.take(&LAYERS)? else { return Ok(None) };
        let usual = Self::of(layers);
        let activation = ask.take(&ACTIVATION)?.unwrap_or(usual.activation);
        Ok(Some(Self { activation, init: ask.take(&INIT)?.unwrap_or(usual.init), ..usual }))
    }

    /// Adds it to a request.
    pub fn write(&self, request: &mut Request) {
        request.write(&LAYERS, &self.layers);
        request.write(&ACTIVATION, self.activation);
        request.write(&INIT, self.init);
    }

    /// The network of the core with D inputs and O outputs and these hidden layers.
    ///
    /// # Errors
    /// In words, when the widths make no network.
    pub fn build<const D: usize, const O: usize>(&self) -> Result<Mlp<D, O>, String> {
        Mlp::try_new(self.layers.hidden(), self.activation.build()).map_err(|error| error.to_string())
    }
}
