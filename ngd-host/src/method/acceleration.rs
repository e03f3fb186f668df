use clap::ValueEnum;
use serde::Serialize;

/// Whether a natural step is straight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Acceleration {
    /// Straight steps
    None,
    /// Steps that follow the geodesic, to second order (Transtrum, Sethna 2012)
    Geodesic,
}
