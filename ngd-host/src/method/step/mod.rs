//! `--step`: how far a step goes along its direction.

mod backtracking;
mod fixed;
mod grid;

pub use backtracking::Backtracking;
pub use fixed::Fixed;
pub use grid::Grid;

use super::family::family;
use crate::request::{Accepts, Flag, Heading};

family! {
    /// How far a step goes along its direction.
    Step { Fixed, Backtracking, Grid }
    build() -> AnyLength
}

/// The flag.
pub static STEP: Flag = Flag {
    name: "step",
    value: "RULE",
    heading: Heading::Method,
    help: "How far a step goes; adam and spring take fixed:A, l-bfgs has a search of its own",
    accepts: Accepts::Forms(Step::forms, |text| text.parse::<Step>().map(drop)),
};

impl Step {
    /// The search that needs no number.
    pub const BACKTRACKING: Self = Self::Backtracking(Backtracking);

    /// The learning rate of a fixed step.
    pub fn learning_rate(self) -> Option<f64> {
        match self {
            Self::Fixed(Fixed { learning_rate }) => Some(learning_rate),
            _ => None,
        }
    }

    /// Whether every step is shorter than the direction: what a whole step or a search tells is then unknown.
    pub fn is_cautious(self) -> bool {
        self.learning_rate().is_some_and(|rate| rate < 1.0)
    }
}
