use std::fmt;
use std::str::FromStr;

use ngd_core::{Mlp, Real};

use crate::request::{Accepts, Flag, Heading, Rejected, number};

/// The distribution of the initial parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Init {
    /// Uniform, its width from the widths of the layers; hidden biases uniform too.
    Glorot,
    /// Normal with this standard deviation, all parameters.
    Normal(f64),
}

/// The flag.
pub static INIT: Flag = Flag {
    name: "init",
    value: "RULE",
    heading: Heading::Network,
    help: "The initial parameters: glorot, or normal:SIGMA with a standard deviation SIGMA above 0",
    accepts: Accepts::parsed::<Init>(),
};

impl Init {
    /// Writes the initial parameters of a network.
    ///
    /// Shapes: theta P, of which those of the network are written.
    pub fn write<R: Real, const D: usize, const O: usize>(
        self,
        network: &Mlp<D, O>,
        seed: u64,
        theta: &mut [R],
    ) {
        match self {
            Self::Glorot => network.glorot_into(seed, theta),
            Self::Normal(sigma) => network.normal_into(seed, R::of(sigma), theta),
        }
    }
}

impl FromStr for Init {
    type Err = Rejected;

    fn from_str(text: &str) -> Result<Self, Rejected> {
        match text.split_once(':') {
            None if text == "glorot" => Ok(Self::Glorot),
            Some(("normal", sigma)) => {
                number::positive("the standard deviation SIGMA", sigma).map(Self::Normal)
            }
            _ => Err(Rejected("allowed are glorot, and normal:SIGMA with SIGMA above 0".to_owned())),
        }
    }
}

impl fmt::Display for Init {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Glorot => f.write_str("glorot"),
            Self::Normal(sigma) => write!(f, "normal:{sigma:?}"),
        }
    }
}
