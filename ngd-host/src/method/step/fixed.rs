use std::fmt;

use ngd_core::step_length;

use crate::method::Float;
use crate::method::family::Part;
use crate::request::{Rejected, number};

/// The learning rate α.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fixed {
    /// α > 0.
    pub learning_rate: f64,
}

impl Part for Fixed {
    const FORM: &'static str = "fixed:A";
    const ABOUT: &'static str = "The learning rate A, above 0";

    fn parse(text: &str) -> Option<Result<Self, Rejected>> {
        let rate = number::positive("the learning rate A", text.strip_prefix("fixed:")?);
        Some(rate.map(|learning_rate| Self { learning_rate }))
    }
}

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "fixed:{:?}", self.learning_rate)
    }
}

impl Fixed {
    /// The rule of the core.
    pub fn build<R: Float>(&self) -> step_length::Fixed<R> {
        step_length::Fixed { learning_rate: R::of(self.learning_rate) }
    }
}
