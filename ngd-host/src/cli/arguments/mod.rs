mod compare;
mod report;
mod run;
mod study;

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{ColorChoice, Parser, Subcommand};
use clap_complete::Shell;

use compare::CompareArguments;
use report::ReportArguments;
use run::RunArguments;
use study::StudyArguments;

use super::flags::Flags;
use crate::command::{Compare, Report, Run, Study, Talk};
use crate::problem::ProblemName;
use crate::request::{Rejected, UsageError};

/// Solves differential equations with small neural networks, trained by natural gradient descent with momentum.
///
/// Without a command: ngd run poisson-2d.
#[derive(Debug, Parser)]
#[command(name = "ngd", version, after_help = EXIT_STATUS)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Subcommands>,

    /// Say nothing on stderr but errors and warnings
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,

    /// Say on stderr what is trained, as flags of ngd run
    #[arg(short, long, global = true)]
    verbose: bool,

    /// When messages are in colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,

    /// How many runs are trained at a time, 1 or above [default: one for each processor]
    #[arg(long, global = true, value_name = "N", value_parser = jobs)]
    jobs: Option<NonZeroUsize>,
}

/// The same for every command.
const EXIT_STATUS: &str = "\
Exit status: 0 it ended, by a limit too; 1 something failed, such as a disk or a file; 2 wrong input; 3 the run \
diverged or missed its --target (of several seeds: all of them); 130 Ctrl-C, 143 SIGTERM, with complete files.";

#[derive(Debug, Subcommand)]
enum Subcommands {
    /// Train a network on a problem
    #[command(after_help = EXIT_STATUS)]
    Run(Box<RunArguments>),
    /// Train several methods, or one with several settings, on the same points and seeds with the same budget
    #[command(after_help = EXIT_STATUS)]
    Compare(Box<CompareArguments>),
    /// Measure what a published figure claims, and say whether it holds
    #[command(after_help = EXIT_STATUS)]
    Study(StudyArguments),
    /// Write one page with tables and plots of all runs in a folder; it needs no internet
    #[command(after_help = EXIT_STATUS)]
    Report(ReportArguments),
    /// Show the problems with what they recommend, the methods and the solvers
    #[command(after_help = EXIT_STATUS)]
    List {
        /// One JSON object, with all settings of each problem
        #[arg(long, conflicts_with = "markdown")]
        json: bool,
        /// The table of methods, as the README has it
        #[arg(long)]
        markdown: bool,
    },
    /// Print what completes the words of ngd in a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page of ngd, or of one of its commands
    Man {
        /// The command
        command: Option<String>,
    },
}

/// What to do.
#[derive(Clone, Debug)]
pub enum Command {
    /// Train.
    Run(Run),
    /// Train the first example, since nothing was asked.
    First(Run),
    /// Train several entrants.
    Compare(Compare),
    /// Measure what was published.
    Study(Study),
    /// Write a page.
    Report(Report),
    /// Show what there is.
    List {
        /// As one JSON object.
        json: bool,
        /// The table of methods alone, in Markdown.
        markdown: bool,
    },
    /// Print completions.
    Completions(Shell),
    /// Print a manual page.
    Man(Option<String>),
}

impl Arguments {
    /// The command, or what is done without one.
    ///
    /// # Errors
    /// [`UsageError`] for entrants that are none.
    pub fn asked(self) -> Result<Command, UsageError> {
        Ok(match self.command {
            None => Command::First(Run::of(ProblemName::FIRST)),
            Some(Subcommands::Run(arguments)) => Command::Run(arguments.asked()),
            Some(Subcommands::Compare(arguments)) => Command::Compare(arguments.asked()?),
            Some(Subcommands::Study(arguments)) => Command::Study(arguments.asked()),
            Some(Subcommands::Report(arguments)) => Command::Report(arguments.asked()),
            Some(Subcommands::List { json, markdown }) => Command::List { json, markdown },
            Some(Subcommands::Completions { shell }) => Command::Completions(shell),
            Some(Subcommands::Man { command }) => Command::Man(command),
        })
    }

    /// How much is said.
    pub fn talk(&self) -> Talk {
        match (self.quiet, self.verbose) {
            (true, _) => Talk::Quiet,
            (false, true) => Talk::Verbose,
            (false, false) => Talk::Usual,
        }
    }

    /// How many runs are trained at a time.
    pub fn jobs(&self) -> usize {
        let processors = || std::thread::available_parallelism().map_or(1, usize::from);
        self.jobs.map_or_else(processors, usize::from)
    }
}

fn jobs(text: &str) -> Result<NonZeroUsize, Rejected> {
    text.trim()
        .parse()
        .map_err(|_| Rejected("the number of jobs must be a whole number, 1 or above".to_owned()))
}

/// A problem by its name.
fn problem() -> impl TypedValueParser<Value = ProblemName> {
    super::flags::names(ProblemName::names()).try_map(|name| ProblemName::find(&name))
}

/// A folder or file, whose name need not be text.
fn path() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().try_map(|name: OsString| match name.is_empty() {
        true => Err(Rejected("a folder must have a name".to_owned())),
        false => Ok(PathBuf::from(name)),
    })
}
