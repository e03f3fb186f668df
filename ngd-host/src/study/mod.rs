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
    /// Energy natural gradients on Poisson's equation in 2D
    Poisson2d,
}

impl StudyName {
    /// Its configuration.
    ///
    /// # Errors
    /// [`StudyError`] for a mistake in the file.
    pub fn study(self) -> Result<Study, StudyError> {
        Study::read(match self {
            Self::ReactionDiffusion => include_str!("reaction_diffusion.toml"),
            Self::Poisson2d => include_str!("poisson_2d.toml"),
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
