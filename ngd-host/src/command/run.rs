use std::io::Write;
use std::path::PathBuf;

use super::{Error, Output};
use crate::cli::RunArguments;
use crate::report::folder::{FolderError, Folders, RunFolder};
use crate::report::history::{History, Point};
use crate::report::progress::{Bar, Progress};
use crate::report::summary::{self, Record};
use crate::report::trajectory::Trajectory;
use crate::report::{convergence, solution, table};
use crate::request;
use crate::training::{
    Interrupt, Observer, Row, Settings, Training, TrainingError, in_parallel, resolve, train,
};

/// Sets a training up, before its first step.
pub type Factory<'a> = dyn Fn(&Settings, u64) -> Result<Box<dyn Training>, TrainingError> + Sync + 'a;

/// `ngd run`: trains all seeds, writes their folders, and on `out` the table or the array.
///
/// # Errors
/// [`Error`]; what failed leaves nothing half-written, and nothing is on `out`.
pub fn run(
    arguments: &RunArguments,
    factory: &Factory<'_>,
    interrupt: &Interrupt,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let settings = resolve(arguments)?;
    let output = Output::of(arguments);
    let seeds = arguments.seeds();
    let _folders = Folders::prepare(output.folders(&settings, &seeds)).map_err(Error::Out)?;
    let command = Run { settings: &settings, output: &output, interrupt, progress: Progress::default() };
    let results = in_parallel(&seeds, interrupt, |seed| command.seed(factory, seed))?;
    let (records, folders): (Vec<Record>, Vec<Option<PathBuf>>) = results.into_iter().unzip();
    let folders: Vec<PathBuf> = folders.into_iter().flatten().collect();
    let written =
        if arguments.json { summary::array(&records, out) } else { table::write(&records, &folders, out) };
    written.map_err(Error::Output)
}

struct Run<'a> {
    settings: &'a Settings,
    output: &'a Output,
    interrupt: &'a Interrupt,
    progress: Progress,
}

impl Run<'_> {
    fn seed(&self, factory: &Factory<'_>, seed: u64) -> Result<(Record, Option<PathBuf>), Error> {
        let mut training = factory(self.settings, seed)?;
        let mut folder = self.output.folder(self.settings, seed).map(RunFolder::new);
        let mut watcher = Watcher {
            trajectory: folder.as_mut().map(Trajectory::open).transpose()?,
            path: folder.as_ref().map(|folder| folder.path().to_owned()),
            history: History::default(),
            bar: self.progress.seed(seed, &self.settings.stopping),
        };
        let stopping = &self.settings.stopping;
        let ended = train(training.as_mut(), stopping, self.interrupt, &mut watcher)?;
        let size = [training.parameters(), training.samples()];
        let record = Record::new(self.settings, seed, size, &ended);
        if let Some(reason) = &ended.reason {
            self.progress.say(&format!("seed {seed}: {reason}"));
        }
        if let Some(folder) = &mut folder {
            let file = summary::file(&record, self.settings, ended.reason.as_deref())?;
            folder.write(summary::NAME, file.as_bytes())?;
            self.pictures(folder, seed, &watcher.history, training.as_mut())?;
            folder.publish()?;
        }
        Ok((record, watcher.path))
    }

    fn pictures(
        &self,
        folder: &mut RunFolder,
        seed: u64,
        history: &History,
        training: &mut dyn Training,
    ) -> Result<(), Error> {
        let title = self.title(seed);
        let picture = convergence::svg(&title, history).map_err(Error::picture)?;
        folder.write(convergence::NAME, picture.as_bytes())?;
        let picture = solution::svg(&title, &training.solution()).map_err(Error::picture)?;
        Ok(folder.write(solution::NAME, picture.as_bytes())?)
    }

    fn title(&self, seed: u64) -> String {
        let [problem, optimizer] =
            [request::name(&self.settings.problem), request::name(&self.settings.optimizer)];
        let solver = self.settings.solver.map(|solver| format!(" ({})", request::name(&solver)));
        format!("{problem}, {optimizer}{}, seed {seed}", solver.unwrap_or_default())
    }
}

/// Follows one seed: trajectory, curves, bar.
struct Watcher {
    trajectory: Option<Trajectory>,
    path: Option<PathBuf>,
    history: History,
    bar: Bar,
}

impl Observer for Watcher {
    type Error = FolderError;

    fn wants_error(&self, _: u64) -> bool {
        self.trajectory.is_some()
    }

    fn observe(&mut self, row: &Row) -> Result<(), FolderError> {
        self.bar.show(row);
        let (Some(trajectory), Some(path)) = (&mut self.trajectory, &self.path) else { return Ok(()) };
        let relative_l2 = row.relative_l2_error.unwrap_or(f64::NAN);
        self.history.push(Point { iteration: row.iteration, loss: row.loss, relative_l2 });
        trajectory
            .row(row)
            .map_err(|error| FolderError::new(path.join(crate::report::trajectory::NAME), error))
    }
}
