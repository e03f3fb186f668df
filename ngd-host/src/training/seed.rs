use std::time::Instant;

use serde::Serialize;

use super::{Errors, Interrupt, LearntCoefficient, Outcome, StepRecord, Training};
use crate::training::{Standing, Stopping, Verdict};

/// One line of the trajectory: the state after a step, or before the first. Counts and seconds are sums
/// since the start; what did not happen or was not evaluated is empty.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Steps done.
    pub iteration: u64,
    /// Seconds of training.
    pub seconds: f64,
    /// The loss.
    pub loss: f64,
    /// The error, if asked for.
    pub relative_l2_error: Option<f64>,
    /// η of the step.
    pub length: Option<f64>,
    /// λ or the cutoff of the step.
    pub damping: Option<f64>,
    /// β of the step.
    pub beta: Option<f64>,
    /// What became of the step.
    pub outcome: Outcome,
    /// Evaluations of the loss, the one at the start included.
    pub loss_evaluations: u64,
}

/// Who watches a training, row by row.
pub trait Observer {
    /// Why watching may fail.
    type Error;

    /// Whether the row of this iteration needs the relative L² error, which costs time but does not count
    /// as training.
    fn wants_error(&self, iteration: u64) -> bool;

    /// Called at the start and after every step.
    ///
    /// # Errors
    /// The observer's own; they end the training.
    fn observe(&mut self, row: &Row) -> Result<(), Self::Error>;
}

/// How a training ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// The last row.
    pub last: Row,
    /// The loss at the θ that is kept: the last, or the best where the loss may rise.
    pub loss: f64,
    /// The error norms there.
    pub errors: Errors,
    /// The coefficients learnt there.
    pub coefficients: Vec<LearntCoefficient>,
    /// Why it ended.
    pub verdict: Verdict,
    /// Why no further step could be tried, in words.
    pub reason: Option<String>,
}

/// Trains until `stopping` has a verdict. Only the steps and the first loss are timed.
///
/// A step that cannot be tried leaves θ as it is, so that the next would fail alike: the run has stalled.
///
/// # Errors
/// Those of the observer.
pub fn train<O: Observer>(
    training: &mut dyn Training,
    stopping: &Stopping,
    interrupt: &Interrupt,
    observer: &mut O,
) -> Result<Ended, O::Error> {
    let start = Instant::now();
    let loss = training.loss();
    let mut row = Row::initial(loss, start.elapsed().as_secs_f64());
    let needed = |observer: &O, iteration| stopping.needs_errors() || observer.wants_error(iteration);
    row.relative_l2_error = needed(observer, 0).then(|| training.relative_l2());
    observer.observe(&row)?;

    let (mut diverged, mut can_continue, mut reason) = (false, true, None);
    loop {
        let interrupted = interrupt.requested();
        let standing = row.standing(diverged, can_continue, interrupted);
        if let Some(verdict) = stopping.verdict(&standing) {
            let loss = training.finish();
            let (errors, coefficients) = (training.errors(), training.coefficients());
            return Ok(Ended { last: row, loss, errors, coefficients, verdict, reason });
        }
        let start = Instant::now();
        let step = training.step();
        let seconds = start.elapsed().as_secs_f64();
        match step {
            Ok(step) => {
                row = row.after(&step, seconds);
                row.relative_l2_error = needed(observer, row.iteration).then(|| training.relative_l2());
                (diverged, can_continue) = (step.diverged, step.can_continue);
                observer.observe(&row)?;
            }
            Err(error) => {
                row.seconds += seconds;
                can_continue = false;
                reason = Some(error.to_string());
            }
        }
    }
}

impl Row {
    fn initial(loss: f64, seconds: f64) -> Self {
        Self {
            iteration: 0,
            seconds,
            loss,
            relative_l2_error: None,
            length: None,
            damping: None,
            beta: None,
            outcome: Outcome::Initial,
            loss_evaluations: 1,
        }
    }

    fn after(&self, step: &StepRecord, seconds: f64) -> Self {
        Self {
            iteration: self.iteration + 1,
            seconds: self.seconds + seconds,
            loss: step.loss,
            relative_l2_error: None,
            length: Some(step.length),
            damping: Some(step.damping).filter(|damping| !damping.is_nan()),
            beta: Some(step.beta),
            outcome: step.outcome,
            loss_evaluations: self.loss_evaluations.saturating_add(step.loss_evaluations),
        }
    }

    fn standing(&self, diverged: bool, can_continue: bool, interrupted: bool) -> Standing {
        Standing {
            iterations: self.iteration,
            seconds: self.seconds,
            loss: self.loss,
            relative_l2: self.relative_l2_error,
            diverged,
            can_continue,
            interrupted,
        }
    }
}
