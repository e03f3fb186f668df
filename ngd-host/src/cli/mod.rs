//! The command line: what is asked.

mod arguments;
mod refusal;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

pub use arguments::{Arguments, Command, CompareArguments, ReportArguments, RunArguments, StudyArguments};

use crate::command::{Error, compare, report, run, study};
use crate::report::listing;
use crate::training::{Interrupt, training};

/// The exit status of a run that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

/// The whole program.
///
/// # Errors
/// [`Error`], with the exit status that belongs to it.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> Result<ExitCode, Error> {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(answer) if !answer.use_stderr() => return unless_closed(answer.print()),
        Err(refusal) => return Err(Error::Arguments(refusal::sentence(&refusal))),
    };
    match arguments.command() {
        Command::List { json: false } => unless_closed(listing::write(&mut io::stdout())),
        Command::List { json: true } => {
            let lists = listing::json()?;
            unless_closed(writeln!(io::stdout(), "{lists:#}"))
        }
        Command::Run(arguments) => interruptible(|interrupt, out| run(&arguments, &training, interrupt, out)),
        Command::Compare(arguments) => {
            interruptible(|interrupt, out| compare(&arguments, &training, interrupt, out))
        }
        Command::Study(arguments) => {
            interruptible(|interrupt, out| study(&arguments, &training, interrupt, out))
        }
        Command::Report(arguments) => {
            let said = report(&arguments)?;
            unless_closed(writeln!(io::stdout(), "{said}"))
        }
    }
}

/// A command that Ctrl-C ends early.
fn interruptible(
    command: impl FnOnce(&Interrupt, &mut Vec<u8>) -> Result<(), Error>,
) -> Result<ExitCode, Error> {
    let interrupt = Interrupt::on_ctrl_c()?;
    let mut out = Vec::new();
    command(&interrupt, &mut out)?;
    unless_closed(io::stdout().write_all(&out))?;
    Ok(if interrupt.requested() { ExitCode::from(INTERRUPTED) } else { ExitCode::SUCCESS })
}

/// A reader that has seen enough, such as `head`, is no failure.
fn unless_closed(written: io::Result<()>) -> Result<ExitCode, Error> {
    match written.and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Output(error)),
        _ => Ok(ExitCode::SUCCESS),
    }
}
