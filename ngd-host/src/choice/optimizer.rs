use clap::ValueEnum;
use serde::Serialize;

/// The named methods, presets of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Optimizer {
    /// Plain gradient descent
    GradientDescent,
    /// Plain heavy ball (Polyak 1964)
    HeavyBall,
    /// Plain accelerated gradient (Nesterov 1983)
    Nesterov,
    /// Natural gradient without momentum: Gauss-Newton in function space
    NaturalGradient,
    /// Natural heavy ball: the velocity, a function, is projected on the new tangent space
    NaturalHeavyBall,
    /// Natural heavy ball whose velocity is the difference of the last two functions
    NaturalHeavyBallDifference,
    /// Natural Nesterov: look ahead along the projected velocity, then a natural gradient step
    NaturalNesterov,
    /// Natural direction, heavy ball on the parameters: the velocity is not transported
    ParameterHeavyBall,
    /// Natural direction, Nesterov on the parameters: the velocity is not transported
    ParameterNesterov,
}

impl Optimizer {
    /// Whether the step solves a least-squares problem, so that it has a solver and a regularization.
    pub fn is_natural(self) -> bool {
        !matches!(self, Self::GradientDescent | Self::HeavyBall | Self::Nesterov)
    }

    /// Whether there is a velocity, so that β means something.
    pub fn has_momentum(self) -> bool {
        !matches!(self, Self::GradientDescent | Self::NaturalGradient)
    }
}
