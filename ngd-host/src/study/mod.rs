//! Published figures and tables, each a file of settings: what is claimed, who is compared, and what must
//! hold of the numbers. Nothing here trains.

mod check;
mod configuration;

use clap::ValueEnum;

pub use check::{Check, Finding};
pub use configuration::{Study, StudyError};

/// The studies that `ngd` knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StudyName {
    /// Natural heavy balls and natural Nesterov on −εv″ + v′ = 1 with cautious steps
    ReactionDiffusion,
    /// Natural heavy balls and natural Nesterov on −v″ + v³ = f with cautious steps
    NonlinearReaction,
    /// Forecast of a chaotic series from 50 samples a step
    MackeyGlass,
    /// Cross-entropy, where the loss is not the metric's own
    Xor,
    /// A local minimum that natural gradient never leaves and momentum passes
    LocalMinimum,
    /// A spiral with a local minimum on every turn
    TwistedLoss,
    /// Energy natural gradients on Poisson's equation in 2D
    #[value(name = "poisson-2d")]
    Poisson2d,
    /// Energy natural gradients on Poisson's equation in 5D
    #[value(name = "poisson-5d")]
    Poisson5d,
    /// Energy natural gradients on the heat equation
    Heat,
    /// Energy natural gradients on a nonlinear energy
    DeepRitz,
    /// Truncated singular values on Laplace's equation in 2D
    #[value(name = "anagram-laplace-2d")]
    AnagramLaplace2d,
    /// Truncated singular values on the heat equation
    AnagramHeat,
    /// Truncated singular values on Laplace's equation in 5D
    #[value(name = "anagram-laplace-5d")]
    AnagramLaplace5d,
    /// Truncated singular values on the Allen-Cahn equation
    AnagramAllenCahn,
    /// Momentum for batches smaller than the network
    Spring,
    /// Points by the inverse Christoffel density against uniform ones
    OptimalSampling,
}

impl StudyName {
    /// Its configuration.
    ///
    /// # Errors
    /// [`StudyError`] for a mistake in the file.
    pub fn study(self) -> Result<Study, StudyError> {
        Study::read(match self {
            Self::ReactionDiffusion => include_str!("reaction_diffusion.toml"),
            Self::NonlinearReaction => include_str!("nonlinear_reaction.toml"),
            Self::MackeyGlass => include_str!("mackey_glass.toml"),
            Self::Xor => include_str!("xor.toml"),
            Self::LocalMinimum => include_str!("local_minimum.toml"),
            Self::TwistedLoss => include_str!("twisted_loss.toml"),
            Self::Poisson2d => include_str!("poisson_2d.toml"),
            Self::Poisson5d => include_str!("poisson_5d.toml"),
            Self::Heat => include_str!("heat.toml"),
            Self::DeepRitz => include_str!("deep_ritz.toml"),
            Self::AnagramLaplace2d => include_str!("anagram_laplace_2d.toml"),
            Self::AnagramHeat => include_str!("anagram_heat.toml"),
            Self::AnagramLaplace5d => include_str!("anagram_laplace_5d.toml"),
            Self::AnagramAllenCahn => include_str!("anagram_allen_cahn.toml"),
            Self::Spring => include_str!("spring.toml"),
            Self::OptimalSampling => include_str!("optimal_sampling.toml"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_configuration_is_understood() {
        for name in StudyName::value_variants() {
            let study = name.study().unwrap_or_else(|error| panic!("{name:?}: {error}"));
            assert!(!study.checks.is_empty() && study.entrants.len() > 1, "{name:?}");
        }
    }
}
