use serde::{Deserialize, Serialize};

use crate::race::{Comparison, Measure, Quartiles, Run};
use crate::training::Target;

/// Something that must hold of the numbers of a comparison.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Check {
    /// The median iterations until an error are at most a factor of somebody else's.
    Faster {
        /// Who is faster.
        faster: String,
        /// Than whom.
        than: String,
        /// The error.
        until: Bound,
        /// What of the iterations may be needed.
        factor: f64,
    },
    /// At least so many runs end below an error.
    Reaches {
        /// Whose.
        reaches: String,
        /// The error.
        error: Bound,
        /// How many.
        runs: usize,
    },
    /// The median relative L² error at the end is at most a factor of somebody else's.
    Better {
        /// Who is more accurate.
        better: String,
        /// Than whom.
        than: String,
        /// What of the error may be left.
        factor: f64,
    },
    /// Not one run ends below an error.
    Fails {
        /// Whose.
        fails: String,
        /// The error.
        error: Bound,
    },
}

/// A target as a configuration writes it.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub struct Bound(Target);

impl TryFrom<String> for Bound {
    type Error = crate::request::Rejected;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// In words, with the numbers.
    pub text: String,
    /// Whether it is as asked.
    pub holds: bool,
}

impl Check {
    /// The entrants that it is about.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let names = match self {
            Self::Faster { faster: name, than, .. } | Self::Better { better: name, than, .. } => {
                [Some(name), Some(than)]
            }
            Self::Reaches { reaches: name, .. } | Self::Fails { fails: name, .. } => [Some(name), None],
        };
        names.into_iter().flatten().map(String::as_str)
    }

    /// What the runs of the comparison say.
    pub fn find(&self, comparison: &Comparison) -> Finding {
        match self {
            Self::Faster { faster, than, until: Bound(target), factor } => {
                let [own, other] = [faster, than].map(|name| median(&counted(comparison, name), *target));
                let text = format!(
                    "{faster} needs a median of {} iterations until {target}, {than} {}: {} of them, at most \
                     {factor} asked",
                    steps(own),
                    steps(other),
                    if other.is_finite() && own.is_finite() { share(own / other) } else { "–".to_owned() },
                );
                // Where nobody arrives nothing is shown: a median that is not finite is no success.
                Finding { text, holds: own.is_finite() && own <= factor * other }
            }
            Self::Reaches { reaches, error: Bound(target), runs } => {
                let (count, all) = ended_below(&counted(comparison, reaches), *target);
                let text =
                    format!("{count} of {all} runs of {reaches} end below {target}, at least {runs} asked");
                Finding { text, holds: count >= *runs }
            }
            Self::Better { better, than, factor } => {
                let [own, other] = [better, than].map(|name| final_error(&counted(comparison, name)));
                let text = format!(
                    "{better} ends at a median error of {own:.1e}, {than} at {other:.1e}: {} of it, at most \
                     {factor} asked",
                    share(own / other)
                );
                Finding { text, holds: own.is_finite() && own <= factor * other }
            }
            Self::Fails { fails, error: Bound(target) } => {
                let (count, all) = ended_below(&counted(comparison, fails), *target);
                let text = format!("{count} of {all} runs of {fails} end below {target}, none asked");
                Finding { text, holds: count == 0 && all > 0 }
            }
        }
    }
}

/// The runs of an entrant that count.
fn counted<'a>(comparison: &'a Comparison, label: &str) -> Vec<&'a Run> {
    let column = comparison.columns.iter().find(|column| column.label() == label);
    let runs = column.into_iter().flat_map(|column| &column.group.runs);
    runs.filter(|run| comparison.seeds.contains(&run.seed)).collect()
}

/// The median iterations until the target; a run that never reaches it counts as infinitely long.
fn median(runs: &[&Run], target: Target) -> f64 {
    let (measure, bound) = match target {
        Target::Loss(bound) => (Measure::Loss, bound),
        Target::RelativeL2(bound) => (Measure::RelativeL2, bound),
    };
    let first =
        |run: &&Run| run.curve.reaches(measure, bound).map_or(f64::INFINITY, |at| at.iteration as f64);
    Quartiles::of(runs.iter().map(first)).median
}

/// The median relative L² error at the end; an unknown one counts as infinitely large.
fn final_error(runs: &[&Run]) -> f64 {
    let errors =
        runs.iter().map(|run| if run.relative_l2.is_nan() { f64::INFINITY } else { run.relative_l2 });
    Quartiles::of(errors).median
}

fn ended_below(runs: &[&Run], target: Target) -> (usize, usize) {
    let below = runs.iter().filter(|run| target.is_reached(run.loss, Some(run.relative_l2)));
    (below.count(), runs.len())
}

fn steps(median: f64) -> String {
    if median.is_finite() { median.to_string() } else { "no number".to_owned() }
}

fn share(ratio: f64) -> String {
    if (0.01..100.0).contains(&ratio) { format!("{ratio:.2}") } else { format!("{ratio:.0e}") }
}
