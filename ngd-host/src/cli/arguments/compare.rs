use std::path::PathBuf;

use clap::Args;

use super::{Flags, path, problem};
use crate::cli::flags::names;
use crate::command::Compare;
use crate::method::Preset;
use crate::problem::ProblemName;
use crate::race::{Asked, Sweep};
use crate::request::{Seeds, UsageError, number};
use crate::training::Target;

/// The seeds of a comparison where nobody says otherwise.
const SEEDS: std::ops::Range<u64> = 0..20;

/// The flags of `ngd compare`: those of `ngd run`, and what is compared.
///
/// A flag of ngd run applies to every entrant that uses it; one that none of them uses is an error.
#[derive(Args, Clone, Debug)]
#[command(mut_arg("optimizer", |arg| arg.hide(true)))]
pub(super) struct CompareArguments {
    /// The problems; each is compared by itself, and several have a table of all in the end
    #[arg(value_name = "PROBLEM", required = true, num_args = 1.., value_parser = problem())]
    problems: Vec<ProblemName>,

    /// Methods to compare, with commas between their names
    #[arg(
        long,
        value_name = "NAMES",
        value_delimiter = ',',
        conflicts_with = "optimizer",
        value_parser = names(Preset::names()),
        help_heading = "Entrants"
    )]
    optimizers: Vec<String>,

    /// An entrant with flags of its own: 'LABEL: flags of ngd run'; may be repeated
    #[arg(
        long = "entrant",
        value_name = "ENTRANT",
        allow_hyphen_values = true,
        value_parser = Asked::read,
        help_heading = "Entrants"
    )]
    entrants: Vec<Asked>,

    /// Every entrant with each value of a flag: '--damping constant:1e-8 constant:1e-6'; may be repeated
    #[arg(long = "sweep", value_name = "SWEEP", allow_hyphen_values = true, help_heading = "Entrants")]
    sweeps: Vec<Sweep>,

    #[command(flatten)]
    flags: Flags,

    /// What counts as a success: loss=X or l2=X with X above 0 [default: the target, else 1e-3 of what is compared]
    #[arg(long, value_name = "TARGET", allow_hyphen_values = true, help_heading = "Run")]
    success: Option<Target>,

    /// One seed alone
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = number::seed, conflicts_with = "seeds", help_heading = "Run")]
    seed: Option<u64>,

    /// The seeds of every entrant, B excluded; several are trained in parallel [default: 0..20]
    #[arg(long, value_name = "A..B", allow_hyphen_values = true, help_heading = "Run")]
    seeds: Option<Seeds>,

    /// The folder for tables, pictures and a folder of each run [default: runs/PROBLEM-comparison; none with --json]
    #[arg(long, value_name = "DIR", value_parser = path(), help_heading = "Output")]
    out: Option<PathBuf>,

    /// Replace runs of other settings in the folder
    #[arg(long, help_heading = "Output")]
    force: bool,

    /// Print nothing but comparison.json; files are written only if --out is given
    #[arg(long, help_heading = "Output")]
    json: bool,
}

impl CompareArguments {
    pub(super) fn asked(self) -> Result<Compare, UsageError> {
        let seeds = match (&self.seeds, self.seed) {
            (Some(seeds), _) => seeds.range().collect(),
            (None, Some(seed)) => vec![seed],
            (None, None) => SEEDS.collect(),
        };
        let entrants = self.entrants()?;
        let Self { problems, flags, success, out, force, json, .. } = self;
        Ok(Compare { problems, entrants, request: flags.request, seeds, success, out, force, json })
    }

    /// The methods and entrants, each with every value of the sweeps. A sweep alone is one over the method of the
    /// problem, or of `--optimizer`.
    fn entrants(&self) -> Result<Vec<Asked>, UsageError> {
        let methods = self.optimizers.iter().map(|name| Asked::method(name));
        let mut entrants: Vec<Asked> = methods.chain(self.entrants.iter().cloned()).collect();
        if entrants.is_empty() && self.sweeps.is_empty() {
            let names: Vec<&str> = Preset::names().iter().map(|name| name.name).collect();
            return Err(UsageError::Nobody(names.join(", ")));
        }
        if entrants.is_empty() {
            entrants.push(Asked { label: String::new(), own: Default::default() });
        }
        Ok(self.sweeps.iter().fold(entrants, |entrants, sweep| sweep.over(&entrants)))
    }
}
