//! What was asked: flags and their values, plain numbers, seeds. What they mean together is not known here.

mod ask;
mod asked;
mod error;
mod flag;
pub mod number;
mod seeds;
mod word;

pub use ask::Ask;
pub use asked::Request;
pub use error::UsageError;
pub use flag::{Accepts, Flag, Heading, Name};
pub use seeds::{MAX_SEEDS, Seeds, Which};
pub(crate) use word::words;
pub use word::{Word, description, name};

/// Why a value is not accepted: one sentence that says what is allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Rejected(pub String);

/// That a word is none of these, and which of them may have been meant.
pub fn not_among(word: &str, known: &[&str]) -> Rejected {
    let meant = nearest(word, known.iter().map(|name| (*name).to_owned()));
    let meant = meant.map(|meant| format!("; did you mean {meant}?")).unwrap_or_default();
    Rejected(format!("allowed are {}{meant}", known.join(", ")))
}

/// How alike two words must be for one to be a slip of the other.
const ALIKE: f64 = 0.8;

/// The word that may have been meant.
pub fn nearest(word: &str, known: impl IntoIterator<Item = String>) -> Option<String> {
    let likeness = |name: String| (strsim::jaro_winkler(word, &name), name);
    let best = known.into_iter().map(likeness).max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    (best.0 > ALIKE).then_some(best.1)
}
