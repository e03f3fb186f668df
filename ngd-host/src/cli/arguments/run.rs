use std::path::PathBuf;

use clap::Args;

use super::{Flags, path, problem};
use crate::command::Run;
use crate::problem::ProblemName;
use crate::request::{Seeds, Which, number};

/// The flags of `ngd run`.
///
/// Where a flag is not given, the problem's recommendation counts, and below it the method's own parts: ngd list
/// shows both.
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

    /// The folder for the files; with --seeds, for a folder of each seed [default: runs/NAME; none with --json]
    #[arg(long, value_name = "DIR", value_parser = path(), help_heading = "Output")]
    out: Option<PathBuf>,

    /// Replace a run of other settings in the folder
    #[arg(long, help_heading = "Output")]
    force: bool,

    /// Print nothing but one array, an object per seed; files are written only if --out is given
    #[arg(long, help_heading = "Output")]
    json: bool,
}

impl RunArguments {
    pub(super) fn asked(self) -> Run {
        let Self { problem, flags, seed, seeds, out, force, json } = self;
        let seeds = seeds.map_or(Which::One(seed.unwrap_or(0)), Which::Several);
        Run { problem, request: flags.request, seeds, out, force, json }
    }
}
