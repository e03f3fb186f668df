use std::collections::BTreeMap;

use serde::Serialize;

use super::{DECADES, Decade, Measure, Quartiles, Run};
use crate::request;
use crate::training::Target;

/// What the runs of one entrant come to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Performance {
    /// How many there are.
    pub runs: usize,
    /// How many succeeded.
    pub successes: usize,
    /// How they ended, and how often.
    pub verdicts: BTreeMap<String, usize>,
    /// What is compared, at the θ that is kept.
    pub error: Quartiles,
    /// The loss there.
    pub loss: Quartiles,
    /// Steps done.
    pub iterations: Quartiles,
    /// Evaluations of the loss.
    pub loss_evaluations: Quartiles,
    /// Seconds of training.
    pub seconds: Quartiles,
    /// How long each decade of error took.
    pub decades: Vec<Decade>,
}

impl Performance {
    /// Of these runs.
    pub fn of(runs: &[&Run], measure: Measure, success: Target) -> Self {
        let of = |number: fn(&Run) -> f64| Quartiles::of(runs.iter().map(|run| number(run)));
        let mut verdicts = BTreeMap::new();
        for run in runs {
            *verdicts.entry(request::name(&run.verdict)).or_default() += 1;
        }
        let succeeds = |run: &&&Run| success.is_reached(run.loss, Some(run.relative_l2));
        Self {
            runs: runs.len(),
            successes: runs.iter().filter(succeeds).count(),
            verdicts,
            error: Quartiles::of(runs.iter().map(|run| run.error(measure))),
            loss: of(|run| run.loss),
            iterations: of(|run| run.iterations as f64),
            loss_evaluations: of(|run| run.loss_evaluations as f64),
            seconds: of(|run| run.seconds),
            decades: DECADES.iter().map(|error| Decade::of(*error, measure, runs)).collect(),
        }
    }
}
