//! What `ngd list` shows: problems, optimizers, solvers.

use std::io::{self, Write};

use clap::ValueEnum;
use serde::Serialize;

use super::table::table;
use crate::cli::RunArguments;
use crate::method::{Optimizer, Solver};
use crate::problem::{Layers, ProblemName};
use crate::request;
use crate::training::{Settings, UsageError, resolve};

#[derive(Serialize)]
struct Listing {
    problems: Vec<ProblemEntry>,
    optimizers: Vec<OptimizerEntry>,
    solvers: Vec<SolverEntry>,
}

#[derive(Serialize)]
struct ProblemEntry {
    name: ProblemName,
    description: String,
    layers: Option<Layers>,
    defaults: Settings,
}

#[derive(Serialize)]
struct OptimizerEntry {
    name: Optimizer,
    description: String,
    natural: bool,
    momentum: bool,
}

#[derive(Serialize)]
struct SolverEntry {
    name: Solver,
    description: String,
    damping: bool,
    cutoff: bool,
}

impl Listing {
    fn new() -> Result<Self, UsageError> {
        let problem = |&name: &ProblemName| {
            let defaults = resolve(&RunArguments::of(name))?;
            let layers = defaults.layers.clone();
            Ok(ProblemEntry { name, description: request::description(&name), layers, defaults })
        };
        let optimizer = |&name: &Optimizer| OptimizerEntry {
            name,
            description: request::description(&name),
            natural: name.is_natural(),
            momentum: name.has_momentum(),
        };
        let solver = |&name: &Solver| SolverEntry {
            name,
            description: request::description(&name),
            damping: name.takes_damping(),
            cutoff: !name.takes_damping(),
        };
        Ok(Self {
            problems: ProblemName::value_variants().iter().map(problem).collect::<Result<_, UsageError>>()?,
            optimizers: Optimizer::value_variants().iter().map(optimizer).collect(),
            solvers: Solver::value_variants().iter().map(solver).collect(),
        })
    }
}

/// The lists as one JSON object, the defaults of each problem with it.
///
/// # Errors
/// A mistake in a problem's defaults.
pub fn json() -> Result<serde_json::Value, UsageError> {
    Listing::new().map(|listing| serde_json::json!(listing))
}

/// The lists as tables.
///
/// # Errors
/// Those of `out`, and a mistake in a problem's defaults.
pub fn write(out: &mut dyn Write) -> io::Result<()> {
    let listing = Listing::new().map_err(io::Error::other)?;
    let mut problems = table(&["problem", "network", "by default", "equation"]);
    for problem in listing.problems {
        let method = request::name(&problem.defaults.optimizer);
        let solver = problem.defaults.solver.map(|solver| format!(", {}", request::name(&solver)));
        let method = method + &solver.unwrap_or_default();
        problems.add_row([
            request::name(&problem.name),
            problem.layers.map_or_else(|| "none".to_owned(), |layers| layers.to_string()),
            method,
            problem.description,
        ]);
    }
    let mut optimizers = table(&["optimizer", "method"]);
    for optimizer in listing.optimizers {
        optimizers.add_row([request::name(&optimizer.name), optimizer.description]);
    }
    let mut solvers = table(&["solver", "of natural and parameter methods"]);
    for solver in listing.solvers {
        solvers.add_row([request::name(&solver.name), solver.description]);
    }
    for table in [problems, optimizers, solvers] {
        writeln!(out, "{}\n", table.trim_fmt())?;
    }
    writeln!(out, "ngd run --help explains every flag.")
}
