use serde_json::Value;

use super::{Axis, Bands, Measure, Performance, Run};
use crate::training::Target;

/// The runs of one entrant.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What it is called.
    pub label: String,
    /// All settings but the seed.
    pub settings: Value,
    /// All its runs, in the order of the seeds.
    pub runs: Vec<Run>,
}

/// The runs of one entrant and what they come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The runs.
    pub group: Group,
    /// What those that count come to.
    pub performance: Performance,
}

/// Several entrants on one problem.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The name of the problem.
    pub problem: String,
    /// What is compared.
    pub measure: Measure,
    /// What counts as a success.
    pub success: Target,
    /// The seeds that the numbers are about.
    pub seeds: Vec<u64>,
    /// Whether further seeds were asked for.
    pub interrupted: bool,
    /// In the order that was asked for.
    pub columns: Vec<Column>,
    /// The course of the runs, over iterations and over seconds.
    pub bands: [Bands; 2],
}

impl Comparison {
    /// Of the seeds that every one of the groups has trained to the end: nobody is judged by seeds that
    /// another has not tried. Without `success` an error of 1e-3 counts as one.
    pub fn fair(problem: String, groups: Vec<Group>, asked: &[u64], success: Option<Target>) -> Self {
        let trained = |seed: &u64| groups.iter().all(|group| group.has(*seed));
        let seeds: Vec<u64> = asked.iter().copied().filter(trained).collect();
        let counts = |run: &Run| seeds.contains(&run.seed);
        let mut comparison = Self::of(problem, groups, success, counts);
        comparison.interrupted = seeds.len() < asked.len();
        comparison.seeds = seeds;
        comparison
    }

    /// Of all runs that nobody stopped, whichever seeds they have.
    pub fn loose(problem: String, groups: Vec<Group>) -> Self {
        Self::of(problem, groups, None, Run::is_complete)
    }

    fn of(
        problem: String,
        groups: Vec<Group>,
        success: Option<Target>,
        counts: impl Fn(&Run) -> bool,
    ) -> Self {
        let measure = Measure::of(groups.iter().flat_map(|group| &group.runs));
        let success = success.unwrap_or_else(|| measure.success());
        let runs: Vec<Vec<&Run>> =
            groups.iter().map(|group| group.runs.iter().filter(|run| counts(run)).collect()).collect();
        let bands = Axis::ALL.map(|axis| Bands::of(axis, measure, &runs));
        let performances: Vec<Performance> =
            runs.iter().map(|runs| Performance::of(runs, measure, success)).collect();
        let columns = groups
            .into_iter()
            .zip(performances)
            .map(|(group, performance)| Column { group, performance })
            .collect();
        Self { problem, measure, success, seeds: Vec::new(), interrupted: false, columns, bands }
    }
}

impl Column {
    /// What the entrant is called.
    pub fn label(&self) -> &str {
        &self.group.label
    }
}

impl Group {
    fn has(&self, seed: u64) -> bool {
        self.runs.iter().any(|run| run.seed == seed && run.is_complete())
    }
}
