use clap::ValueEnum;
use serde::Serialize;

/// The nonlinearity of the hidden layers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Activation {
    /// The hyperbolic tangent
    Tanh,
    /// The sine
    Sine,
    /// log(1 + exp z)
    Softplus,
    /// 1 / (1 + exp(−z))
    Logistic,
}
