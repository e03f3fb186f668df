use std::str::FromStr;

use crate::method::OPTIMIZER;
use crate::problem::ProblemName;
use crate::request::{Flag, Request, UsageError};
use crate::training::{ITERATIONS, Settings, TIME_LIMIT, flags, resolve_used};

/// Somebody who is to be compared, as was asked: a label and flags of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What it is called in tables, plots and folders.
    pub label: String,
    /// Its flags; it must have a use for every one of them.
    pub own: Request,
}

impl Asked {
    /// A named method.
    pub fn method(name: &str) -> Self {
        let mut own = Request::default();
        own.write(&OPTIMIZER, name);
        Self { label: name.to_owned(), own }
    }

    /// `LABEL: flags of ngd run`.
    ///
    /// # Errors
    /// [`UsageError`] without a label, or for a word that is no flag.
    pub fn read(text: &str) -> Result<Self, UsageError> {
        let Some((label, words)) = text.split_once(':').filter(|(label, _)| !label.trim().is_empty()) else {
            return Err(UsageError::NoLabel(text.to_owned()));
        };
        let label = label.trim().to_owned();
        match Request::read(words, &flags()) {
            Ok(own) => Ok(Self { label, own }),
            Err(reason) => Err(UsageError::Entrant { label, reason: Box::new(reason) }),
        }
    }
}

/// A flag and several values: `--damping constant:1e-8 constant:1e-6`.
#[derive(Clone, Debug)]
pub struct Sweep {
    flag: &'static Flag,
    values: Vec<String>,
}

impl FromStr for Sweep {
    type Err = UsageError;

    fn from_str(text: &str) -> Result<Self, UsageError> {
        let mut words = text.split_whitespace();
        let name = words.next().unwrap_or_default();
        let values: Vec<String> = words.map(str::to_owned).collect();
        let Some(first) = values.first() else { return Err(UsageError::NoValue { flag: name.to_owned() }) };
        let single = Request::read(&format!("{name} {first}"), &flags())?;
        let Some((flag, _)) = single.iter().next() else {
            return Err(UsageError::NoValue { flag: name.to_owned() });
        };
        for value in &values {
            Request::default().set(flag, value)?;
        }
        Ok(Self { flag, values })
    }
}

impl Sweep {
    /// Every entrant with each of the values; a single one without a label of its own is called by the values alone.
    pub fn over(&self, asked: &[Asked]) -> Vec<Asked> {
        let with = |entrant: &Asked, value: &String| {
            let mut own = entrant.own.clone();
            own.write(self.flag, value);
            let comma = if entrant.label.is_empty() { "" } else { ", " };
            Asked { label: format!("{}{comma}{} {value}", entrant.label, self.flag.name), own }
        };
        asked.iter().flat_map(|entrant| self.values.iter().map(move |value| with(entrant, value))).collect()
    }
}

/// An optimizer with all that decides its runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Entrant {
    /// What it is called in tables, plots and folders.
    pub label: String,
    /// The settings of every one of its runs.
    pub settings: Settings,
}

impl Entrant {
    /// The beginning of the names of its folders.
    pub fn folder(&self) -> String {
        folder(&self.label)
    }
}

fn folder(label: &str) -> String {
    label.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect()
}

/// The iterations of a comparison that time alone ends. Every number up to it is exact in a JSON reader
/// that knows only `f64`.
pub const UNLIMITED: u64 = 1 << 53;

/// The entrants of a comparison, in the order in which they were asked for, with one budget: the iterations that
/// are asked for; without them, as many as time allows under a limit, else the most that one of them has by default.
/// Flags of an entrant's own come before those of all, and a flag of all applies to every entrant that uses it.
///
/// # Errors
/// [`UsageError`] when no entrant uses a flag of all, a label stands there twice, or as for `ngd run`.
pub fn entrants(problem: ProblemName, asked: &[Asked], all: &Request) -> Result<Vec<Entrant>, UsageError> {
    let mut entrants: Vec<Entrant> = Vec::new();
    let mut ignored: Vec<Vec<UsageError>> = Vec::new();
    for Asked { label, own } in asked {
        if entrants.iter().any(|entrant| entrant.folder() == folder(label)) {
            return Err(UsageError::Twice(label.clone()));
        }
        let of_entrant = |reason| UsageError::Entrant { label: label.clone(), reason: Box::new(reason) };
        let (settings, unused) = resolve_used(problem, &own.clone().over(all))?;
        let is_own = |error: &&UsageError| own.iter().any(|(flag, _)| error.is_about(flag));
        if let Some(error) = unused.iter().find(is_own) {
            return Err(of_entrant(error.clone()));
        }
        entrants.push(Entrant { label: label.clone(), settings });
        ignored.push(unused);
    }
    used_by_some(&entrants, &ignored, all)?;
    let most = entrants.iter().map(|entrant| entrant.settings.stopping.iterations).max();
    let timed = all.get(&TIME_LIMIT).is_some();
    for (entrant, Asked { own, .. }) in entrants.iter_mut().zip(asked) {
        if own.get(&ITERATIONS).or(all.get(&ITERATIONS)).is_none() {
            entrant.settings.stopping.iterations = if timed { UNLIMITED } else { most.unwrap_or(UNLIMITED) };
        }
    }
    Ok(entrants)
}

/// That no flag of all is ignored by all.
fn used_by_some(entrants: &[Entrant], ignored: &[Vec<UsageError>], all: &Request) -> Result<(), UsageError> {
    for (flag, _) in all.iter() {
        let complaints: Vec<(&str, &str)> = ignored
            .iter()
            .flatten()
            .filter(|error| error.is_about(flag))
            .filter_map(|error| match error {
                UsageError::Ignored { by, remedy, .. } => Some((&**by, &**remedy)),
                _ => None,
            })
            .collect();
        if complaints.len() < entrants.len() || complaints.is_empty() {
            continue;
        }
        let mut remedies: Vec<&str> = complaints.iter().map(|(_, remedy)| *remedy).collect();
        remedies.dedup();
        let by = match complaints.as_slice() {
            [(by, _)] => (*by).to_owned(),
            _ => {
                let labels: Vec<&str> = entrants.iter().map(|entrant| &*entrant.label).collect();
                format!("any of {}", labels.join(", "))
            }
        };
        return Err(UsageError::Ignored { flag: flag.dashed(), by, remedy: remedies.join("; ") });
    }
    Ok(())
}
