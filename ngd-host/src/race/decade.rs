use serde::Serialize;

use super::{Measure, Quartiles, Run};

/// The errors whose first passing is noted.
pub const DECADES: [f64; 12] = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12];

/// How long an error took. Runs that never reached it count as infinitely long.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Decade {
    /// The error.
    pub error: f64,
    /// The runs that reached it.
    pub reached: usize,
    /// Steps until then.
    pub iterations: Quartiles,
    /// Seconds of training until then.
    pub seconds: Quartiles,
}

impl Decade {
    /// Of these runs.
    pub fn of(error: f64, measure: Measure, runs: &[&Run]) -> Self {
        let first: Vec<_> = runs.iter().map(|run| run.curve.reaches(measure, error)).collect();
        let iteration = first.iter().map(|first| first.map_or(f64::INFINITY, |at| at.iteration as f64));
        let seconds = first.iter().map(|first| first.map_or(f64::INFINITY, |at| at.seconds));
        Self {
            error,
            reached: first.iter().flatten().count(),
            iterations: Quartiles::of(iteration),
            seconds: Quartiles::of(seconds),
        }
    }
}
