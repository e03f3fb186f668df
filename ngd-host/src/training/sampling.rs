use clap::ValueEnum;
use serde::Serialize;

/// How the fresh points of a step are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Sampling {
    /// As the problem's loss weighs them
    Uniform,
    /// Out of the fixed points by their leverage, the density of the inverse Christoffel function
    Christoffel,
}
