//! Published figures and tables, each a file of settings: what is claimed, who is compared, and what must
//! hold of the numbers. Nothing here trains.

mod check;
mod configuration;

pub use check::{Check, Finding};
pub use configuration::{Study, StudyError};

use crate::request::Word;

/// A study that `ngd` knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StudyName {
    name: &'static str,
    about: &'static str,
    text: &'static str,
}

/// The studies, in the order in which they are listed.
static TABLE: [StudyName; 16] = [
    StudyName {
        name: "reaction-diffusion",
        about: "Natural heavy balls and natural Nesterov on −εv″ + v′ = 1 with cautious steps",
        text: include_str!("reaction_diffusion.toml"),
    },
    StudyName {
        name: "nonlinear-reaction",
        about: "Natural heavy balls and natural Nesterov on −v″ + v³ = f with cautious steps",
        text: include_str!("nonlinear_reaction.toml"),
    },
    StudyName {
        name: "mackey-glass",
        about: "Forecast of a chaotic series from 50 samples a step",
        text: include_str!("mackey_glass.toml"),
    },
    StudyName {
        name: "xor",
        about: "Cross-entropy, where the loss is not the metric's own",
        text: include_str!("xor.toml"),
    },
    StudyName {
        name: "local-minimum",
        about: "A local minimum that natural gradient never leaves and momentum passes",
        text: include_str!("local_minimum.toml"),
    },
    StudyName {
        name: "twisted-loss",
        about: "A spiral with a local minimum on every turn",
        text: include_str!("twisted_loss.toml"),
    },
    StudyName {
        name: "poisson-2d",
        about: "Energy natural gradients on Poisson's equation in 2D",
        text: include_str!("poisson_2d.toml"),
    },
    StudyName {
        name: "poisson-5d",
        about: "Energy natural gradients on Poisson's equation in 5D",
        text: include_str!("poisson_5d.toml"),
    },
    StudyName {
        name: "heat",
        about: "Energy natural gradients on the heat equation",
        text: include_str!("heat.toml"),
    },
    StudyName {
        name: "deep-ritz",
        about: "Energy natural gradients on a nonlinear energy",
        text: include_str!("deep_ritz.toml"),
    },
    StudyName {
        name: "anagram-laplace-2d",
        about: "Truncated singular values on Laplace's equation in 2D",
        text: include_str!("anagram_laplace_2d.toml"),
    },
    StudyName {
        name: "anagram-heat",
        about: "Truncated singular values on the heat equation",
        text: include_str!("anagram_heat.toml"),
    },
    StudyName {
        name: "anagram-laplace-5d",
        about: "Truncated singular values on Laplace's equation in 5D",
        text: include_str!("anagram_laplace_5d.toml"),
    },
    StudyName {
        name: "anagram-allen-cahn",
        about: "Truncated singular values on the Allen-Cahn equation",
        text: include_str!("anagram_allen_cahn.toml"),
    },
    StudyName {
        name: "spring",
        about: "Momentum for batches smaller than the network",
        text: include_str!("spring.toml"),
    },
    StudyName {
        name: "optimal-sampling",
        about: "Points by the inverse Christoffel density against uniform ones",
        text: include_str!("optimal_sampling.toml"),
    },
];

impl StudyName {
    /// Its configuration.
    ///
    /// # Errors
    /// [`StudyError`] for a mistake in the file.
    pub fn study(self) -> Result<Study, StudyError> {
        Study::read(self.text)
    }
}

impl Word for StudyName {
    const ALL: &'static [Self] = &TABLE;

    fn word(self) -> &'static str {
        self.name
    }

    fn about(self) -> &'static str {
        self.about
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_configuration_is_understood() {
        for study in StudyName::ALL {
            let name = study.word();
            let study = study.study().unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(!study.checks.is_empty() && study.entrants.len() > 1, "{name}");
        }
    }
}
