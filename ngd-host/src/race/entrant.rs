use crate::cli::{CompareArguments, RunArguments};
use crate::method::Optimizer;
use crate::request;
use crate::training::{Settings, UsageError, resolve};

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

/// The entrants of `ngd compare`, in the order of the list, with one budget: the iterations of `--iterations`;
/// without it, as many as time allows under `--time-limit`, else the most that one of them has by default.
///
/// A flag applies to every optimizer that uses it.
///
/// # Errors
/// [`UsageError`] when no optimizer of the list uses a flag, one stands there twice, or as for `ngd run`.
pub fn entrants(arguments: &CompareArguments) -> Result<Vec<Entrant>, UsageError> {
    let mut entrants: Vec<Entrant> = Vec::new();
    let mut ignored: Vec<Vec<UsageError>> = Vec::new();
    for optimizer in &arguments.optimizers {
        let label = request::name(optimizer);
        if entrants.iter().any(|entrant| entrant.label == label) {
            return Err(UsageError::Twice(label));
        }
        let (settings, unused) = resolve_used(&arguments.run, *optimizer)?;
        entrants.push(Entrant { label, settings });
        ignored.push(unused);
    }
    used_by_some(&entrants, &ignored)?;
    let most = entrants.iter().map(|entrant| entrant.settings.stopping.iterations).max();
    let budget = match (arguments.run.iterations, arguments.run.time_limit) {
        (None, Some(_)) => UNLIMITED,
        (given, _) => given.or(most).unwrap_or(UNLIMITED),
    };
    for entrant in &mut entrants {
        entrant.settings.stopping.iterations = budget;
    }
    Ok(entrants)
}

/// The settings without the flags that this optimizer ignores, and the complaints about those.
fn resolve_used(
    arguments: &RunArguments,
    optimizer: Optimizer,
) -> Result<(Settings, Vec<UsageError>), UsageError> {
    let mut arguments = RunArguments { optimizer: Some(optimizer), ..arguments.clone() };
    let mut unused = Vec::new();
    loop {
        match resolve(&arguments) {
            Ok(settings) => return Ok((settings, unused)),
            Err(UsageError::Ignored { flag, by, remedy }) if arguments.forget(flag) => {
                unused.push(UsageError::Ignored { flag, by, remedy });
            }
            Err(error) => return Err(error),
        }
    }
}

/// That no flag is ignored by all.
fn used_by_some(entrants: &[Entrant], ignored: &[Vec<UsageError>]) -> Result<(), UsageError> {
    let flags = ignored.iter().flatten().filter_map(|error| match error {
        UsageError::Ignored { flag, .. } => Some(*flag),
        _ => None,
    });
    for flag in flags {
        let complaints: Vec<(&str, &str)> =
            ignored.iter().flatten().filter_map(|error| about(flag, error)).collect();
        if complaints.len() < entrants.len() {
            continue;
        }
        let mut remedies: Vec<&str> = complaints.iter().map(|(_, remedy)| *remedy).collect();
        remedies.dedup();
        let by = match complaints.as_slice() {
            [(by, _)] => (*by).to_owned(),
            _ => format!(
                "any of {}",
                entrants.iter().map(|entrant| &*entrant.label).collect::<Vec<_>>().join(", ")
            ),
        };
        return Err(UsageError::Ignored { flag, by, remedy: remedies.join("; ") });
    }
    Ok(())
}

/// Who ignores this flag, and the remedy.
fn about<'a>(flag: &str, error: &'a UsageError) -> Option<(&'a str, &'a str)> {
    match error {
        UsageError::Ignored { flag: other, by, remedy } if *other == flag => Some((by, remedy)),
        _ => None,
    }
}
