use clap::ValueEnum;
use serde::Serialize;

/// Whether the loss may rise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// The loss never rises; a step that would raise it is rejected and the momentum restarts
    Descent,
    /// The loss may rise, up to a multiple of the loss at the start: momentum can leave a local minimum
    Escape,
}
