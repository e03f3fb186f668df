use std::path::PathBuf;

use clap::Args;

use super::{Flags, path, problem};
use crate::cli::flags::names;
use crate::command::Compare;
use crate::method::{OPTIMIZER, Preset};
use crate::problem::ProblemName;
use crate::race::Asked;
use crate::request::{Request, Seeds, number};
use crate::training::Target;

/// The seeds of a comparison where nobody says otherwise.
const SEEDS: std::ops::Range<u64> = 0..20;

/// The flags of `ngd compare`: those of `ngd run`, and what is compared.
///
/// A flag applies to every optimizer of the list that uses it; one that none of them uses is an error.
#[derive(Args, Clone, Debug)]
#[command(mut_arg("optimizer", |arg| arg.hide(true)))]
pub(super) struct CompareArguments {
    /// The problems; each is compared by itself, and several have a table of all in the end
    #[arg(value_name = "PROBLEM", required = true, num_args = 1.., value_parser = problem())]
    problems: Vec<ProblemName>,

    /// The methods, with commas between their names
    #[arg(
        long,
        value_name = "NAMES",
        value_delimiter = ',',
        required = true,
        conflicts_with = "optimizer",
        value_parser = names(Preset::names()),
        help_heading = "Method"
    )]
    optimizers: Vec<String>,

    #[command(flatten)]
    flags: Flags,

    /// What counts as a success at the end of a run, without ending it: loss=X or l2=X (relative L² error)
    /// with X above 0 [default: the target; without one l2=1e-3, or loss=1e-3 if no solution is known]
    #[arg(long, value_name = "TARGET", allow_hyphen_values = true, help_heading = "Run")]
    success: Option<Target>,

    /// One seed alone
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = number::seed, conflicts_with = "seeds", help_heading = "Run")]
    seed: Option<u64>,

    /// The seeds of every optimizer, B excluded; several are trained in parallel [default: 0..20]
    #[arg(long, value_name = "A..B", allow_hyphen_values = true, help_heading = "Run")]
    seeds: Option<Seeds>,

    /// The folder for comparison.json, comparison.csv, decades.csv, bands.csv, the pictures iterations and seconds as
    /// .svg and .png, and a folder OPTIMIZER-SEED of each run with its summary.json and trajectory.csv; older files of
    /// these names are replaced [default: runs/PROBLEM-comparison; none with --json]
    #[arg(long, value_name = "DIR", value_parser = path(), help_heading = "Run")]
    out: Option<PathBuf>,

    /// Print nothing but comparison.json; files are written only if --out is given
    #[arg(long, help_heading = "Run")]
    json: bool,
}

impl CompareArguments {
    pub(super) fn asked(self) -> Compare {
        let Self { problems, optimizers, flags, success, seed, seeds, out, json } = self;
        let seeds = match (seeds, seed) {
            (Some(seeds), _) => seeds.range().collect(),
            (None, Some(seed)) => vec![seed],
            (None, None) => SEEDS.collect(),
        };
        let entrant = |label: String| {
            let mut own = Request::default();
            own.write(&OPTIMIZER, &label);
            Asked { label, own }
        };
        let entrants = optimizers.into_iter().map(entrant).collect();
        Compare { problems, entrants, request: flags.request, seeds, success, out, json }
    }
}
