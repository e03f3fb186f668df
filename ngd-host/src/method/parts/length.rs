//! The step lengths of the program.

use ngd_core::step_length::{Backtracking, Fixed, Found, GeodesicAcceleration, Grid, Search, StepLength};

use super::Float;
use crate::method::{Acceleration, Step};
use crate::training::Settings;

/// How far a step goes, and whether it is straight.
#[derive(Clone, Copy, Debug)]
pub enum Length<R> {
    /// `--acceleration none`
    Straight(Rule<R>),
    /// `--acceleration geodesic`
    Geodesic(GeodesicAcceleration<Rule<R>, R>),
}

/// How far a step goes.
#[derive(Clone, Copy, Debug)]
pub enum Rule<R> {
    /// `--step fixed:A`
    Fixed(Fixed<R>),
    /// `--step backtracking`
    Backtracking(Backtracking<R>),
    /// `--step grid`
    Grid(Grid),
}

impl<R: Float> Length<R> {
    pub(super) fn of(settings: &Settings) -> Self {
        let rule = match settings.step {
            Some(Step::Fixed(alpha)) => Rule::Fixed(Fixed { learning_rate: R::of(alpha) }),
            Some(Step::Grid) => Rule::Grid(Grid::default()),
            Some(Step::Backtracking) | None => Rule::Backtracking(Backtracking::default()),
        };
        match settings.acceleration {
            Some(Acceleration::Geodesic) if settings.step.is_some_and(Step::is_cautious) => {
                Self::Geodesic(GeodesicAcceleration::cautious(rule))
            }
            Some(Acceleration::Geodesic) => Self::Geodesic(GeodesicAcceleration::of(rule)),
            Some(Acceleration::None) | None => Self::Straight(rule),
        }
    }
}

impl<R: Float> StepLength<R> for Length<R> {
    fn learning_rate(&self) -> R {
        match self {
            Self::Straight(rule) => rule.learning_rate(),
            Self::Geodesic(rule) => rule.learning_rate(),
        }
    }
    fn most_acceleration(&self) -> Option<R> {
        match self {
            Self::Straight(rule) => rule.most_acceleration(),
            Self::Geodesic(rule) => rule.most_acceleration(),
        }
    }
    fn turns_away(&self, bends: R, cautions: u32) -> bool {
        match self {
            Self::Straight(rule) => rule.turns_away(bends, cautions),
            Self::Geodesic(rule) => rule.turns_away(bends, cautions),
        }
    }
    fn search(&self, search: &Search<R>, trial: impl FnMut(R) -> R) -> Option<Found<R>> {
        match self {
            Self::Straight(rule) => rule.search(search, trial),
            Self::Geodesic(rule) => rule.search(search, trial),
        }
    }
}

impl<R: Float> StepLength<R> for Rule<R> {
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
