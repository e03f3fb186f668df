use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use super::Occupied;
use crate::report::folder::FolderError;
use crate::request::UsageError;
use crate::study::StudyError;
use crate::training::TrainingError;

/// Why the program could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The command line cannot be read; the sentence says why.
    #[error("{0}")]
    Arguments(String),
    /// The flags do not go together.
    #[error(transparent)]
    Usage(#[from] UsageError),
    /// The run folder cannot be made; nothing was trained.
    #[error("--out must be a folder that can be made and written")]
    Out(#[source] FolderError),
    /// The folder holds a run of other settings.
    #[error(transparent)]
    Occupied(#[from] Occupied),
    /// A study says something that cannot be meant.
    #[error("the study cannot be used")]
    Study(#[from] StudyError),
    /// The file of a study cannot be read.
    #[error("{} cannot be read", path.display())]
    Configuration {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is nothing to make a page of.
    #[error("DIR must be a folder with runs: {0}")]
    Runs(String),
    /// The page cannot be written.
    #[error("--out must be a file that can be written")]
    Page(#[source] FolderError),
    /// A file of the run cannot be written.
    #[error("the run is lost")]
    File(#[from] FolderError),
    /// A picture could not be drawn.
    #[error("a picture cannot be drawn: {0}")]
    Picture(String),
    /// Writing JSON failed.
    #[error("the summary cannot be written")]
    Json(#[from] serde_json::Error),
    /// The training could not be set up.
    #[error("the training cannot begin")]
    Training(#[from] TrainingError),
    /// Standard output failed.
    #[error("standard output cannot be written")]
    Output(#[source] io::Error),
    /// Ctrl-C cannot be caught.
    #[error("Ctrl-C cannot be caught")]
    Signal(#[source] io::Error),
}

impl Error {
    /// A plotting library's complaint.
    pub(super) fn picture(error: Box<dyn std::error::Error + Send + Sync>) -> Self {
        Self::Picture(error.to_string())
    }

    /// 2 for what was asked wrongly, 1 for what went wrong.
    pub fn status(&self) -> ExitCode {
        match self {
            Self::Arguments(_)
            | Self::Usage(_)
            | Self::Occupied(_)
            | Self::Study(_)
            | Self::Configuration { .. }
            | Self::Out(_)
            | Self::Runs(_)
            | Self::Page(_) => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}

/// Says on stderr what went wrong.
pub fn complain(message: &str) {
    // Nobody can be told that stderr is closed.
    let _ = writeln!(io::stderr(), "error: {message}");
}

/// Says on stderr what is worth knowing and stops nothing.
pub fn warn(message: &str) {
    // Nobody can be told that stderr is closed.
    let _ = writeln!(io::stderr(), "warning: {message}");
}
