use std::fs;
use std::io::Write;
use std::path::Path;

use super::race::{self, Race};
use super::{Conclusion, Error, Session, Source, Study};
use crate::race::Comparison;
use crate::report::folder::{self, FolderError, Folders};
use crate::report::study::{self, Studied};
use crate::request::Word;
use crate::study::Study as Configuration;

/// `ngd study`: trains what the studies compare, writes their folders, and on `out` a table of what holds.
///
/// # Errors
/// [`Error`]; studies that had ended before stay in their folders.
pub fn study(asked: &Study, session: &Session<'_>, out: &mut dyn Write) -> Result<Conclusion, Error> {
    let studies: Vec<(String, Configuration)> = asked.studies.iter().map(read).collect::<Result<_, _>>()?;
    if !asked.force {
        for (name, study) in &studies {
            race(study, &asked.out.join(name), session).is_free()?;
        }
    }
    let _gallery = Folders::prepare(asked.gallery.clone()).map_err(Error::Out)?;
    let (mut results, mut conclusions) = (Vec::new(), Vec::new());
    for (name, study) in &studies {
        if session.interrupt.requested() {
            break;
        }
        let (result, conclusion) = one(name, study, &asked.out.join(name), session)?;
        results.push(result);
        conclusions.push(conclusion);
    }
    match &asked.gallery {
        Some(_) if session.interrupt.requested() => {
            session.progress().say("The gallery stays as it was: not every study has ended.");
        }
        Some(gallery) => show(&results, &asked.out, gallery)?,
        None => {}
    }
    let written =
        if asked.json { study::array(&results, out) } else { study::table(&results, &asked.out, out) };
    written.map_err(Error::Output)?;
    Ok(Conclusion::together(&conclusions))
}

/// The name of a study and what it says.
fn read(source: &Source) -> Result<(String, Configuration), Error> {
    match source {
        Source::Known(name) => Ok((name.word().to_owned(), name.study()?)),
        Source::File(path) => {
            let failed = |source| Error::Configuration { path: path.clone(), source };
            let text = fs::read_to_string(path).map_err(failed)?;
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            Ok((name, Configuration::read(&text)?))
        }
    }
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

fn race<'a>(study: &'a Configuration, folder: &'a Path, session: &'a Session<'a>) -> Race<'a> {
    Race { entrants: &study.entrants, seeds: &study.seeds, folder: Some(folder), session }
}

fn one(
    name: &str,
    study: &Configuration,
    folder: &Path,
    session: &Session<'_>,
) -> Result<(Studied, Conclusion), Error> {
    let race = race(study, folder, session);
    let _folders = race.prepare(&study::FILES).map_err(Error::Out)?;
    let groups = race.run()?;
    let comparison = Comparison::fair(study.problem.clone(), groups, &study.seeds, Some(study.success));
    let result = Studied::of(name.to_owned(), study, &comparison);
    let drawn = race::write(&comparison, folder, &study::files(&result)?)?;
    Ok((result, if drawn { Conclusion::Done } else { Conclusion::Incomplete }))
}
