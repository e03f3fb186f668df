use std::fmt;

use ngd_core::damping;

use crate::method::Float;
use crate::method::family::Part;
use crate::request::{Rejected, number};

/// Those below X.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Absolute {
    /// X.
    pub cutoff: f64,
}

impl Part for Absolute {
    const FORM: &'static str = "absolute:X";
    const ABOUT: &'static str = "Those below X, X ≥ 0";

    fn parse(text: &str) -> Option<Result<Self, Rejected>> {
        let cutoff = number::not_negative("the cutoff X of absolute:X", text.strip_prefix("absolute:")?);
        Some(cutoff.map(|cutoff| Self { cutoff }))
    }
}

impl fmt::Display for Absolute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "absolute:{:?}", self.cutoff)
    }
}

impl Absolute {
    /// The rule of the core.
    pub fn build<R: Float>(&self, _parameters: usize) -> damping::AbsoluteCutoff<R> {
        damping::AbsoluteCutoff { cutoff: R::of(self.cutoff) }
    }
}
