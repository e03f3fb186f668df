use std::fs;
use std::io::Write;
use std::path::Path;

use super::Error;
use super::race::{self, Race};
use super::run::Factory;
use crate::cli::StudyArguments;
use crate::race::Comparison;
use crate::report::folder::{self, FolderError, Folders};
use crate::report::progress::Progress;
use crate::report::study::{self, Studied};
use crate::request;
use crate::study::StudyName;
use crate::training::Interrupt;

/// `ngd study`: trains what the studies compare, writes their folders, and on `out` a table of what holds.
///
/// # Errors
/// [`Error`]; studies that had ended before stay in their folders.
pub fn study(
    arguments: &StudyArguments,
    factory: &Factory<'_>,
    interrupt: &Interrupt,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let _gallery = Folders::prepare(arguments.gallery.clone()).map_err(Error::Out)?;
    let mut results = Vec::new();
    for name in arguments.studies() {
        if interrupt.requested() {
            break;
        }
        results.push(one(name, &arguments.out, factory, interrupt)?);
    }
    match &arguments.gallery {
        Some(_) if interrupt.requested() => {
            Progress::default().say("The gallery stays as it was: not every study has ended.");
        }
        Some(gallery) => show(&results, &arguments.out, gallery)?,
        None => {}
    }
    let written = if arguments.json {
        study::array(&results, out)
    } else {
        study::table(&results, &arguments.out, out)
    };
    written.map_err(Error::Output)
}

/// Copies the picture of each study into the gallery and writes its page.
fn show(results: &[Studied], out: &Path, gallery: &Path) -> Result<(), Error> {
    for result in results {
        let drawn = out.join(result.name()).join(study::PICTURE);
        let picture = fs::read(&drawn).map_err(|error| FolderError::new(drawn, error))?;
        folder::replace(&gallery.join(format!("{}.svg", result.name())), &picture)?;
    }
    Ok(folder::replace(&gallery.join("README.md"), study::gallery(results).as_bytes())?)
}

fn one(name: StudyName, out: &Path, factory: &Factory<'_>, interrupt: &Interrupt) -> Result<Studied, Error> {
    let study = name.study()?;
    let folder = out.join(request::name(&name));
    let race = Race { entrants: &study.entrants, seeds: &study.seeds, folder: Some(&folder), interrupt };
    let _folders = race.prepare(&study::FILES).map_err(Error::Out)?;
    let groups = race.run(factory)?;
    let comparison = Comparison::fair(study.problem.clone(), groups, &study.seeds, Some(study.success));
    let result = Studied::of(request::name(&name), &study, &comparison);
    race::write(&comparison, &folder, &study::files(&result)?)?;
    Ok(result)
}
