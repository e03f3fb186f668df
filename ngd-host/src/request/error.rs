use super::{Flag, Rejected};

/// Flags that do not go together, or values that they do not take: one sentence that names the flag and what is
/// allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UsageError {
    /// The value is not one of the flag's.
    #[error("'{value}' is not allowed for '{flag}': {reason}")]
    Value {
        /// The flag.
        flag: String,
        /// The value.
        value: String,
        /// What is allowed.
        reason: Rejected,
    },
    /// There is no such flag.
    #[error("'{flag}' is not a flag of ngd run{}", .meant.as_ref().map(|meant| format!("; did you mean {meant}?")).unwrap_or_default())]
    Unknown {
        /// The word.
        flag: String,
        /// A flag with almost this name.
        meant: Option<String>,
    },
    /// The flag stands alone.
    #[error("'{flag}' needs a value")]
    NoValue {
        /// The flag.
        flag: String,
    },
    /// The flag stands there twice.
    #[error("'{0}' is given twice")]
    FlagTwice(String),
    /// The flag means nothing to this method, solver or problem.
    #[error("{flag} is not used by {by}: {remedy}")]
    Ignored {
        /// The flag.
        flag: String,
        /// The method, solver or problem that ignores it.
        by: String,
        /// What is allowed.
        remedy: String,
    },
    /// The method, solver or sampling does not suit this problem.
    #[error("{flag} {value} does not work on {problem}: {reason}")]
    Unsuited {
        /// The flag.
        flag: String,
        /// Its value.
        value: String,
        /// The problem's name.
        problem: String,
        /// Why.
        reason: &'static str,
    },
    /// The network's ends are not the problem's.
    #[error("--layers must begin with {inputs} and end with {outputs} for {problem}, for example {example}")]
    Layers {
        /// D.
        inputs: usize,
        /// O.
        outputs: usize,
        /// The problem's name.
        problem: String,
        /// A network that fits.
        example: String,
    },
    /// What is compared has one label twice.
    #[error("every entrant of a comparison needs a label of its own: {0} is there twice")]
    Twice(String),
    /// A comparison on one problem twice.
    #[error("PROBLEMS must name each problem once: {0} is there twice")]
    SameProblem(String),
    /// An entrant without a label.
    #[error(
        "'{0}' is not an entrant: write LABEL: and then flags of ngd run, for example 'damped: --damping constant:1e-6'"
    )]
    NoLabel(String),
    /// Nobody is compared.
    #[error("--optimizers, --entrant or --sweep must say what is compared; for --optimizers allowed are {0}")]
    Nobody(String),
    /// An entrant cannot be read.
    #[error("entrant {label}: {reason}")]
    Entrant {
        /// What it is called.
        label: String,
        /// Why.
        reason: Box<UsageError>,
    },
}

impl UsageError {
    /// Whether it says that this flag is not used.
    pub fn is_about(&self, flag: &Flag) -> bool {
        let Self::Ignored { flag: ignored, .. } = self else { return false };
        ignored.split_whitespace().next() == Some(&*flag.dashed())
    }

    /// The value is not one of the flag's.
    pub fn value(flag: &Flag, value: &str, reason: Rejected) -> Self {
        Self::Value { flag: flag.dashed(), value: value.to_owned(), reason }
    }
}
