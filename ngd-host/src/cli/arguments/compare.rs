use clap::Args;

use super::RunArguments;
use crate::method::Optimizer;
use crate::problem::ProblemName;
use crate::training::Target;

/// The seeds of a comparison where nobody says otherwise.
const SEEDS: std::ops::Range<u64> = 0..20;

/// The flags of `ngd compare`: those of `ngd run`, and what is compared.
///
/// A flag applies to every optimizer of the list that uses it; one that none of them uses is an error.
#[derive(Args, Clone, Debug)]
pub struct CompareArguments {
    /// More problems, each compared by itself, with a table of all in the end
    #[arg(value_name = "PROBLEMS", index = 2)]
    pub more: Vec<ProblemName>,

    /// The methods, with commas between their names
    #[arg(
        long,
        value_name = "NAMES",
        value_delimiter = ',',
        required = true,
        conflicts_with = "optimizer",
        help_heading = "Method"
    )]
    pub optimizers: Vec<Optimizer>,

    /// What counts as a success at the end of a run, without ending it: loss=X or l2=X (relative L² error)
    /// with X above 0 [default: the target; without one l2=1e-3, or loss=1e-3 if no solution is known]
    #[arg(long, value_name = "TARGET", allow_hyphen_values = true, help_heading = "Run")]
    pub success: Option<Target>,

    /// What is the same for all.
    #[command(flatten)]
    pub run: RunArguments,
}

impl CompareArguments {
    /// The seeds to train, in order.
    pub fn seeds(&self) -> Vec<u64> {
        match (&self.run.seeds, self.run.seed) {
            (None, None) => SEEDS.collect(),
            _ => self.run.seeds(),
        }
    }
}

/// Adapts the help of the flags that `ngd run` explains otherwise.
pub(super) fn help(command: clap::Command) -> clap::Command {
    command
        .mut_arg("optimizer", |arg| arg.hide(true))
        .mut_arg("seed", |arg| arg.help("One seed alone"))
        .mut_arg("seeds", |arg| {
            arg.help(
                "The seeds of every optimizer, B excluded; several are trained in parallel [default: 0..20]",
            )
        })
        .mut_arg("iterations", |arg| {
            arg.help(
                "The most iterations of every run, 1 or above [default: no limit with --time-limit, else the \
                 most that one of the optimizers has by default]",
            )
        })
        .mut_arg("time_limit", |arg| {
            arg.help(
                "The most seconds of training of every run, above 0; error norms and files do not count \
                 [default: none]",
            )
        })
        .mut_arg("out", |arg| {
            arg.help(
                "The folder for comparison.json, comparison.csv, decades.csv, bands.csv, the pictures \
                 iterations and seconds as .svg and .png, and a folder OPTIMIZER-SEED of each run with its \
                 summary.json and trajectory.csv; older files of these names are replaced \
                 [default: runs/PROBLEM-comparison; none with --json]",
            )
        })
        .mut_arg("json", |arg| {
            arg.help("Print nothing but comparison.json; files are written only if --out is given")
        })
}
