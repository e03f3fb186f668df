use serde::Deserialize;

use super::Check;
use crate::problem::ProblemName;
use crate::race::Entrant;
use crate::request::{Rejected, Request, Seeds, UsageError};
use crate::training::{self, Target, resolve};

/// A published figure or table: who is compared on what, and what must hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Study {
    /// A few words.
    pub title: String,
    /// Where it was published.
    pub source: String,
    /// What is claimed there.
    pub claim: String,
    /// The name of the problem.
    pub problem: String,
    /// Who is compared.
    pub entrants: Vec<Entrant>,
    /// The seeds of each.
    pub seeds: Vec<u64>,
    /// What counts as a success.
    pub success: Target,
    /// What must hold for the claim to hold.
    pub checks: Vec<Check>,
}

/// A mistake in a configuration.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// It is no TOML, or has other fields.
    #[error(transparent)]
    Toml(#[from] toml::de::Error),
    /// A number or range is none.
    #[error(transparent)]
    Rejected(#[from] Rejected),
    /// The flags of an entrant are not those of `ngd run`, or do not go together.
    #[error(transparent)]
    Usage(#[from] UsageError),
    /// A check names nobody.
    #[error("no entrant is called {0}")]
    Unknown(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    source: String,
    claim: String,
    problem: String,
    seeds: String,
    success: String,
    entrants: Vec<Line>,
    checks: Vec<Check>,
}

/// An entrant as flags of `ngd run`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    label: String,
    flags: String,
}

impl Study {
    /// The study of a configuration file.
    ///
    /// # Errors
    /// [`StudyError`].
    pub fn read(text: &str) -> Result<Self, StudyError> {
        let file: File = toml::from_str(text)?;
        let problem = ProblemName::find(&file.problem)?;
        let entrant = |line: &Line| entrant(problem, line);
        let entrants = file.entrants.iter().map(entrant).collect::<Result<Vec<_>, StudyError>>()?;
        for name in file.checks.iter().flat_map(Check::names) {
            if !entrants.iter().any(|entrant| entrant.label == name) {
                return Err(StudyError::Unknown(name.to_owned()));
            }
        }
        Ok(Self {
            entrants,
            seeds: file.seeds.parse::<Seeds>()?.range().collect(),
            success: file.success.parse()?,
            title: file.title,
            source: file.source,
            claim: file.claim,
            problem: file.problem,
            checks: file.checks,
        })
    }
}

fn entrant(problem: ProblemName, Line { label, flags }: &Line) -> Result<Entrant, StudyError> {
    let settings = Request::read(flags, &training::flags()).and_then(|request| resolve(problem, &request));
    match settings {
        Ok(settings) => Ok(Entrant { label: label.clone(), settings }),
        Err(reason) => Err(UsageError::Entrant { label: label.clone(), reason: Box::new(reason) }.into()),
    }
}
