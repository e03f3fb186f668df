use crate::report::progress::Progress;
use crate::training::{Interrupt, Settings, Training, TrainingError};

/// Sets a training up, before its first step.
pub type Factory<'a> = dyn Fn(&Settings, u64) -> Result<Box<dyn Training>, TrainingError> + Sync + 'a;

/// What every command has besides what it was asked.
#[derive(Clone, Copy)]
pub struct Session<'a> {
    /// What trains.
    pub factory: &'a Factory<'a>,
    /// Whether to stop.
    pub interrupt: &'a Interrupt,
    /// How many runs at a time.
    pub jobs: usize,
    /// How much is said on stderr.
    pub talk: Talk,
}

/// How much is said beside results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Talk {
    /// Only errors and warnings.
    Quiet,
    /// Progress, and why runs ended early.
    #[default]
    Usual,
    /// Moreover what is trained, as flags.
    Verbose,
}

impl Session<'_> {
    /// Bars, if anything is said.
    pub fn progress(&self) -> Progress {
        if self.talk == Talk::Quiet { Progress::hidden() } else { Progress::default() }
    }

    /// Says a line on stderr, if much is said.
    pub fn tell(&self, progress: &Progress, line: impl FnOnce() -> String) {
        if self.talk == Talk::Verbose {
            progress.say(&line());
        }
    }
}
