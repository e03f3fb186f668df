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
            None if text == "rounding" => Ok(Self::Rounding),
            Some(("annealed", fall)) => fall.parse().map(Self::AnnealedTo),
            _ => number::fraction("the cutoff", text).map(Self::Constant).map_err(|Rejected(reason)| {
                Rejected(format!(
                    "{reason}, or rounding, annealed, annealed:X, annealed:X:N or annealed:X:N:F"
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
