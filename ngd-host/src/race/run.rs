use serde::Serialize;

use super::Curve;
use crate::training::{Target, Verdict};

/// One seed of an entrant, trained to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The seed of the initial values.
    pub seed: u64,
    /// Steps done.
    pub iterations: u64,
    /// Evaluations of the loss.
    pub loss_evaluations: u64,
    /// Seconds of training.
    pub seconds: f64,
    /// At the θ that is kept.
    pub loss: f64,
    /// There.
    pub relative_l2: f64,
    /// Why it ended.
    pub verdict: Verdict,
    /// How it came there.
    pub curve: Curve,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// The relative L² error.
    RelativeL2,
    /// The loss, where no exact solution is known.
    Loss,
}

/// An error of one in a thousand is what counts as solved where nobody says otherwise.
const SOLVED: f64 = 1e-3;

impl Measure {
    /// The relative L² error if a run begins with one, else the loss.
    pub fn of<'a>(runs: impl IntoIterator<Item = &'a Run>) -> Self {
        let known = |run: &Run| run.curve.first().is_some_and(|first| first.relative_l2.is_finite());
        if runs.into_iter().any(known) { Self::RelativeL2 } else { Self::Loss }
    }

    /// The words for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::RelativeL2 => "relative L² error",
            Self::Loss => "loss",
        }
    }

    /// What counts as a success where nobody says otherwise: an error of 1e-3.
    pub fn success(self) -> Target {
        match self {
            Self::RelativeL2 => Target::RelativeL2(SOLVED),
            Self::Loss => Target::Loss(SOLVED),
        }
    }
}

impl Run {
    /// What is compared, at the end.
    pub fn error(&self, measure: Measure) -> f64 {
        match measure {
            Measure::RelativeL2 => self.relative_l2,
            Measure::Loss => self.loss,
        }
    }

    /// Whether nobody stopped it.
    pub fn is_complete(&self) -> bool {
        self.verdict != Verdict::Interrupted
    }
}
