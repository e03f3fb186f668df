use serde::Serialize;

use super::{Measure, Moment, Quartiles, Run};

/// Along which a run is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Axis {
    /// Steps.
    Iterations,
    /// Seconds of training.
    Seconds,
}

/// The quartiles of the error over many runs, along an axis. A run that has ended keeps its last error.
///
/// Shapes: all of one length, `x` ascending; up to the end of the longest run.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Band {
    /// Iterations or seconds.
    pub x: Vec<f64>,
    /// A quarter of the runs is below.
    pub lower: Vec<f64>,
    /// Half of them.
    pub median: Vec<f64>,
    /// Three quarters.
    pub upper: Vec<f64>,
}

/// Points in a doubling of the iterations: 2⁶.
const ITERATIONS: u32 = 6;
/// Points in a doubling of the seconds.
const SECONDS: f64 = 32.0;

impl Axis {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Iterations, Self::Seconds];

    /// Where a moment stands on it.
    pub fn of(self, moment: &Moment) -> f64 {
        match self {
            Self::Iterations => moment.iteration as f64,
            Self::Seconds => moment.seconds,
        }
    }

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Iterations => "iterations",
            Self::Seconds => "seconds",
        }
    }

    /// Where bands are evaluated.
    fn grid(self, runs: &[&Run]) -> Vec<f64> {
        let end =
            runs.iter().filter_map(|run| run.curve.last()).map(|last| self.of(last)).fold(0.0, f64::max);
        match self {
            Self::Iterations => {
                let longest = runs
                    .iter()
                    .map(|run| &run.curve)
                    .max_by_key(|curve| curve.last().map(|last| last.iteration));
                longest.map_or_else(Vec::new, |curve| {
                    curve.thinned(ITERATIONS).moments().iter().map(|moment| self.of(moment)).collect()
                })
            }
            Self::Seconds => {
                let first = |run: &&Run| run.curve.moments().get(1).map(|moment| moment.seconds);
                let begin = runs.iter().filter_map(first).fold(end, f64::min);
                if !(begin > 0.0) {
                    return Vec::new();
                }
                let count = ((end / begin).log2() * SECONDS).ceil().max(1.0);
                let share = |index| begin * (end / begin).powf(f64::from(index) / count);
                (0..count as u32).map(share).chain([end]).collect()
            }
        }
    }
}

impl Band {
    /// Of these runs.
    pub fn of(axis: Axis, measure: Measure, runs: &[&Run]) -> Self {
        let mut band = Self::default();
        for x in axis.grid(runs) {
            let come = |moment: &Moment| axis.of(moment) <= x;
            let errors = runs.iter().filter_map(|run| run.curve.at(come)).map(|moment| moment.error(measure));
            let quartiles = Quartiles::of(errors);
            band.x.push(x);
            band.lower.push(quartiles.lower);
            band.median.push(quartiles.median);
            band.upper.push(quartiles.upper);
        }
        band
    }
}
