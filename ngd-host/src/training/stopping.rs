//! When a run ends, and why.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::request::{Rejected, number, words};

/// What `--target` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(into = "String")]
pub enum Target {
    /// A loss of at most this.
    Loss(f64),
    /// A relative L² error of at most this.
    RelativeL2(f64),
}

words! {
    /// Why a run ended.
    Verdict {
        TargetReached = "target-reached", "The target is reached";
        IterationLimit = "iteration-limit", "All iterations are done";
        TimeLimit = "time-limit", "The time is over";
        Stalled = "stalled", "No step lowers the loss any further, as at the end of a converged run";
        Diverged = "diverged", "The loss is no longer a number, or beyond all bounds";
        Interrupted = "interrupted", "Stopped by hand";
    }
}

/// The three limits of a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stopping {
    /// The most steps, at least one.
    pub iterations: u64,
    /// What is accurate enough.
    pub target: Option<Target>,
    /// The most seconds of training, not counting error norms and files.
    pub time_limit: Option<f64>,
}

/// Where a run stands, after a step or at the start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Steps done.
    pub iterations: u64,
    /// Seconds of training.
    pub seconds: f64,
    /// The loss at the present θ.
    pub loss: f64,
    /// The error at the present θ, if it was evaluated.
    pub relative_l2: Option<f64>,
    /// Whether the optimizer gave up on a loss beyond all bounds.
    pub diverged: bool,
    /// Whether a further step can differ from the last.
    pub can_continue: bool,
    /// Whether somebody asked to stop.
    pub interrupted: bool,
}

impl Stopping {
    /// Whether the relative L² error is needed to decide.
    pub fn needs_errors(&self) -> bool {
        matches!(self.target, Some(Target::RelativeL2(_)))
    }

    /// The verdict, if the run is over. Of several reasons the one that says most comes first: a target
    /// that is reached with the last iteration is a target reached.
    pub fn verdict(&self, standing: &Standing) -> Option<Verdict> {
        let limit = self.time_limit.unwrap_or(f64::INFINITY);
        [
            (!standing.loss.is_finite(), Verdict::Diverged),
            (self.reached(standing), Verdict::TargetReached),
            (standing.diverged, Verdict::Diverged),
            (!standing.can_continue, Verdict::Stalled),
            (standing.iterations >= self.iterations, Verdict::IterationLimit),
            (standing.seconds >= limit, Verdict::TimeLimit),
            (standing.interrupted, Verdict::Interrupted),
        ]
        .into_iter()
        .find_map(|(holds, verdict)| holds.then_some(verdict))
    }

    fn reached(&self, standing: &Standing) -> bool {
        self.target.is_some_and(|target| target.is_reached(standing.loss, standing.relative_l2))
    }
}

impl Target {
    /// Whether this loss, or this relative L² error, is accurate enough.
    pub fn is_reached(self, loss: f64, relative_l2: Option<f64>) -> bool {
        match self {
            Self::Loss(target) => loss <= target,
            Self::RelativeL2(target) => relative_l2.is_some_and(|error| error <= target),
        }
    }
}

impl FromStr for Target {
    type Err = Rejected;

    fn from_str(text: &str) -> Result<Self, Rejected> {
        match text.split_once('=') {
            Some(("loss", bound)) => number::positive("X of loss=X", bound).map(Self::Loss),
            Some(("l2", bound)) => number::positive("X of l2=X", bound).map(Self::RelativeL2),
            _ => Err(Rejected("allowed are loss=X and l2=X with X above 0".to_owned())),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Loss(bound) => write!(f, "loss={bound:?}"),
            Self::RelativeL2(bound) => write!(f, "l2={bound:?}"),
        }
    }
}

impl From<Target> for String {
    fn from(target: Target) -> Self {
        target.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUNNING: Standing = Standing {
        iterations: 5,
        seconds: 1.0,
        loss: 1e-3,
        relative_l2: None,
        diverged: false,
        can_continue: true,
        interrupted: false,
    };

    fn limits(target: Option<&str>) -> Stopping {
        let target = target.map(|text| text.parse().unwrap());
        Stopping { iterations: 10, target, time_limit: Some(2.0) }
    }

    #[test]
    fn a_run_goes_on_until_a_limit() {
        let limits = limits(None);
        assert_eq!(limits.verdict(&RUNNING), None);
        let cases = [
            (Standing { iterations: 10, ..RUNNING }, Verdict::IterationLimit),
            (Standing { seconds: 2.0, ..RUNNING }, Verdict::TimeLimit),
            (Standing { can_continue: false, ..RUNNING }, Verdict::Stalled),
            (Standing { diverged: true, ..RUNNING }, Verdict::Diverged),
            (Standing { loss: f64::NAN, ..RUNNING }, Verdict::Diverged),
            (Standing { loss: f64::INFINITY, ..RUNNING }, Verdict::Diverged),
            (Standing { interrupted: true, ..RUNNING }, Verdict::Interrupted),
        ];
        for (standing, verdict) in cases {
            assert_eq!(limits.verdict(&standing), Some(verdict), "{standing:?}");
        }
    }

    #[test]
    fn a_target_wins_over_every_other_reason() {
        let last = Standing { iterations: 10, can_continue: false, interrupted: true, ..RUNNING };
        assert_eq!(limits(Some("loss=1e-3")).verdict(&last), Some(Verdict::TargetReached));
        assert_eq!(limits(Some("loss=1e-4")).verdict(&last), Some(Verdict::Stalled));
    }

    #[test]
    fn an_error_that_was_not_evaluated_or_is_no_number_reaches_nothing() {
        let limits = limits(Some("l2=1e-6"));
        assert!(limits.needs_errors());
        for (relative_l2, verdict) in [
            (None, None),
            (Some(f64::NAN), None),
            (Some(1e-6), Some(Verdict::TargetReached)),
            (Some(1e-5), None),
        ] {
            assert_eq!(limits.verdict(&Standing { relative_l2, ..RUNNING }), verdict, "{relative_l2:?}");
        }
    }

    #[test]
    fn a_target_is_a_name_and_a_positive_bound() {
        for text in ["loss=1e-6", "l2=0.5"] {
            assert_eq!(text.parse::<Target>().unwrap().to_string().parse::<Target>(), text.parse());
        }
        for text in ["", "loss", "loss=", "loss=0", "l2=-1", "l2=nan", "loss=inf", "h1=1", "loss:1e-3"] {
            assert!(text.parse::<Target>().is_err(), "{text}");
        }
    }
}
