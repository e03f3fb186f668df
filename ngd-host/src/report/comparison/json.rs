//! `comparison.json`, and what `--json` prints.

use serde::Serialize;
use serde_json::Value;

use crate::race::{Column, Comparison, Measure, Performance, Run};
use crate::training::{Target, Verdict};

/// The file's name.
pub const NAME: &str = "comparison.json";

#[derive(Serialize)]
struct File<'a> {
    problem: &'a str,
    measure: Measure,
    success: Target,
    seeds: &'a [u64],
    interrupted: bool,
    optimizers: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    optimizer: &'a str,
    #[serde(flatten)]
    performance: &'a Performance,
    results: Vec<Outcome>,
    settings: &'a Value,
}

impl<'a> Entry<'a> {
    fn of(column: &'a Column) -> Self {
        Self {
            optimizer: &column.group.label,
            performance: &column.performance,
            results: column.group.runs.iter().map(Outcome::of).collect(),
            settings: &column.group.settings,
        }
    }
}

/// What one seed ended with.
#[derive(Serialize)]
struct Outcome {
    seed: u64,
    iterations: u64,
    loss_evaluations: u64,
    seconds: f64,
    loss: f64,
    relative_l2_error: f64,
    verdict: Verdict,
}

impl Outcome {
    fn of(run: &Run) -> Self {
        Self {
            seed: run.seed,
            iterations: run.iterations,
            loss_evaluations: run.loss_evaluations,
            seconds: run.seconds,
            loss: run.loss,
            relative_l2_error: run.relative_l2,
            verdict: run.verdict,
        }
    }
}

/// The contents of the file. What is not finite is `null`: a quartile that too many runs did not reach.
///
/// # Errors
/// Those of the serializer.
pub fn text(comparison: &Comparison) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&file(comparison)).map(|text| text + "\n")
}

/// The contents of several files as an array.
///
/// # Errors
/// Those of the serializer.
pub fn array(comparisons: &[Comparison]) -> serde_json::Result<String> {
    let files: Vec<File> = comparisons.iter().map(file).collect();
    serde_json::to_string_pretty(&files).map(|text| text + "\n")
}

fn file(comparison: &Comparison) -> File<'_> {
    File {
        problem: &comparison.problem,
        measure: comparison.measure,
        success: comparison.success,
        seeds: &comparison.seeds,
        interrupted: comparison.interrupted,
        optimizers: comparison.columns.iter().map(Entry::of).collect(),
    }
}
