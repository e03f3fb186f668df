use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::request::{Rejected, number};

/// How far a step goes along its direction.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(into = "String")]
pub enum Step {
    /// The learning rate α.
    Fixed(f64),
    /// The longest 2⁻ʲ whose decrease is a fair part of the predicted one.
    Backtracking,
    /// The best of 2⁰ … 2⁻³⁰ by the loss.
    Grid,
}

impl Step {
    /// Whether every step is shorter than the direction: what a whole step or a search tells is then unknown.
    pub fn is_cautious(self) -> bool {
        matches!(self, Self::Fixed(alpha) if alpha < 1.0)
    }
}

impl FromStr for Step {
    type Err = Rejected;

    fn from_str(text: &str) -> Result<Self, Rejected> {
        match text.split_once(':') {
            None if text == "backtracking" => Ok(Self::Backtracking),
            None if text == "grid" => Ok(Self::Grid),
            Some(("fixed", length)) => number::positive("the learning rate A", length).map(Self::Fixed),
            _ => Err(Rejected("allowed are fixed:A with A above 0, backtracking and grid".to_owned())),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(length) => write!(f, "fixed:{length:?}"),
            Self::Backtracking => f.write_str("backtracking"),
            Self::Grid => f.write_str("grid"),
        }
    }
}

impl From<Step> for String {
    fn from(step: Step) -> Self {
        step.to_string()
    }
}
