use super::{Build, Float, Step};
use crate::request::{Accepts, Flag, Heading, words};

words! {
    /// Whether the loss may rise.
    Policy {
        Descent = "descent", "The loss never rises: a step that would raise it is rejected, the momentum restarts";
        Escape = "escape", "The loss may rise up to a multiple of that at the start: out of a local minimum";
    }
}

/// The flag.
pub static POLICY: Flag = Flag {
    name: "policy",
    value: "NAME",
    heading: Heading::Method,
    help: "Whether the loss may rise [default: descent; escape with --step fixed:A]",
    accepts: Accepts::Names(Policy::names),
};

/// The multiple of the loss at the start up to which it may rise on fresh points, whose losses differ from step to
/// step without a step.
const FRESH_CEILING: f64 = 1e3;

impl Policy {
    /// What suits a rule for the length: a fixed step is not chosen by its loss.
    pub fn of(step: Step) -> Self {
        if step.learning_rate().is_some() { Self::Escape } else { Self::Descent }
    }

    /// The policy of the core.
    pub fn build<R: Float>(self, build: Build) -> ngd_core::Policy<R> {
        match self {
            Self::Descent => ngd_core::Policy::descent(),
            Self::Escape if build.fresh => ngd_core::Policy::Escape { ceiling: R::of(FRESH_CEILING) },
            Self::Escape => ngd_core::Policy::escape(),
        }
    }
}
