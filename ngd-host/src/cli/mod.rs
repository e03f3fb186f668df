//! The command line: what is asked.

mod arguments;
mod flags;
mod printed;
mod refusal;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{ColorChoice, CommandFactory, FromArgMatches, ValueEnum};

pub use arguments::{Arguments, Command};

use crate::command::{Conclusion, Error, Session, compare, report, run, study};
use crate::report::{listing, methods};
use crate::training::{Interrupt, training};

/// What is said where nothing was asked.
const FIRST: &str =
    "Without a command ngd trains its first example: ngd run poisson-2d. What else it does: ngd help";

/// The whole program.
///
/// # Errors
/// [`Error`], with the exit status that belongs to it.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> Result<ExitCode, Error> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let color = color(&arguments);
    anstream::ColorChoice::write_global(match color {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    });
    let matches = match Arguments::command().color(color).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(answer) if !answer.use_stderr() => return unless_closed(answer.print()),
        Err(refusal) => return Err(Error::Arguments(refusal::sentence(&refusal))),
    };
    let arguments = Arguments::from_arg_matches(&matches)
        .map_err(|refusal| Error::Arguments(refusal::sentence(&refusal)))?;
    let with = With { jobs: arguments.jobs(), talk: arguments.talk() };
    match arguments.asked()? {
        Command::List { markdown: true, .. } => unless_closed(methods::write(&mut io::stdout())),
        Command::List { json: false, .. } => unless_closed(listing::write(&mut io::stdout())),
        Command::List { json: true, .. } => {
            let lists = listing::json()?;
            unless_closed(writeln!(io::stdout(), "{lists:#}"))
        }
        Command::Run(asked) => with.interruptible(|session, out| run(&asked, session, out)),
        Command::First(asked) => with.interruptible(|session, out| {
            session.progress().say(FIRST);
            run(&asked, session, out)
        }),
        Command::Compare(asked) => with.interruptible(|session, out| compare(&asked, session, out)),
        Command::Study(asked) => with.interruptible(|session, out| study(&asked, session, out)),
        Command::Report(asked) => {
            let said = report(&asked)?;
            unless_closed(writeln!(io::stdout(), "{said}"))
        }
        Command::Completions(shell) => unless_closed(io::stdout().write_all(&printed::completions(shell))),
        Command::Man(name) => unless_closed(io::stdout().write_all(&printed::page(name.as_deref())?)),
    }
}

/// What `--color` says, before the command line is read: what is wrong with that is said in colour too.
fn color(arguments: &[OsString]) -> ColorChoice {
    let words: Vec<&str> = arguments.iter().filter_map(|word| word.to_str()).collect();
    let next = words.iter().skip_while(|word| **word != "--color").nth(1).copied();
    let own = words.iter().find_map(|word| word.strip_prefix("--color="));
    let parsed = own.or(next).map(|value| ColorChoice::from_str(value, false));
    parsed.and_then(Result::ok).unwrap_or(ColorChoice::Auto)
}

/// What was asked of every command.
struct With {
    jobs: usize,
    talk: crate::command::Talk,
}

impl With {
    /// A command that Ctrl-C ends early.
    fn interruptible(
        &self,
        command: impl FnOnce(&Session<'_>, &mut Vec<u8>) -> Result<Conclusion, Error>,
    ) -> Result<ExitCode, Error> {
        let interrupt = Interrupt::on_signals().map_err(Error::Signal)?;
        let mut out = Vec::new();
        let factory = &training;
        let session = Session { factory, interrupt: &interrupt, jobs: self.jobs, talk: self.talk };
        let conclusion = command(&session, &mut out)?;
        unless_closed(io::stdout().write_all(&out))?;
        Ok(ExitCode::from(interrupt.status().unwrap_or(conclusion.status())))
    }
}

/// A reader that has seen enough, such as `head`, is no failure.
fn unless_closed(written: io::Result<()>) -> Result<ExitCode, Error> {
    match written.and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Output(error)),
        _ => Ok(ExitCode::SUCCESS),
    }
}
