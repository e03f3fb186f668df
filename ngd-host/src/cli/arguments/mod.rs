mod compare;
mod report;
mod run;
mod study;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Parser, Subcommand};

use compare::CompareArguments;
use report::ReportArguments;
use run::RunArguments;
use study::StudyArguments;

use super::flags::Flags;
use crate::command::{Compare, Report, Run, Study};
use crate::problem::ProblemName;
use crate::request::Rejected;

/// Solves differential equations with small neural networks, trained by natural gradient descent with
/// momentum. Without a command: ngd run poisson-2d.
#[derive(Debug, Parser)]
#[command(name = "ngd", version, disable_help_subcommand = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Subcommands>,
}

#[derive(Debug, Subcommand)]
enum Subcommands {
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

/// What to do.
#[derive(Clone, Debug)]
pub enum Command {
    /// Train.
    Run(Run),
    /// Train several optimizers.
    Compare(Compare),
    /// Measure what was published.
    Study(Study),
    /// Write a page.
    Report(Report),
    /// Show what there is.
    List {
        /// As one JSON object.
        json: bool,
    },
}

impl Arguments {
    /// The command, or what is done without one.
    pub fn command(self) -> Command {
        match self.command {
            None => Command::Run(Run::of(ProblemName::FIRST)),
            Some(Subcommands::Run(arguments)) => Command::Run(arguments.asked()),
            Some(Subcommands::Compare(arguments)) => Command::Compare(arguments.asked()),
            Some(Subcommands::Study(arguments)) => Command::Study(arguments.asked()),
            Some(Subcommands::Report(arguments)) => Command::Report(arguments.asked()),
            Some(Subcommands::List { json }) => Command::List { json },
        }
    }
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
