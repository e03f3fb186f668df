use std::fmt;

use ngd_core::damping;

use crate::method::Float;
use crate::method::family::Part;
use crate::request::{Rejected, number};

/// Those below X times the largest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Relative {
    /// X.
    pub cutoff: f64,
}

impl Part for Relative {
    const FORM: &'static str = "X";
    const ABOUT: &'static str = "Those below X times the largest, 0 ≤ X < 1";

    fn parse(text: &str) -> Option<Result<Self, Rejected>> {
        text.trim().parse::<f64>().ok()?;
        Some(number::fraction("the cutoff", text).map(|cutoff| Self { cutoff }))
    }
}

impl fmt::Display for Relative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.cutoff)
    }
}

impl Relative {
    /// The rule of the core.
    pub fn build<R: Float>(&self, _parameters: usize) -> damping::Cutoff<R> {
        damping::Cutoff { relative: R::of(self.cutoff) }
    }
}
