use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::{Rejected, number};

/// Which singular values of J, relative to the largest, the solver `svd` leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(into = "String")]
pub enum Cutoff {
    /// Those below this.
    Constant(f64),
    /// A cutoff that falls from 1e-4 to √(εP) over the first iterations and is tripled when no
    /// length helps.
    Annealed,
    /// The same, falling to this.
    AnnealedTo(f64),
}

impl FromStr for Cutoff {
    type Err = Rejected;

    fn from_str(text: &str) -> Result<Self, Rejected> {
        if text == "annealed" {
            return Ok(Self::Annealed);
        }
        if let Some(last) = text.strip_prefix("annealed:") {
            return number::fraction("the last cutoff X of annealed:X", last).map(Self::AnnealedTo);
        }
        number::fraction("the cutoff", text).map(Self::Constant).map_err(|Rejected(reason)| {
            Rejected(format!("{reason}, or annealed, or annealed:X with the last cutoff X"))
        })
    }
}

impl fmt::Display for Cutoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Constant(cutoff) => write!(f, "{cutoff:?}"),
            Self::Annealed => f.write_str("annealed"),
            Self::AnnealedTo(last) => write!(f, "annealed:{last:?}"),
        }
    }
}

impl From<Cutoff> for String {
    fn from(cutoff: Cutoff) -> Self {
        cutoff.to_string()
    }
}
