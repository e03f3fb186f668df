use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::{Rejected, number};

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
    /// The same, falling to this in so many steps.
    AnnealedTo(f64, u32),
}

impl Cutoff {
    /// The steps in which an annealed cutoff falls where none are given.
    pub const STEPS: u32 = 20;
}

impl FromStr for Cutoff {
    type Err = Rejected;

    fn from_str(text: &str) -> Result<Self, Rejected> {
        match text.split_once(':') {
            None if text == "annealed" => Ok(Self::Annealed),
            None if text == "adaptive" => Ok(Self::Adaptive),
            None if text == "rounding" => Ok(Self::Rounding),
            Some(("annealed", last)) => {
                let (last, steps) = match last.split_once(':') {
                    Some((last, steps)) => (last, number_of_steps(steps)?),
                    None => (last, Self::STEPS),
                };
                let last = number::fraction("the last cutoff X of annealed:X", last)?;
                Ok(Self::AnnealedTo(last, steps))
            }
            Some(("adaptive", share)) => {
                number::fraction("the share X of adaptive:X", share).map(Self::AdaptiveShare)
            }
            Some(("absolute", cutoff)) => {
                number::not_negative("the cutoff X of absolute:X", cutoff).map(Self::Absolute)
            }
            _ => number::fraction("the cutoff", text).map(Self::Constant).map_err(|Rejected(reason)| {
                Rejected(format!(
                    "{reason}, or rounding, absolute:X, annealed, annealed:X, annealed:X:N, adaptive or adaptive:X"
                ))
            }),
        }
    }
}

fn number_of_steps(text: &str) -> Result<u32, Rejected> {
    let none = || Rejected("the steps N of annealed:X:N must be a whole number, 1 or above".to_owned());
    text.trim().parse().ok().filter(|&steps| steps > 0).ok_or_else(none)
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
            Self::AnnealedTo(last, Self::STEPS) => write!(f, "annealed:{last:?}"),
            Self::AnnealedTo(last, steps) => write!(f, "annealed:{last:?}:{steps}"),
        }
    }
}

impl From<Cutoff> for String {
    fn from(cutoff: Cutoff) -> Self {
        cutoff.to_string()
    }
}
