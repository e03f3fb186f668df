//! What `ngd list` shows: problems, methods, solvers.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value};

use super::table::table;
use crate::method::{CUTOFF, DAMPING, Preset, Solver};
use crate::problem::{Layers, ProblemName};
use crate::request::{Request, UsageError, Word};
use crate::training::{Settings, flags, resolve};

#[derive(Serialize)]
struct Listing {
    problems: Vec<ProblemEntry>,
    optimizers: Vec<OptimizerEntry>,
    solvers: Vec<SolverEntry>,
}

#[derive(Serialize)]
struct ProblemEntry {
    name: ProblemName,
    description: &'static str,
    layers: Option<Layers>,
    recommends: String,
    defaults: Settings,
}

#[derive(Serialize)]
struct OptimizerEntry {
    name: &'static str,
    alias: Option<&'static str>,
    description: &'static str,
    natural: bool,
    momentum: bool,
    parts: Map<String, Value>,
}

#[derive(Serialize)]
struct SolverEntry {
    name: &'static str,
    description: &'static str,
    damping: bool,
    cutoff: bool,
}

impl Listing {
    fn new() -> Result<Self, UsageError> {
        let flags = flags();
        let problem = |&name: &ProblemName| {
            let recommends = name.recommended(&flags)?.to_string();
            let defaults = resolve(name, &Request::default())?;
            let layers = defaults.network.as_ref().map(|network| network.layers.clone());
            Ok(ProblemEntry { name, description: name.about(), layers, recommends, defaults })
        };
        let optimizer = |preset: &Preset| OptimizerEntry {
            name: preset.name,
            alias: preset.alias,
            description: preset.about,
            natural: preset.is_natural(),
            momentum: preset.has_momentum(),
            parts: preset.parts().json(),
        };
        let [damped, truncated] = [&DAMPING, &CUTOFF].map(Solver::that_take);
        let solver = |name: crate::request::Name| SolverEntry {
            name: name.name,
            description: name.about,
            damping: damped.contains(&name.name),
            cutoff: truncated.contains(&name.name),
        };
        Ok(Self {
            problems: ProblemName::ALL.iter().map(problem).collect::<Result<_, UsageError>>()?,
            optimizers: Preset::all().iter().map(optimizer).collect(),
            solvers: Solver::names().into_iter().map(solver).collect(),
        })
    }
}

/// The lists as one JSON object, the defaults of each problem with it.
///
/// # Errors
/// A mistake in a problem's recommendation.
pub fn json() -> Result<serde_json::Value, UsageError> {
    Listing::new().map(|listing| serde_json::json!(listing))
}

/// The lists as tables.
///
/// # Errors
/// Those of `out`, and a mistake in a problem's recommendation.
pub fn write(out: &mut dyn Write) -> io::Result<()> {
    let listing = Listing::new().map_err(io::Error::other)?;
    let mut problems = table(&["problem", "recommends", "equation"]);
    for problem in listing.problems {
        problems.add_row([problem.name.name(), &problem.recommends, problem.description]);
    }
    let mut optimizers = table(&["optimizer", "method"]);
    for optimizer in listing.optimizers {
        let other = optimizer.alias.map(|alias| format!(", {alias}")).unwrap_or_default();
        optimizers.add_row([&*format!("{}{other}", optimizer.name), optimizer.description]);
    }
    let mut solvers = table(&["solver", "of natural and parameter methods"]);
    for solver in listing.solvers {
        solvers.add_row([solver.name, solver.description]);
    }
    for table in [problems, optimizers, solvers] {
        writeln!(out, "{}\n", table.trim_fmt())?;
    }
    writeln!(out, "ngd run --help explains every flag.")
}
