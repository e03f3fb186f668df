use std::io::Write;
use std::path::{Path, PathBuf};

use super::race::{self, Race};
use super::{Compare, Conclusion, Error, Session};
use crate::problem::ProblemName;
use crate::race::{Comparison, Entrant, entrants};
use crate::report::comparison::several::{self, Line};
use crate::report::comparison::{json, table};
use crate::report::folder::{self, FolderError, Folders};
use crate::request::UsageError;
use crate::training::TARGET;

/// `ngd compare`: trains every entrant on every seed, writes the folders of the runs and the files of the
/// comparison, and on `out` the tables or the object.
///
/// # Errors
/// [`Error`]; what failed leaves nothing half-written, and nothing is on `out`. Runs that had ended before
/// stay in their folders.
pub fn compare(asked: &Compare, session: &Session<'_>, out: &mut dyn Write) -> Result<Conclusion, Error> {
    let [problem] = *asked.problems.as_slice() else { return several(asked, session, out) };
    let round = Round::of(asked, problem)?;
    let usual = Path::new("runs").join(format!("{}-comparison", problem.name()));
    let folder = asked.folder(usual, |folder| round.is_free(folder, session))?;
    let (comparison, conclusion) = round.train(folder.as_deref(), session)?;
    let written = match asked.json {
        true => out.write_all(json::text(&comparison)?.as_bytes()),
        false => table::write(&comparison, folder.as_deref(), out),
    };
    written.map_err(Error::Output)?;
    Ok(conclusion)
}

/// One problem of a comparison.
struct Round<'a> {
    asked: &'a Compare,
    problem: ProblemName,
    entrants: Vec<Entrant>,
}

impl<'a> Round<'a> {
    fn of(asked: &'a Compare, problem: ProblemName) -> Result<Self, UsageError> {
        Ok(Self { asked, problem, entrants: entrants(problem, &asked.entrants, &asked.request)? })
    }

    /// Without the entrants that do not suit the problem, and the lines that say why. All other mistakes are errors.
    fn suited(asked: &'a Compare, problem: ProblemName) -> Result<(Self, Vec<Line>), UsageError> {
        let (mut suited, mut lines) = (Vec::new(), Vec::new());
        for entrant in &asked.entrants {
            match entrants(problem, std::slice::from_ref(entrant), &asked.request) {
                Err(UsageError::Unsuited { reason, .. }) => {
                    let names = [problem.name().to_owned(), entrant.label.clone()];
                    lines.push(Line::Unsuited { names, reason: reason.to_owned() });
                }
                _ => suited.push(entrant.clone()),
            }
        }
        let entrants =
            if suited.is_empty() { Vec::new() } else { entrants(problem, &suited, &asked.request)? };
        Ok((Self { asked, problem, entrants }, lines))
    }

    fn race<'b>(&'b self, folder: Option<&'b Path>, session: &'b Session<'b>) -> Race<'b> {
        Race { entrants: &self.entrants, seeds: &self.asked.seeds, folder, session }
    }

    fn is_free(&self, folder: &Path, session: &Session<'_>) -> Result<(), Error> {
        Ok(self.race(Some(folder), session).is_free()?)
    }

    /// Trains and writes the folders.
    fn train(&self, folder: Option<&Path>, session: &Session<'_>) -> Result<(Comparison, Conclusion), Error> {
        let race = self.race(folder, session);
        let _folders = race.prepare(&[]).map_err(Error::Out)?;
        let target = self.asked.request.parsed(&TARGET, str::parse)?;
        let success = self.asked.success.or(target);
        let groups = race.run()?;
        let mut conclusion = race.conclusion(&groups);
        let problem = self.problem.name().to_owned();
        let comparison = Comparison::fair(problem, groups, &self.asked.seeds, success);
        if let Some(folder) = folder
            && !race::write(&comparison, folder, &[])?
        {
            conclusion = Conclusion::Incomplete;
        }
        Ok((comparison, conclusion))
    }
}

/// One problem after the other, each in a folder of its own, and the table of all. Mistakes are found before anything
/// is trained.
fn several(asked: &Compare, session: &Session<'_>, out: &mut dyn Write) -> Result<Conclusion, Error> {
    let mut rounds: Vec<(Round, Vec<Line>)> = Vec::new();
    for &problem in &asked.problems {
        if rounds.iter().any(|(round, _)| round.problem == problem) {
            return Err(UsageError::SameProblem(problem.name().to_owned()).into());
        }
        rounds.push(Round::suited(asked, problem)?);
    }
    let is_free = |folder: &Path| {
        let own = |(round, _): &(Round, _)| round.is_free(&folder.join(round.problem.name()), session);
        rounds.iter().try_for_each(own)
    };
    let folder = asked.folder(Path::new("runs").join("comparisons"), is_free)?;
    let _folders = Folders::prepare(folder.clone()).map_err(Error::Out)?;
    let (mut lines, mut comparisons, mut conclusions) = (Vec::new(), Vec::new(), Vec::new());
    for (round, unsuited) in rounds {
        if session.interrupt.requested() {
            break;
        }
        if !round.entrants.is_empty() {
            let own = folder.as_ref().map(|folder| folder.join(round.problem.name()));
            let (comparison, conclusion) = round.train(own.as_deref(), session)?;
            lines.extend(Line::of(&comparison));
            comparisons.push(comparison);
            conclusions.push(conclusion);
        }
        lines.extend(unsuited);
    }
    if let Some(path) = &folder {
        let failed = |error: ::csv::Error| Error::File(FolderError::new(path, error));
        for (name, contents) in several::files(&lines).map_err(failed)? {
            folder::replace(&path.join(name), &contents)?;
        }
    }
    let written = match asked.json {
        true => out.write_all(json::array(&comparisons)?.as_bytes()),
        false => several::write(&lines, folder.as_deref(), out),
    };
    written.map_err(Error::Output)?;
    Ok(Conclusion::together(&conclusions))
}

impl Compare {
    /// Where files go: where it was asked, which must be free; else the usual place, or the first of usual-2, usual-3,
    /// … that is free; but nowhere if only JSON is printed.
    fn folder(
        &self,
        usual: PathBuf,
        is_free: impl Fn(&Path) -> Result<(), Error>,
    ) -> Result<Option<PathBuf>, Error> {
        match &self.out {
            Some(out) if self.force => Ok(Some(out.clone())),
            Some(out) => is_free(out).map(|()| Some(out.clone())),
            None if self.json => Ok(None),
            None if self.force || is_free(&usual).is_ok() => Ok(Some(usual)),
            None => {
                let name = usual.file_name().unwrap_or_default().to_string_lossy();
                let numbered = |number: u32| usual.with_file_name(format!("{name}-{number}"));
                Ok((2..).map(numbered).find(|folder| is_free(folder).is_ok()))
            }
        }
    }
}
