use std::path::{Path, PathBuf};

use super::error::warn;
use super::{Conclusion, Error, Occupied, Session, occupied};
use crate::race::{Axis, Comparison, Curve, Entrant, Group, Moment, Run, is_kept};
use crate::report::comparison::{FILES, bands, csv, json};
use crate::report::folder::{self, FolderError, Folders, RunFolder};
use crate::report::png;
use crate::report::progress::{Bar, Progress};
use crate::report::summary::{self, Record};
use crate::report::trajectory::{self, Trajectory};
use crate::training::{Ended, Observer, Row, in_parallel, train};

/// Several entrants and their seeds, about to be trained.
pub(super) struct Race<'a> {
    pub(super) entrants: &'a [Entrant],
    pub(super) seeds: &'a [u64],
    /// Where files go, if there are any.
    pub(super) folder: Option<&'a Path>,
    pub(super) session: &'a Session<'a>,
}

impl<'a> Race<'a> {
    /// Makes the folders of all runs, and that of the comparison for its own and `more` files.
    ///
    /// # Errors
    /// [`FolderError`]; nothing is left then.
    pub(super) fn prepare(&self, more: &[&str]) -> Result<Folders, FolderError> {
        let mut folders = Folders::default();
        if let Some(folder) = self.folder {
            folders.add(folder, &FILES)?;
            folders.add(folder, more)?;
        }
        for path in self.turns().iter().filter_map(|turn| self.run_folder(*turn)) {
            folders.add(&path, &folder::FILES)?;
        }
        Ok(folders)
    }

    /// That no folder of a run holds one of other settings.
    ///
    /// # Errors
    /// [`Occupied`] for the first that does.
    pub(super) fn is_free(&self) -> Result<(), Occupied> {
        self.turns().iter().try_for_each(|turn| {
            let check = |path: PathBuf| occupied::check(&path, &turn.entrant.settings, turn.seed);
            self.run_folder(*turn).map_or(Ok(()), check)
        })
    }

    /// How a command ends whose runs have ended so.
    pub(super) fn conclusion(&self, groups: &[Group]) -> Conclusion {
        let mut ended = Vec::new();
        for (entrant, group) in self.entrants.iter().zip(groups) {
            ended.extend(group.runs.iter().map(|run| (&entrant.settings.stopping, run.verdict)));
        }
        Conclusion::of(ended)
    }

    /// Trains all and writes their folders; the runs of each entrant.
    ///
    /// Seed by seed all entrants take their turn, so that whatever slows the machine slows all of them, and
    /// an interrupt leaves seeds that all have trained.
    ///
    /// # Errors
    /// [`Error`]; runs that had ended before stay in their folders.
    pub(super) fn run(&self) -> Result<Vec<Group>, Error> {
        let progress = self.session.progress();
        for Entrant { label, settings } in self.entrants {
            let line = || format!("{label}: ngd run {} {}", settings.problem.name(), settings.request());
            self.session.tell(&progress, line);
        }
        let train = |turn| self.train(turn, &progress);
        let runs = in_parallel(&self.turns(), self.session.interrupt, self.session.jobs, train)?;
        let group = |entrant: &Entrant| {
            let own = runs.iter().filter(|(turn, _)| turn.entrant.label == entrant.label);
            Ok(Group {
                label: entrant.label.clone(),
                settings: serde_json::to_value(&entrant.settings)?,
                runs: own.map(|(_, run)| run.clone()).collect(),
            })
        };
        self.entrants.iter().map(group).collect()
    }

    fn turns(&self) -> Vec<Turn<'_>> {
        let turns = |&seed| self.entrants.iter().map(move |entrant| Turn { entrant, seed });
        self.seeds.iter().flat_map(turns).collect()
    }

    fn run_folder(&self, turn: Turn) -> Option<PathBuf> {
        self.folder.map(|folder| folder.join(turn.name()))
    }

    fn train(&self, turn: Turn<'a>, progress: &Progress) -> Result<(Turn<'a>, Run), Error> {
        let settings = &turn.entrant.settings;
        let mut training = (self.session.factory)(settings, turn.seed)?;
        let mut folder = self.run_folder(turn).map(RunFolder::new);
        let mut follower = Follower {
            trajectory: folder.as_mut().map(Trajectory::open).transpose()?,
            path: folder.as_ref().map(|folder| folder.path().join(trajectory::NAME)).unwrap_or_default(),
            curve: Curve::default(),
            bar: progress.run(turn.name(), &settings.stopping),
        };
        let ended = train(training.as_mut(), &settings.stopping, self.session.interrupt, &mut follower)?;
        follower.end(&ended)?;
        if let Some(reason) = &ended.reason {
            progress.say(&format!("{}: {reason}", turn.name()));
        }
        if let Some(folder) = &mut folder {
            let size = [training.parameters(), training.samples()];
            let record = Record::new(settings, turn.seed, size, &ended);
            folder.write(summary::NAME, summary::file(&record)?.as_bytes())?;
            folder.publish()?;
        }
        Ok((turn, turn.result(&ended, follower.curve)))
    }
}

/// One seed of one entrant.
#[derive(Clone, Copy)]
struct Turn<'a> {
    entrant: &'a Entrant,
    seed: u64,
}

impl Turn<'_> {
    fn name(self) -> String {
        format!("{}-{}", self.entrant.folder(), self.seed)
    }

    fn result(self, ended: &Ended, curve: Curve) -> Run {
        Run {
            seed: self.seed,
            iterations: ended.last.iteration,
            loss_evaluations: ended.last.loss_evaluations,
            seconds: ended.last.seconds,
            loss: ended.loss,
            relative_l2: ended.errors.relative_l2,
            verdict: ended.verdict,
            curve,
        }
    }
}

/// Follows one run: its curve, the same moments in its trajectory, its bar.
struct Follower {
    trajectory: Option<Trajectory>,
    path: PathBuf,
    curve: Curve,
    bar: Bar,
}

impl Follower {
    fn keep(&mut self, row: &Row) -> Result<(), FolderError> {
        self.curve.push(Moment {
            iteration: row.iteration,
            seconds: row.seconds,
            loss: row.loss,
            relative_l2: row.relative_l2_error.unwrap_or(f64::NAN),
        });
        match &mut self.trajectory {
            None => Ok(()),
            Some(trajectory) => trajectory.row(row).map_err(|error| FolderError::new(&self.path, error)),
        }
    }

    /// Keeps the last row too, whose error is known if its θ is the one that is kept.
    fn end(&mut self, ended: &Ended) -> Result<(), FolderError> {
        if is_kept(ended.last.iteration) || ended.loss.to_bits() != ended.last.loss.to_bits() {
            return Ok(());
        }
        self.keep(&Row { relative_l2_error: Some(ended.errors.relative_l2), ..ended.last })
    }
}

impl Observer for Follower {
    type Error = FolderError;

    fn wants_error(&self, iteration: u64) -> bool {
        is_kept(iteration)
    }

    fn observe(&mut self, row: &Row) -> Result<(), FolderError> {
        self.bar.show(row);
        if is_kept(row.iteration) { self.keep(row) } else { Ok(()) }
    }
}

/// Writes the files of the comparison itself, and `more`; and then its pictures. Whether these are written: what is
/// wrong with them is said and does not stop anything.
///
/// # Errors
/// [`Error`] for the others; older files are then unchanged.
pub(super) fn write(
    comparison: &Comparison,
    path: &Path,
    more: &[(&'static str, String)],
) -> Result<bool, Error> {
    let failed = |error: ::csv::Error| Error::File(FolderError::new(path, error));
    let mut folder = RunFolder::new(path.to_owned());
    folder.write(json::NAME, json::text(comparison)?.as_bytes())?;
    folder.write(csv::COMPARISON, &csv::comparison(comparison).map_err(failed)?)?;
    folder.write(csv::DECADES, &csv::decades(comparison).map_err(failed)?)?;
    folder.write(csv::BANDS, &csv::bands(comparison).map_err(failed)?)?;
    for (name, text) in more {
        folder.write(name, text.as_bytes())?;
    }
    folder.publish()?;
    let drawn = pictures(comparison, &mut folder);
    if let Err(error) = &drawn {
        warn(&format!("{}: {error:#}", comparison.problem));
    }
    Ok(drawn.is_ok())
}

fn pictures(comparison: &Comparison, folder: &mut RunFolder) -> anyhow::Result<()> {
    for (axis, [svg_name, png_name]) in Axis::ALL.into_iter().zip(bands::NAMES) {
        let svg = bands::svg(comparison, axis).map_err(Error::picture)?;
        folder.write(svg_name, svg.as_bytes())?;
        folder.write(png_name, &png::png(&svg).map_err(Error::picture)?)?;
    }
    Ok(folder.publish()?)
}
