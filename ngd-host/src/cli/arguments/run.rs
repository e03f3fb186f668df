use std::path::PathBuf;

use clap::Args;

use super::{Flags, path, problem};
use crate::command::Run;
use crate::problem::ProblemName;
use crate::request::{Seeds, Which, number};

/// The flags of `ngd run`.
///
/// Defaults are the problem's, for the optimizer that is chosen: `ngd list --json` shows them.
///
/// Exit status: 0 for every run that ended by itself, whatever its verdict; 130 after Ctrl-C, with
/// complete files; 2 for wrong input; 1 when something failed.
#[derive(Args, Clone, Debug)]
pub(super) struct RunArguments {
    /// The problem
    #[arg(value_name = "PROBLEM", value_parser = problem())]
    problem: ProblemName,

    #[command(flatten)]
    flags: Flags,

    /// The seed of the initial parameters, a whole number [default: 0]
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = number::seed, conflicts_with = "seeds", help_heading = "Run")]
    seed: Option<u64>,

    /// Several seeds, in parallel, B excluded: 0..20 are twenty
    #[arg(long, value_name = "A..B", allow_hyphen_values = true, help_heading = "Run")]
    seeds: Option<Seeds>,

    /// The folder for summary.json, trajectory.csv, convergence.svg and solution.svg; older files of
    /// these names are replaced. With --seeds each seed has its own folder
    /// DIR/PROBLEM-OPTIMIZER-SEED [default: runs/PROBLEM-OPTIMIZER-SEED; none with --json]
    #[arg(long, value_name = "DIR", value_parser = path(), help_heading = "Run")]
    out: Option<PathBuf>,

    /// Print nothing but one array, an object per seed; files are written only if --out is given
    #[arg(long, help_heading = "Run")]
    json: bool,
}

impl RunArguments {
    pub(super) fn asked(self) -> Run {
        let Self { problem, flags, seed, seeds, out, json } = self;
        let seeds = seeds.map_or(Which::One(seed.unwrap_or(0)), Which::Several);
        Run { problem, request: flags.request, seeds, out, json }
    }
}
