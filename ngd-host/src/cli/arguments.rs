mod compare;
mod report;
mod study;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use compare::CompareArguments;
pub use report::ReportArguments;
pub use study::StudyArguments;

use crate::method::{Acceleration, Cutoff, Damping, Optimizer, Policy, Restarts, Solver, Step};
use crate::problem::{Activation, Init, Layers, ProblemName};
use crate::request::{Rejected, Seeds, number};
use crate::training::{Batch, Precision, Sampling, Target};

/// Solves differential equations with small neural networks, trained by natural gradient descent with
/// momentum. Without a command: ngd run poisson-2d.
#[derive(Debug, Parser)]
#[command(name = "ngd", version, disable_help_subcommand = true, mut_subcommand("compare", compare::help))]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Train a network on a problem
    Run(Box<RunArguments>),
    /// Train several optimizers on the same points, seeds and budget
    Compare(Box<CompareArguments>),
    /// Measure what a published figure claims, and say whether it holds
    Study(StudyArguments),
    /// Write one page with tables and plots of all runs in a folder; it needs no network
    Report(ReportArguments),
    /// Show the problems, optimizers and solvers
    List {
        /// One JSON object, with the defaults of each problem
        #[arg(long)]
        json: bool,
    },
}

impl Arguments {
    /// The command, or what is done without one.
    pub fn command(self) -> Command {
        self.command.unwrap_or_else(|| Command::Run(Box::new(RunArguments::of(ProblemName::FIRST))))
    }
}

/// The flags of `ngd run`.
///
/// Defaults are the problem's, for the optimizer that is chosen: `ngd list --json` shows them.
///
/// Exit status: 0 for every run that ended by itself, whatever its verdict; 130 after Ctrl-C, with
/// complete files; 2 for flags that cannot be meant; 1 when something failed.
#[derive(Args, Clone, Debug)]
pub struct RunArguments {
    /// The problem
    #[arg(value_name = "PROBLEM", index = 1)]
    pub problem: ProblemName,

    /// The method [default: the problem's]
    #[arg(long, value_name = "NAME", help_heading = "Method")]
    pub optimizer: Option<Optimizer>,

    /// How a natural step is solved; only for natural and parameter methods [default: the problem's]
    #[arg(long, value_name = "NAME", help_heading = "Method")]
    pub solver: Option<Solver>,

    /// How far a step goes: fixed:A with a learning rate A above 0, backtracking, or grid (the best of
    /// 31 halvings); adam and spring take fixed:A, l-bfgs searches by itself [default: the problem's]
    #[arg(long, value_name = "STEP", allow_hyphen_values = true, help_heading = "Method")]
    pub step: Option<Step>,

    /// Whether steps are straight (none) or bend with the geodesic; only for natural and parameter methods
    /// [default: geodesic; none for published rules and, unless by svd, for fixed steps below 1]
    #[arg(long, value_name = "NAME", help_heading = "Method")]
    pub acceleration: Option<Acceleration>,

    /// The momentum β, from 0 up to but not including 1; only for methods with momentum
    /// [default: the problem's]
    #[arg(long, value_name = "B", allow_hyphen_values = true, value_parser = number::momentum, help_heading = "Method")]
    pub momentum: Option<f64>,

    /// The damping λ: constant:L with L ≥ 0, which means L·trace(G)/P, adaptive, gain-ratio
    /// or, where a search shortens the steps, length; for all solvers but svd, and constant:L with
    /// --whiten [default: the problem's]
    #[arg(long, value_name = "DAMPING", allow_hyphen_values = true, help_heading = "Method")]
    pub damping: Option<Damping>,

    /// Singular values of J below X times the largest are left out, 0 ≤ X < 1; rounding: X = √(εP);
    /// annealed, annealed:X, annealed:X:N, annealed:X:N:F: a cutoff that falls over N (20) steps from F (1e-4) to
    /// √(εP) or X; only for the solver svd [default: the problem's]
    #[arg(long, value_name = "X", allow_hyphen_values = true, help_heading = "Method")]
    pub cutoff: Option<Cutoff>,

    /// A first-order method in the coordinates φ = Lᵀθ, G + λI = LLᵀ, made anew at every N-th step; only for
    /// methods without a solver [default: none]
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = whiten, help_heading = "Method")]
    pub whiten: Option<u32>,

    /// When the momentum begins anew; only for methods that look ahead [default: function]
    #[arg(long, value_name = "RULE", help_heading = "Method")]
    pub restarts: Option<Restarts>,

    /// Whether the loss may rise [default: descent; escape with --step fixed:A]
    #[arg(long, value_name = "POLICY", help_heading = "Method")]
    pub policy: Option<Policy>,

    /// The widths of the network: inputs, 1 to 8 hidden layers, outputs, for example 2,32,1
    /// [default: the problem's]
    #[arg(long, value_name = "WIDTHS", allow_hyphen_values = true, help_heading = "Network")]
    pub layers: Option<Layers>,

    /// The nonlinearity of the hidden layers [default: the problem's]
    #[arg(long, value_name = "NAME", help_heading = "Network")]
    pub activation: Option<Activation>,

    /// The initial parameters: glorot, or normal:SIGMA with a standard deviation SIGMA above 0
    /// [default: the problem's]
    #[arg(long, value_name = "INIT", allow_hyphen_values = true, help_heading = "Network")]
    pub init: Option<Init>,

    /// The points of a step: all, the problem's fixed ones; or a number N, about N fresh random points in
    /// every step, whose loss the trajectory then shows [default: the problem's]
    #[arg(long, value_name = "N", allow_hyphen_values = true, help_heading = "Method")]
    pub batch: Option<Batch>,

    /// How the points of --batch N are drawn [default: uniform]
    #[arg(long, value_name = "NAME", help_heading = "Method")]
    pub sampling: Option<Sampling>,

    /// The number type [default: the problem's]
    #[arg(long, value_name = "TYPE", help_heading = "Network")]
    pub precision: Option<Precision>,

    /// The seed of the initial parameters, a whole number [default: 0]
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = number::seed, conflicts_with = "seeds", help_heading = "Run")]
    pub seed: Option<u64>,

    /// The seed of the noise in measurements, a whole number; only for inverse problems [default: the seed]
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = number::seed, help_heading = "Run")]
    pub noise_seed: Option<u64>,

    /// Several seeds, in parallel, B excluded: 0..20 are twenty
    #[arg(long, value_name = "A..B", allow_hyphen_values = true, help_heading = "Run")]
    pub seeds: Option<Seeds>,

    /// The most iterations, 1 or above [default: the problem's]
    #[arg(long, value_name = "N", allow_hyphen_values = true, value_parser = iterations, help_heading = "Run")]
    pub iterations: Option<u64>,

    /// What is accurate enough: loss=X or l2=X (relative L² error) with X above 0 [default: none]
    #[arg(long, value_name = "TARGET", allow_hyphen_values = true, help_heading = "Run")]
    pub target: Option<Target>,

    /// The most seconds of training of each seed, above 0; error norms and files do not count
    /// [default: none]
    #[arg(long, value_name = "SECONDS", allow_hyphen_values = true, value_parser = number::seconds, help_heading = "Run")]
    pub time_limit: Option<f64>,

    /// The folder for summary.json, trajectory.csv, convergence.svg and solution.svg; older files of
    /// these names are replaced. With --seeds each seed has its own folder
    /// DIR/PROBLEM-OPTIMIZER-SEED [default: runs/PROBLEM-OPTIMIZER-SEED; none with --json]
    #[arg(long, value_name = "DIR", value_parser = folder, help_heading = "Run")]
    pub out: Option<PathBuf>,

    /// Print nothing but one array, an object per seed; files are written only if --out is given
    #[arg(long, help_heading = "Run")]
    pub json: bool,
}

impl RunArguments {
    /// `ngd run PROBLEM` without flags.
    pub fn of(problem: ProblemName) -> Self {
        Self {
            problem,
            optimizer: None,
            solver: None,
            step: None,
            acceleration: None,
            momentum: None,
            damping: None,
            cutoff: None,
            whiten: None,
            restarts: None,
            policy: None,
            layers: None,
            activation: None,
            init: None,
            batch: None,
            sampling: None,
            precision: None,
            seed: None,
            noise_seed: None,
            seeds: None,
            iterations: None,
            target: None,
            time_limit: None,
            out: None,
            json: false,
        }
    }

    /// Takes a flag back that an optimizer ignores. Whether there is such a flag, and it was given.
    pub fn forget(&mut self, flag: &str) -> bool {
        match flag {
            "--momentum" => self.momentum.take().is_some(),
            "--solver" => self.solver.take().is_some(),
            "--damping" | "--damping length" => self.damping.take().is_some(),
            "--cutoff" => self.cutoff.take().is_some(),
            "--step" => self.step.take().is_some(),
            "--acceleration" => self.acceleration.take().is_some(),
            "--policy" => self.policy.take().is_some(),
            "--whiten" => self.whiten.take().is_some(),
            "--restarts" => self.restarts.take().is_some(),
            _ => false,
        }
    }

    /// The seeds to train, in order.
    pub fn seeds(&self) -> Vec<u64> {
        match (&self.seeds, self.seed) {
            (Some(seeds), _) => seeds.range().collect(),
            (None, seed) => vec![seed.unwrap_or(0)],
        }
    }
}

fn whiten(text: &str) -> Result<u32, Rejected> {
    let allowed = || Rejected("allowed are whole numbers from 1 to 1000000".to_owned());
    text.trim().parse().ok().filter(|every| (1..=1_000_000).contains(every)).ok_or_else(allowed)
}

fn iterations(text: &str) -> Result<u64, Rejected> {
    number::count(text).map_err(|Rejected(reason)| Rejected(format!("iterations {reason}")))
}

fn folder(text: &str) -> Result<PathBuf, Rejected> {
    if text.is_empty() { Err(Rejected("a folder must have a name".to_owned())) } else { Ok(text.into()) }
}
