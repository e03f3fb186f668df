use std::io::Write;
use std::path::{Path, PathBuf};

use super::race::{self, Race};
use super::run::Factory;
use super::{CompareArguments, Error};
use crate::choice;
use crate::compare::{Comparison, entrants};
use crate::report::comparison::{json, table};
use crate::run::Interrupt;

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
    let entrants = entrants(arguments)?;
    let seeds = arguments.seeds();
    let folder = folder(arguments);
    let race = Race { entrants: &entrants, seeds: &seeds, folder: folder.as_deref(), interrupt };
    let _folders = race.prepare(&[]).map_err(Error::Out)?;

    let problem = choice::name(&arguments.run.problem);
    let success = arguments.success.or(arguments.run.target);
    let comparison = Comparison::fair(problem, race.run(factory)?, &seeds, success);
    if let Some(folder) = &folder {
        race::write(&comparison, folder, &[])?;
    }
    let written = match arguments.run.json {
        true => out.write_all(json::text(&comparison)?.as_bytes()),
        false => table::write(&comparison, folder.as_deref(), out),
    };
    written.map_err(Error::Output)
}

fn folder(arguments: &CompareArguments) -> Option<PathBuf> {
    let run = &arguments.run;
    let usual = || Path::new("runs").join(format!("{}-comparison", choice::name(&run.problem)));
    run.out.clone().or_else(|| (!run.json).then(usual))
}
