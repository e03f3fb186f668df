use std::fmt;
use std::str::FromStr;

use crate::request::{Rejected, number};

/// A cutoff that falls geometrically.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fall {
    /// The cutoff of the first step.
    pub first: f64,
    /// The cutoff from the last step on.
    pub last: f64,
    /// The steps between.
    pub steps: u32,
}

impl Fall {
    /// To this cutoff, from 1e-4 in 20 steps.
    pub const fn to(last: f64) -> Self {
        Self { first: 1e-4, last, steps: 20 }
    }
}

impl FromStr for Fall {
    type Err = Rejected;

    /// X, X:N or X:N:F.
    fn from_str(text: &str) -> Result<Self, Rejected> {
        let mut parts = text.splitn(3, ':');
        let last = parts.next().unwrap_or_default();
        let mut fall = Self::to(number::fraction("the last cutoff X of annealed:X", last)?);
        if let Some(steps) = parts.next() {
            fall.steps = number_of_steps(steps)?;
        }
        if let Some(first) = parts.next() {
            fall.first = number::fraction("the first cutoff F of annealed:X:N:F", first)?;
        }
        Ok(fall)
    }
}

fn number_of_steps(text: &str) -> Result<u32, Rejected> {
    let none = || Rejected("the steps N of annealed:X:N must be a whole number, 1 or above".to_owned());
    text.trim().parse().ok().filter(|&steps| steps > 0).ok_or_else(none)
}

impl fmt::Display for Fall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first, last, steps } = *self;
        let usual = Self::to(last);
        match (steps == usual.steps, first == usual.first) {
            (true, true) => write!(f, "{last:?}"),
            (false, true) => write!(f, "{last:?}:{steps}"),
            (_, false) => write!(f, "{last:?}:{steps}:{first:?}"),
        }
    }
}
