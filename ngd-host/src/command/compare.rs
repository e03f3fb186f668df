use std::io::Write;
use std::path::{Path, PathBuf};

use super::race::{self, Race};
use super::run::Factory;
use super::{Compare, Error};
use crate::problem::ProblemName;
use crate::race::{Comparison, Entrant, entrants};
use crate::report::comparison::several::{self, Line};
use crate::report::comparison::{json, table};
use crate::report::folder::{self, FolderError, Folders};
use crate::request::UsageError;
use crate::training::{Interrupt, TARGET};

/// `ngd compare`: trains every entrant on every seed, writes the folders of the runs and the files of the
/// comparison, and on `out` the tables or the object.
///
/// # Errors
/// [`Error`]; what failed leaves nothing half-written, and nothing is on `out`. Runs that had ended before
/// stay in their folders.
pub fn compare(
    asked: &Compare,
    factory: &Factory<'_>,
    interrupt: &Interrupt,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let [problem] = *asked.problems.as_slice() else { return several(asked, factory, interrupt, out) };
    let round = Round::of(asked, problem)?;
    let usual = || Path::new("runs").join(format!("{}-comparison", problem.name()));
    let folder = asked.folder(usual);
    let comparison = round.train(folder.as_deref(), factory, interrupt)?;
    let written = match asked.json {
        true => out.write_all(json::text(&comparison)?.as_bytes()),
        false => table::write(&comparison, folder.as_deref(), out),
    };
    written.map_err(Error::Output)
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

    /// Trains and writes the folders.
    fn train(
        &self,
        folder: Option<&Path>,
        factory: &Factory<'_>,
        interrupt: &Interrupt,
    ) -> Result<Comparison, Error> {
        let seeds = &self.asked.seeds;
        let race = Race { entrants: &self.entrants, seeds, folder, interrupt };
        let _folders = race.prepare(&[]).map_err(Error::Out)?;
        let target = self.asked.request.parsed(&TARGET, str::parse)?;
        let success = self.asked.success.or(target);
        let problem = self.problem.name().to_owned();
        let comparison = Comparison::fair(problem, race.run(factory)?, seeds, success);
        if let Some(folder) = folder {
            race::write(&comparison, folder, &[])?;
        }
        Ok(comparison)
    }
}

/// One problem after the other, each in a folder of its own, and the table of all. Mistakes are found before anything
/// is trained.
fn several(
    asked: &Compare,
    factory: &Factory<'_>,
    interrupt: &Interrupt,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let mut rounds: Vec<(Round, Vec<Line>)> = Vec::new();
    for &problem in &asked.problems {
        if rounds.iter().any(|(round, _)| round.problem == problem) {
            return Err(UsageError::SameProblem(problem.name().to_owned()).into());
        }
        rounds.push(Round::suited(asked, problem)?);
    }
    let folder = asked.folder(|| Path::new("runs").join("comparisons"));
    let _folders = Folders::prepare(folder.clone()).map_err(Error::Out)?;
    let (mut lines, mut comparisons) = (Vec::new(), Vec::new());
    for (round, unsuited) in rounds {
        if interrupt.requested() {
            break;
        }
        if !round.entrants.is_empty() {
            let own = folder.as_ref().map(|folder| folder.join(round.problem.name()));
            let comparison = round.train(own.as_deref(), factory, interrupt)?;
            lines.extend(Line::of(&comparison));
            comparisons.push(comparison);
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
    written.map_err(Error::Output)
}

impl Compare {
    /// Where files go: where it was asked, else the usual place, but nowhere if only JSON is printed.
    fn folder(&self, usual: impl FnOnce() -> PathBuf) -> Option<PathBuf> {
        self.out.clone().or_else(|| (!self.json).then(usual))
    }
}
