//! `trajectory.csv`: one row per step, written as the run goes.

use std::fs::File;

use crate::report::folder::{FolderError, RunFolder};
use crate::training::Row;

/// The file's name.
pub const NAME: &str = "trajectory.csv";

/// The open file.
pub struct Trajectory(csv::Writer<File>);

impl Trajectory {
    /// Opens it in `folder`.
    ///
    /// # Errors
    /// [`FolderError`] when it cannot be written.
    pub fn open(folder: &mut RunFolder) -> Result<Self, FolderError> {
        Ok(Self(csv::Writer::from_writer(folder.create(NAME)?)))
    }

    /// Adds a row; whoever reads the file sees it at once.
    ///
    /// # Errors
    /// When writing fails.
    pub fn row(&mut self, row: &Row) -> Result<(), csv::Error> {
        self.0.serialize(row)?;
        Ok(self.0.flush()?)
    }
}
