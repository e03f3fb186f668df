use crate::problem::ProblemName;
use crate::request::{Request, UsageError};
use crate::training::{ITERATIONS, Settings, TIME_LIMIT, resolve_used};

/// Somebody who is to be compared, as was asked: a label and flags of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What it is called in tables, plots and folders.
    pub label: String,
    /// Its flags; it must have a use for every one of them.
    pub own: Request,
}

/// An optimizer with all that decides its runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Entrant {
    /// What it is called in tables, plots and folders.
    pub label: String,
    /// The settings of every one of its runs.
    pub settings: Settings,
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
        if entrants.iter().any(|entrant| entrant.label == *label) {
            return Err(UsageError::Twice(label.clone()));
        }
        let (settings, unused) = resolve_used(problem, &own.clone().over(all))?;
        if let Some(error) = unused.iter().find(|error| own.iter().any(|(flag, _)| error.is_about(flag))) {
            return Err(error.clone());
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
