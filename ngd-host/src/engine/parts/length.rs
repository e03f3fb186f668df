//! The step lengths of the program.

use ngd_core::step_length::{Backtracking, Fixed, Found, Grid, Search, StepLength};

use super::Float;
use crate::choice::Step;

/// How far a step goes.
#[derive(Clone, Copy, Debug)]
pub enum Length<R> {
    /// `--step fixed:A`
    Fixed(Fixed<R>),
    /// `--step backtracking`
    Backtracking(Backtracking<R>),
    /// `--step grid`
    Grid(Grid),
}

impl<R: Float> Length<R> {
    pub(super) fn of(step: Option<Step>) -> Self {
        match step {
            Some(Step::Fixed(alpha)) => Self::Fixed(Fixed { learning_rate: R::of(alpha) }),
            Some(Step::Grid) => Self::Grid(Grid::default()),
            Some(Step::Backtracking) | None => Self::Backtracking(Backtracking::default()),
        }
    }
}

impl<R: Float> StepLength<R> for Length<R> {
    fn learning_rate(&self) -> R {
        match self {
            Self::Fixed(length) => length.learning_rate(),
            Self::Backtracking(length) => length.learning_rate(),
            Self::Grid(length) => length.learning_rate(),
        }
    }
    fn search(&self, search: &Search<R>, trial: impl FnMut(R) -> R) -> Option<Found<R>> {
        match self {
            Self::Fixed(length) => length.search(search, trial),
            Self::Backtracking(length) => length.search(search, trial),
            Self::Grid(length) => length.search(search, trial),
        }
    }
}
