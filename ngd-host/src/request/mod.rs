//! Why a value of a flag is not accepted, plain numbers, seeds, and the names of choices.

pub mod number;
mod seeds;

use clap::ValueEnum;

pub use seeds::{MAX_SEEDS, Seeds};

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
    use crate::method::{Acceleration, Optimizer, Policy, Restarts, Solver};
    use crate::problem::{Activation, ProblemName};
    use crate::training::{Precision, Sampling, Verdict};

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
        serialized_as_named::<ProblemName>();
        serialized_as_named::<Verdict>();
    }
}
