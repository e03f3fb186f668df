//! Every word and number that a flag accepts: parsed and checked here, combined in [`crate::settings`].
//!
//! Closed lists are `ValueEnum`s whose doc comments are the help text; what carries a number has a
//! `FromStr` whose error says what is allowed.

mod acceleration;
mod activation;
mod batch;
mod cutoff;
mod damping;
mod fall;
mod init;
mod layers;
pub mod number;
mod optimizer;
mod policy;
mod precision;
mod restarts;
mod sampling;
mod seeds;
mod solver;
mod step;

use clap::ValueEnum;

pub use acceleration::Acceleration;
pub use activation::Activation;
pub use batch::Batch;
pub use cutoff::Cutoff;
pub use damping::Damping;
pub use fall::Fall;
pub use init::Init;
pub use layers::{Layers, MAX_HIDDEN_LAYERS, MAX_PARAMETERS};
pub use optimizer::{Optimizer, Steps};
pub use policy::Policy;
pub use precision::Precision;
pub use restarts::Restarts;
pub use sampling::Sampling;
pub use seeds::{MAX_SEEDS, Seeds};
pub use solver::Solver;
pub use step::Step;

/// Why a value is not accepted: one sentence that says what is allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Rejected(pub String);

/// The name of a choice, as it is written on the command line.
pub fn name<T: ValueEnum>(choice: &T) -> String {
    choice.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

/// The one-line description of a choice: its doc comment.
pub fn description<T: ValueEnum>(choice: &T) -> String {
    choice.to_possible_value().and_then(|value| value.get_help().map(ToString::to_string)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The command line and the files must write the same word.
    fn serialized_as_named<T: ValueEnum + serde::Serialize>() {
        for choice in T::value_variants() {
            let written = serde_json::to_value(choice).unwrap();
            assert_eq!(written, serde_json::Value::String(name(choice)));
            assert!(!description(choice).is_empty(), "{written} has no description");
        }
    }

    #[test]
    fn files_and_flags_write_the_same_names() {
        serialized_as_named::<Optimizer>();
        serialized_as_named::<Solver>();
        serialized_as_named::<Policy>();
        serialized_as_named::<Restarts>();
        serialized_as_named::<Acceleration>();
        serialized_as_named::<Sampling>();
        serialized_as_named::<Precision>();
        serialized_as_named::<Activation>();
        serialized_as_named::<crate::problem::ProblemName>();
        serialized_as_named::<crate::stopping::Verdict>();
    }
}
