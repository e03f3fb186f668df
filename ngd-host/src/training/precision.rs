use clap::ValueEnum;
use serde::Serialize;

/// The number type that is trained in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// Single precision, what a microcontroller computes in
    F32,
    /// Double precision
    F64,
}
