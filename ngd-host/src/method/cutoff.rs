use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::Fall;
use crate::request::{Rejected, number};

/// Which singular values of J the solver `svd` leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(into = "String")]
pub enum Cutoff {
    /// Those below this times the largest.
    Constant(f64),
    /// Those below √(εP) times the largest.
    Rounding,
    /// Those below this.
    Absolute(f64),
    /// The smallest, as long as they leave out no more than 3 % of the residual.
    Adaptive,
    /// The smallest, as long as they leave out no more than this share of the residual.
    AdaptiveShare(f64),
    /// A cutoff that falls from 1e-4 to √(εP) over the first iterations and is tripled when no
    /// length helps.
    Annealed,
    /// The same, between other numbers.
    AnnealedTo(Fall),
}

impl FromStr for Cutoff {
    type Err = Rejected;

    fn from_str(text: &str) -> Result<Self, Rejected> {
        match text.split_once(':') {
            None if text == "annealed" => Ok(Self::Annealed),
            None if text == "adaptive" => Ok(Self::Adaptive),
            None if text == "rounding" => Ok(Self::Rounding),
            Some(("annealed", fall)) => fall.parse().map(Self::AnnealedTo),
            Some(("adaptive", share)) => {
                number::fraction("the share X of adaptive:X", share).map(Self::AdaptiveShare)
            }
            Some(("absolute", cutoff)) => {
                number::not_negative("the cutoff X of absolute:X", cutoff).map(Self::Absolute)
            }
            _ => number::fraction("the cutoff", text).map(Self::Constant).map_err(|Rejected(reason)| {
                Rejected(format!(
                    "{reason}, or rounding, absolute:X, annealed, annealed:X, annealed:X:N, annealed:X:N:F, adaptive \
                     or adaptive:X"
                ))
            }),
        }
    }
}

impl fmt::Display for Cutoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Constant(cutoff) => write!(f, "{cutoff:?}"),
            Self::Rounding => f.write_str("rounding"),
            Self::Absolute(cutoff) => write!(f, "absolute:{cutoff:?}"),
            Self::Adaptive => f.write_str("adaptive"),
            Self::AdaptiveShare(share) => write!(f, "adaptive:{share:?}"),
            Self::Annealed => f.write_str("annealed"),
            Self::AnnealedTo(fall) => write!(f, "annealed:{fall}"),
        }
    }
}

impl From<Cutoff> for String {
    fn from(cutoff: Cutoff) -> Self {
        cutoff.to_string()
    }
}
