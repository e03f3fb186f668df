use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::request::{Rejected, number};

/// λ of a damped solver.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(into = "String")]
pub enum Damping {
    /// λ = L·trace(G)/P with this dimensionless L.
    Constant(f64),
    /// λ follows the ratio of the actual to the predicted decrease, step by step.
    Adaptive,
    /// λ follows the length that a search finds.
    ByLength,
    /// λ times 0.9⁵ or 0.9⁻⁵ every five steps, by that ratio.
    GainRatio,
}

impl FromStr for Damping {
    type Err = Rejected;

    fn from_str(text: &str) -> Result<Self, Rejected> {
        match text.split_once(':') {
            None if text == "adaptive" => Ok(Self::Adaptive),
            None if text == "length" => Ok(Self::ByLength),
            None if text == "gain-ratio" => Ok(Self::GainRatio),
            Some(("constant", factor)) => {
                number::not_negative("L of the damping λ = L·trace(G)/P", factor).map(Self::Constant)
            }
            _ => {
                Err(Rejected("allowed are constant:L with L ≥ 0, adaptive, length and gain-ratio".to_owned()))
            }
        }
    }
}

impl fmt::Display for Damping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Constant(factor) => write!(f, "constant:{factor:?}"),
            Self::Adaptive => f.write_str("adaptive"),
            Self::ByLength => f.write_str("length"),
            Self::GainRatio => f.write_str("gain-ratio"),
        }
    }
}

impl From<Damping> for String {
    fn from(damping: Damping) -> Self {
        damping.to_string()
    }
}
