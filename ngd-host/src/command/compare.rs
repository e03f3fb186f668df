use std::io::Write;
use std::path::{Path, PathBuf};

use super::Error;
use super::race::{self, Race};
use super::run::Factory;
use crate::cli::CompareArguments;
use crate::race::{Comparison, entrants};
use crate::report::comparison::several::{self, Line};
use crate::report::comparison::{json, table};
use crate::report::folder::{self, FolderError, Folders};
use crate::request;
use crate::training::{Interrupt, UsageError};

/// `ngd compare`: trains every optimizer on every seed, writes the folders of the runs and the files of the
/// comparison, and on `out` the tables or the object.
///
/// # Errors
/// [`Error`]; what failed leaves nothing half-written, and nothing is on `out`. Runs that had ended before
/// stay in their folders.
pub fn compare(
    arguments: &CompareArguments,
    factory: &Factory<'_>,
    interrupt: &Interrupt,
    out: &mut dyn Write,
) -> Result<(), Error> {
    if !arguments.more.is_empty() {
        return several(arguments, factory, interrupt, out);
    }
    let folder = folder(arguments);
    let comparison = one(arguments, folder.as_deref(), factory, interrupt)?;
    let written = match arguments.run.json {
        true => out.write_all(json::text(&comparison)?.as_bytes()),
        false => table::write(&comparison, folder.as_deref(), out),
    };
    written.map_err(Error::Output)
}

/// Trains and writes the folders.
fn one(
    arguments: &CompareArguments,
    folder: Option<&Path>,
    factory: &Factory<'_>,
    interrupt: &Interrupt,
) -> Result<Comparison, Error> {
    let entrants = entrants(arguments)?;
    let seeds = arguments.seeds();
    let race = Race { entrants: &entrants, seeds: &seeds, folder, interrupt };
    let _folders = race.prepare(&[]).map_err(Error::Out)?;
    let problem = request::name(&arguments.run.problem);
    let success = arguments.success.or(arguments.run.target);
    let comparison = Comparison::fair(problem, race.run(factory)?, &seeds, success);
    if let Some(folder) = folder {
        race::write(&comparison, folder, &[])?;
    }
    Ok(comparison)
}

/// One problem after the other, each in a folder of its own, and the table of all. Where a method cannot be had
/// for a problem the table says why; all other mistakes are found before anything is trained.
fn several(
    arguments: &CompareArguments,
    factory: &Factory<'_>,
    interrupt: &Interrupt,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let mut rounds = Vec::new();
    for &problem in std::iter::once(&arguments.run.problem).chain(&arguments.more) {
        let name = request::name(&problem);
        if rounds.iter().any(|(round, _): &(CompareArguments, _)| round.run.problem == problem) {
            return Err(UsageError::SameProblem(name).into());
        }
        let mut round = arguments.clone();
        round.run.problem = problem;
        let mut unsuited = Vec::new();
        let alone = |optimizer| CompareArguments { optimizers: vec![optimizer], ..round.clone() };
        for &optimizer in &arguments.optimizers {
            if let Err(UsageError::Unsuited { reason, .. }) = entrants(&alone(optimizer)) {
                let names = [name.clone(), request::name(&optimizer)];
                unsuited.push((optimizer, Line::Unsuited { names, reason: reason.to_owned() }));
            }
        }
        round.optimizers.retain(|optimizer| unsuited.iter().all(|(other, _)| other != optimizer));
        if !round.optimizers.is_empty() {
            entrants(&round)?;
        }
        rounds.push((round, unsuited));
    }
    let usual = || (!arguments.run.json).then(|| Path::new("runs").join("comparisons"));
    let folder = arguments.run.out.clone().or_else(usual);
    let _folders = Folders::prepare(folder.clone()).map_err(Error::Out)?;
    let (mut lines, mut comparisons) = (Vec::new(), Vec::new());
    for (round, unsuited) in rounds {
        if interrupt.requested() {
            break;
        }
        if !round.optimizers.is_empty() {
            let own = folder.as_ref().map(|folder| folder.join(request::name(&round.run.problem)));
            let comparison = one(&round, own.as_deref(), factory, interrupt)?;
            lines.extend(Line::of(&comparison));
            comparisons.push(comparison);
        }
        lines.extend(unsuited.into_iter().map(|(_, line)| line));
    }
    if let Some(path) = &folder {
        let failed = |error: ::csv::Error| Error::File(FolderError::new(path, error));
        for (name, contents) in several::files(&lines).map_err(failed)? {
            folder::replace(&path.join(name), &contents)?;
        }
    }
    let written = match arguments.run.json {
        true => out.write_all(json::array(&comparisons)?.as_bytes()),
        false => several::write(&lines, folder.as_deref(), out),
    };
    written.map_err(Error::Output)
}

fn folder(arguments: &CompareArguments) -> Option<PathBuf> {
    let run = &arguments.run;
    let usual = || Path::new("runs").join(format!("{}-comparison", request::name(&run.problem)));
    run.out.clone().or_else(|| (!run.json).then(usual))
}
