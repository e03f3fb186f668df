use serde::Serialize;

use super::{Measure, Moment, Quartiles, Run};

/// Along which runs are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Axis {
    /// Steps.
    Iterations,
    /// Seconds of training.
    Seconds,
}

/// The quartiles of the error over many runs at some points of an axis. A run that has ended keeps its last
/// error.
///
/// Shapes: all of one length, that of the points up to the end of the longest run.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Band {
    /// A quarter of the runs is below.
    pub lower: Vec<f64>,
    /// Half of them.
    pub median: Vec<f64>,
    /// Three quarters.
    pub upper: Vec<f64>,
}

/// The bands of several entrants side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bands {
    /// Iterations or seconds, ascending. Every band begins at the first.
    pub x: Vec<f64>,
    /// One per entrant.
    pub bands: Vec<Band>,
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

    fn end(self, runs: &[&Run]) -> f64 {
        runs.iter().filter_map(|run| run.curve.last()).map(|last| self.of(last)).fold(0.0, f64::max)
    }

    /// Points that are close together on a logarithmic axis.
    fn points(self, runs: &[&Run]) -> Vec<f64> {
        match self {
            Self::Iterations => {
                let moments = |run: &&Run| run.curve.thinned(ITERATIONS).moments().to_vec();
                runs.iter().flat_map(moments).map(|moment| self.of(&moment)).collect()
            }
            Self::Seconds => {
                let end = self.end(runs);
                let first_step = |run: &&Run| run.curve.moments().get(1).map(|moment| moment.seconds);
                let begin =
                    runs.iter().filter_map(first_step).filter(|seconds| *seconds > 0.0).fold(end, f64::min);
                let count = (end / begin).log2() * SECONDS;
                let point = |index| begin * (f64::from(index) / SECONDS).exp2();
                if count.is_finite() { (0..=count as u32).map(point).collect() } else { Vec::new() }
            }
        }
    }
}

impl Bands {
    /// Of the runs of each entrant.
    pub fn of(axis: Axis, measure: Measure, entrants: &[Vec<&Run>]) -> Self {
        let ends: Vec<f64> = entrants.iter().map(|runs| axis.end(runs)).collect();
        let mut x: Vec<f64> = axis.points(&entrants.concat());
        x.extend(&ends);
        x.sort_by(f64::total_cmp);
        x.dedup();
        let band = |(runs, end): (&Vec<&Run>, &f64)| {
            Band::of(axis, measure, runs, x.iter().copied().take_while(|x| x <= end))
        };
        Self { bands: entrants.iter().zip(&ends).map(band).collect(), x }
    }
}

impl Band {
    fn of(axis: Axis, measure: Measure, runs: &[&Run], points: impl Iterator<Item = f64>) -> Self {
        let mut band = Self::default();
        for x in points {
            let come = |moment: &Moment| axis.of(moment) <= x;
            let errors = runs.iter().filter_map(|run| run.curve.at(come)).map(|moment| moment.error(measure));
            let quartiles = Quartiles::of(errors);
            band.lower.push(quartiles.lower);
            band.median.push(quartiles.median);
            band.upper.push(quartiles.upper);
        }
        band
    }
}
