use std::io::Write;
use std::path::{Path, PathBuf};

use super::run::Factory;
use super::{CompareArguments, Error};
use crate::choice;
use crate::compare::{Axis, Comparison, Curve, Entrant, Group, Moment, Run, entrants, is_kept};
use crate::report::comparison::{FILES, bands, csv, json, table};
use crate::report::folder::{self, FolderError, Folders, RunFolder};
use crate::report::png;
use crate::report::progress::{Bar, Progress};
use crate::report::summary::{self, Record};
use crate::report::trajectory::{self, Trajectory};
use crate::run::{Ended, Interrupt, Observer, Row, in_parallel, train};

/// `ngd compare`: trains every optimizer on every seed, writes the folders of the runs and the files of the
/// comparison, and on `out` the tables or the object.
///
/// Seed by seed all optimizers take their turn, so that whatever slows the machine slows all of them, and an
/// interrupt leaves seeds that all have trained.
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
    let command =
        Command { entrants: &entrants, folder: folder(arguments), interrupt, progress: Progress::default() };
    let turns: Vec<Turn> =
        seeds.iter().flat_map(|&seed| entrants.iter().map(move |entrant| Turn { entrant, seed })).collect();
    let _folders = command.prepare(&turns).map_err(Error::Out)?;

    let runs = in_parallel(&turns, interrupt, |turn| command.train(turn, factory))?;
    let comparison = Comparison::fair(
        choice::name(&arguments.run.problem),
        command.groups(runs)?,
        &seeds,
        arguments.success.or(arguments.run.target),
    );
    if let Some(folder) = &command.folder {
        write(&comparison, folder)?;
    }
    let written = match arguments.run.json {
        true => out.write_all(json::text(&comparison)?.as_bytes()),
        false => table::write(&comparison, command.folder.as_deref(), out),
    };
    written.map_err(Error::Output)
}

fn folder(arguments: &CompareArguments) -> Option<PathBuf> {
    let run = &arguments.run;
    let usual = || Path::new("runs").join(format!("{}-comparison", choice::name(&run.problem)));
    run.out.clone().or_else(|| (!run.json).then(usual))
}

/// The files of the comparison itself.
fn write(comparison: &Comparison, path: &Path) -> Result<(), Error> {
    let failed = |error: ::csv::Error| Error::File(FolderError::new(path, error));
    let mut folder = RunFolder::new(path.to_owned());
    folder.write(json::NAME, json::text(comparison)?.as_bytes())?;
    folder.write(csv::COMPARISON, &csv::comparison(comparison).map_err(failed)?)?;
    folder.write(csv::DECADES, &csv::decades(comparison).map_err(failed)?)?;
    folder.write(csv::BANDS, &csv::bands(comparison).map_err(failed)?)?;
    for (axis, [svg_name, png_name]) in Axis::ALL.into_iter().zip(bands::NAMES) {
        let svg = bands::svg(comparison, axis).map_err(Error::picture)?;
        folder.write(svg_name, svg.as_bytes())?;
        folder.write(png_name, &png::png(&svg).map_err(Error::picture)?)?;
    }
    Ok(folder.publish()?)
}

/// One seed of one entrant.
#[derive(Clone, Copy)]
struct Turn<'a> {
    entrant: &'a Entrant,
    seed: u64,
}

struct Command<'a> {
    entrants: &'a [Entrant],
    folder: Option<PathBuf>,
    interrupt: &'a Interrupt,
    progress: Progress,
}

impl Command<'_> {
    fn run_folder(&self, turn: Turn) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(turn.name()))
    }

    fn prepare(&self, turns: &[Turn]) -> Result<Folders, FolderError> {
        let mut folders = Folders::default();
        if let Some(folder) = &self.folder {
            folders.add(folder, &FILES)?;
        }
        for path in turns.iter().filter_map(|turn| self.run_folder(*turn)) {
            folders.add(&path, &folder::FILES)?;
        }
        Ok(folders)
    }

    fn train<'a>(&self, turn: Turn<'a>, factory: &Factory<'_>) -> Result<(Turn<'a>, Run), Error> {
        let settings = &turn.entrant.settings;
        let mut training = factory(settings, turn.seed)?;
        let mut folder = self.run_folder(turn).map(RunFolder::new);
        let mut follower = Follower {
            trajectory: folder.as_mut().map(Trajectory::open).transpose()?,
            path: folder.as_ref().map(|folder| folder.path().join(trajectory::NAME)).unwrap_or_default(),
            curve: Curve::default(),
            bar: self.progress.run(turn.name(), &settings.stopping),
        };
        let ended = train(training.as_mut(), &settings.stopping, self.interrupt, &mut follower)?;
        follower.end(&ended)?;
        if let Some(reason) = &ended.reason {
            self.progress.say(&format!("{}: {reason}", turn.name()));
        }
        if let Some(folder) = &mut folder {
            let size = [training.parameters(), training.samples()];
            let record = Record::new(settings, turn.seed, size, &ended);
            let file = summary::file(&record, settings, ended.reason.as_deref())?;
            folder.write(summary::NAME, file.as_bytes())?;
            folder.publish()?;
        }
        Ok((turn, turn.result(&ended, follower.curve)))
    }

    /// The runs of each entrant together.
    fn groups(&self, runs: Vec<(Turn, Run)>) -> Result<Vec<Group>, Error> {
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
}

impl Turn<'_> {
    fn name(self) -> String {
        format!("{}-{}", self.entrant.label, self.seed)
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
