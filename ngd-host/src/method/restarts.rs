use clap::ValueEnum;
use serde::Serialize;

/// When the momentum of a method that looks ahead begins anew (O'Donoghue, Candès 2015).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Restarts {
    /// When the loss would rise
    Function,
    /// Moreover when a step ran against its gradient
    Gradient,
}
