//! The shape of a network, as a blob holds it.

use super::{CheckpointError, Tag};
use crate::{Activation, Mlp};

/// Sizes and activation of a network whose numbers of inputs and outputs are known at run time only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape<'a> {
    /// D.
    pub inputs: u16,
    /// O.
    pub outputs: u16,
    /// That of the hidden layers.
    pub activation: Activation,
    /// Two bytes for each hidden layer.
    widths: &'a [u8],
}

impl<'a> Shape<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, CheckpointError> {
        let wrong = CheckpointError::Section(Tag::SHAPE);
        let Some(([a, b, c, d, activation, layers], widths)) = bytes.split_first_chunk() else {
            return Err(wrong);
        };
        if widths.len() != 2 * usize::from(*layers) {
            return Err(wrong);
        }
        let (inputs, outputs) = (u16::from_le_bytes([*a, *b]), u16::from_le_bytes([*c, *d]));
        Ok(Self { inputs, outputs, activation: activation_of(*activation)?, widths })
    }

    /// Units of each hidden layer.
    pub fn widths(&self) -> impl ExactSizeIterator<Item = u16> + use<'a> {
        self.widths.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair))
    }

    /// The network, if it has D inputs and O outputs.
    ///
    /// # Errors
    /// [`CheckpointError::Section`] if it has not; [`CheckpointError::Shape`] if the widths make no network.
    pub fn network<const D: usize, const O: usize>(&self) -> Result<Mlp<D, O>, CheckpointError> {
        if usize::from(self.inputs) != D || usize::from(self.outputs) != O {
            return Err(CheckpointError::Section(Tag::SHAPE));
        }
        let mut hidden = [0; crate::model::MAX_HIDDEN + 1];
        for (to, width) in hidden.iter_mut().zip(self.widths()) {
            *to = usize::from(width);
        }
        let hidden = hidden.get(..self.widths().len()).ok_or(CheckpointError::Section(Tag::SHAPE))?;
        Mlp::try_new(hidden, self.activation).map_err(CheckpointError::Shape)
    }
}

/// The byte of an activation. It never changes its meaning.
pub(super) const fn code_of(activation: Activation) -> u8 {
    match activation {
        Activation::Tanh => 0,
        Activation::Sine => 1,
        Activation::Softplus => 2,
        Activation::Logistic => 3,
        #[cfg(feature = "micromath")]
        Activation::MicromathTanh => 128,
        #[cfg(feature = "micromath")]
        Activation::MicromathSine => 129,
        #[cfg(feature = "micromath")]
        Activation::MicromathSoftplus => 130,
        #[cfg(feature = "micromath")]
        Activation::MicromathLogistic => 131,
    }
}

fn activation_of(code: u8) -> Result<Activation, CheckpointError> {
    let mut known = Activation::ALL.iter().copied();
    known.find(|activation| code_of(*activation) == code).ok_or(CheckpointError::Activation(code))
}
