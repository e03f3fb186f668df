use std::io::Write;
use std::path::PathBuf;

use super::error::warn;
use super::{Conclusion, Error, Output, Run, Session};
use crate::report::folder::{FolderError, Folders, RunFolder};
use crate::report::history::{History, Point};
use crate::report::progress::{Bar, Progress};
use crate::report::summary::{self, Record};
use crate::report::trajectory::Trajectory;
use crate::report::{convergence, solution, table};
use crate::training::{Observer, Row, Settings, Training, in_parallel, resolve, train};

/// `ngd run`: trains all seeds, writes their folders, and on `out` the table or the array.
///
/// # Errors
/// [`Error`]; what failed leaves nothing half-written, and nothing is on `out`.
pub fn run(asked: &Run, session: &Session<'_>, out: &mut dyn Write) -> Result<Conclusion, Error> {
    let settings = resolve(asked.problem, &asked.request)?;
    let output = Output::of(asked, &settings)?;
    let seeds = asked.seeds.list();
    if !asked.force {
        output.is_free(&settings, &seeds)?;
    }
    let _folders = Folders::prepare(output.folders(&seeds)).map_err(Error::Out)?;
    let runner = Runner { settings: &settings, output: &output, session, progress: session.progress() };
    session.tell(&runner.progress, || format!("ngd run {} {}", settings.problem.name(), settings.request()));
    let ended = in_parallel(&seeds, session.interrupt, session.jobs, |seed| runner.seed(seed))?;

    let drawn = ended.iter().all(|run| run.drawn);
    let folders: Vec<PathBuf> = ended.iter().filter_map(|run| run.folder.clone()).collect();
    let records: Vec<Record> = ended.into_iter().map(|run| run.record).collect();
    let verdicts = records.iter().map(|record| (&settings.stopping, record.verdict));
    let conclusion = if drawn { Conclusion::of(verdicts) } else { Conclusion::Incomplete };
    let written =
        if asked.json { summary::array(&records, out) } else { table::write(&records, &folders, out) };
    written.map_err(Error::Output)?;
    Ok(conclusion)
}

struct Runner<'a> {
    settings: &'a Settings,
    output: &'a Output,
    session: &'a Session<'a>,
    progress: Progress,
}

/// One seed, trained and written.
struct Trained {
    record: Record,
    folder: Option<PathBuf>,
    /// Whether its pictures are written, if there are any.
    drawn: bool,
}

impl Runner<'_> {
    fn seed(&self, seed: u64) -> Result<Trained, Error> {
        let mut training = (self.session.factory)(self.settings, seed)?;
        let mut folder = self.output.folder(seed).map(RunFolder::new);
        let mut watcher = Watcher {
            trajectory: folder.as_mut().map(Trajectory::open).transpose()?,
            path: folder.as_ref().map(|folder| folder.path().to_owned()),
            history: History::default(),
            bar: self.progress.seed(seed, &self.settings.stopping),
        };
        let stopping = &self.settings.stopping;
        let ended = train(training.as_mut(), stopping, self.session.interrupt, &mut watcher)?;
        let size = [training.parameters(), training.samples()];
        let record = Record::new(self.settings, seed, size, &ended);
        if let Some(reason) = &ended.reason {
            self.progress.say(&format!("seed {seed}: {reason}"));
        }
        let mut drawn = true;
        if let Some(folder) = &mut folder {
            folder.write(summary::NAME, summary::file(&record)?.as_bytes())?;
            folder.publish()?;
            if let Err(error) = self.pictures(folder, seed, &watcher.history, training.as_mut()) {
                drawn = false;
                warn(&format!("seed {seed}: {:#}", anyhow::Error::from(error)));
            }
        }
        Ok(Trained { record, folder: watcher.path, drawn })
    }

    /// Draws the pictures, beside files that are in their place already.
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
        folder.write(solution::NAME, picture.as_bytes())?;
        Ok(folder.publish()?)
    }

    fn title(&self, seed: u64) -> String {
        let (problem, optimizer) = (self.settings.problem.name(), self.settings.method.name());
        let solver = self.settings.method.solver().map(|solver| format!(" ({})", solver.name()));
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
