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
    /// Gradients averaged and scaled entry by entry (Kingma, Ba 2015)
    Adam,
    /// Quasi-Newton from the last ten steps, lengths by the strong Wolfe conditions (Liu, Nocedal 1989)
    LBfgs,
    /// Natural gradient without momentum: Gauss-Newton in function space
    NaturalGradient,
    /// Natural heavy ball: the velocity, a function, is projected on the new tangent space
    NaturalHeavyBall,
    /// Natural heavy ball whose velocity is the difference of the last two functions
    NaturalHeavyBallDifference,
    /// Natural Nesterov: look ahead along the projected velocity, then a natural gradient step
    NaturalNesterov,
    /// Natural heavy ball whose α and β minimize the quadratic model of the loss (Martens, Grosse 2015)
    NaturalHeavyBallJoint,
    /// Natural direction, heavy ball on the parameters: the velocity is not transported
    ParameterHeavyBall,
    /// Natural direction, Nesterov on the parameters: the velocity is not transported
    ParameterNesterov,
    /// Natural gradient in the metric of the problem's energy, its own rule: cutoff √(εP), best of 31 lengths
    EnergyNaturalGradient,
    /// Natural gradient by the singular values of J, its own rule: cutoff √(εP), best of 31 lengths
    Anagram,
    /// Small batches in dual form, a momentum of what batches leave undetermined (Guzmán-Cordero et al. 2025)
    Spring,
}

/// Which steps a method takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steps {
    /// Those of `--step`.
    All,
    /// Only `fixed:A`.
    Fixed,
    /// A search of its own.
    Own,
}

impl Optimizer {
    /// Whether the step solves a least-squares problem, so that it has a solver and a regularization.
    pub fn is_natural(self) -> bool {
        !matches!(self, Self::GradientDescent | Self::HeavyBall | Self::Nesterov | Self::Adam | Self::LBfgs)
    }

    /// Whether there is a velocity, so that β means something.
    pub fn has_momentum(self) -> bool {
        matches!(
            self,
            Self::HeavyBall
                | Self::Nesterov
                | Self::NaturalHeavyBall
                | Self::NaturalHeavyBallDifference
                | Self::NaturalHeavyBallJoint
                | Self::NaturalNesterov
                | Self::ParameterHeavyBall
                | Self::ParameterNesterov
                | Self::Spring
        )
    }

    /// Whether there is a look-ahead, so that a step can run against its gradient.
    pub fn looks_ahead(self) -> bool {
        matches!(self, Self::Nesterov | Self::NaturalNesterov | Self::ParameterNesterov)
    }

    /// Whether its velocity is a function that is projected on the present tangent space.
    pub fn transports_velocity(self) -> bool {
        matches!(
            self,
            Self::NaturalHeavyBall
                | Self::NaturalHeavyBallDifference
                | Self::NaturalHeavyBallJoint
                | Self::NaturalNesterov
        )
    }

    /// Which steps it takes.
    pub fn steps(self) -> Steps {
        match self {
            Self::LBfgs => Steps::Own,
            Self::Adam | Self::Spring => Steps::Fixed,
            _ => Steps::All,
        }
    }

    /// Whether it takes the loss for a sum of squares of residuals.
    pub fn needs_residuals(self) -> bool {
        matches!(self, Self::Anagram | Self::Spring)
    }
}
