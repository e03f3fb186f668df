//! Runs as earlier commands left them in folders.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;
use walkdir::WalkDir;

use super::{summary, trajectory};
use crate::race::{Curve, Group, Moment, Run, is_kept};
use crate::training::Verdict;

/// A folder that claims to hold a run and does not.
#[derive(Debug, thiserror::Error)]
#[error("{} is left out", folder.display())]
pub struct StoredError {
    folder: PathBuf,
    source: Box<dyn std::error::Error + Send + Sync>,
}

/// A run and what it was a run of.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    problem: String,
    optimizer: String,
    settings: Value,
    run: Run,
}

/// What of `summary.json` is needed.
#[derive(Deserialize)]
struct Summary {
    problem: String,
    optimizer: String,
    seed: u64,
    iterations: u64,
    loss_evaluations: u64,
    seconds: f64,
    loss: Option<f64>,
    relative_l2_error: Option<f64>,
    verdict: String,
    settings: Value,
}

/// What of a line of `trajectory.csv` is needed.
#[derive(Deserialize)]
struct Line {
    iteration: u64,
    seconds: f64,
    loss: f64,
    relative_l2_error: Option<f64>,
}

/// The runs in a folder, at any depth, in the order of their paths; and what could not be read.
///
/// # Errors
/// When the folder itself cannot be read.
pub fn runs(folder: &Path) -> Result<(Vec<Stored>, Vec<StoredError>), walkdir::Error> {
    let (mut runs, mut failed) = (Vec::new(), Vec::new());
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if entry.file_name() != summary::NAME {
            continue;
        }
        let Some(folder) = entry.path().parent() else { continue };
        match read(folder) {
            Ok(run) => runs.push(run),
            Err(source) => failed.push(StoredError { folder: folder.to_owned(), source }),
        }
    }
    Ok((runs, failed))
}

fn read(folder: &Path) -> Result<Stored, Box<dyn std::error::Error + Send + Sync>> {
    let summary: Summary = serde_json::from_slice(&std::fs::read(folder.join(summary::NAME))?)?;
    let mut lines = csv::Reader::from_path(folder.join(trajectory::NAME))?;
    let (mut curve, mut last) = (Curve::default(), None);
    for line in lines.deserialize() {
        let line: Line = line?;
        let moment = Moment {
            iteration: line.iteration,
            seconds: line.seconds,
            loss: line.loss,
            relative_l2: line.relative_l2_error.unwrap_or(f64::NAN),
        };
        if is_kept(moment.iteration) {
            curve.push(moment);
        }
        last = Some(moment);
    }
    if let Some(last) = last.filter(|last| !is_kept(last.iteration)) {
        curve.push(last);
    }
    let run = Run {
        seed: summary.seed,
        iterations: summary.iterations,
        loss_evaluations: summary.loss_evaluations,
        seconds: summary.seconds,
        loss: summary.loss.unwrap_or(f64::NAN),
        relative_l2: summary.relative_l2_error.unwrap_or(f64::NAN),
        verdict: summary.verdict.parse::<Verdict>()?,
        curve,
    };
    let Summary { problem, optimizer, settings, .. } = summary;
    Ok(Stored { problem, optimizer, settings, run })
}

/// The runs by problem, and within a problem by optimizer and settings. Where an optimizer has runs of
/// several settings, its label says in what they differ.
pub fn by_problem(runs: Vec<Stored>) -> BTreeMap<String, Vec<Group>> {
    let mut problems: BTreeMap<String, BTreeMap<(String, String), Group>> = BTreeMap::new();
    for Stored { problem, optimizer, settings, run } in runs {
        let groups = problems.entry(problem).or_default();
        let group = groups.entry((optimizer.clone(), settings.to_string())).or_insert_with(|| Group {
            label: optimizer,
            settings,
            runs: Vec::new(),
        });
        group.runs.push(run);
    }
    let labelled =
        |(problem, groups): (String, BTreeMap<_, Group>)| (problem, label(groups.into_values().collect()));
    problems.into_iter().map(labelled).collect()
}

/// Adds to every label the settings in which it differs from others of the same optimizer.
fn label(mut groups: Vec<Group>) -> Vec<Group> {
    let unlabelled = groups.clone();
    for group in &mut groups {
        group.runs.sort_by_key(|run| run.seed);
        let optimizer = group.label.clone();
        let others = || unlabelled.iter().filter(|other| other.label == optimizer);
        let settings = group.settings.as_object().into_iter().flatten();
        for (name, value) in settings {
            if others().any(|other| other.settings.get(name) != Some(value)) {
                group.label += &format!(", {} {}", name.replace('_', " "), plain(value));
            }
        }
    }
    groups
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "none".to_owned(),
        other => other.to_string(),
    }
}
