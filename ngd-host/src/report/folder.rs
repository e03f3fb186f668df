//! Folders of runs: files appear whole, and what fails leaves nothing behind.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{convergence, solution, summary, trajectory};

/// The files of a run folder.
pub const FILES: [&str; 4] = [summary::NAME, trajectory::NAME, convergence::NAME, solution::NAME];

/// A folder or file that cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write to {}", path.display())]
pub struct FolderError {
    path: PathBuf,
    source: io::Error,
}

impl FolderError {
    /// What went wrong at `path`.
    pub fn new(path: impl Into<PathBuf>, source: impl Into<io::Error>) -> Self {
        Self { path: path.into(), source: source.into() }
    }
}

/// The folders of a command, made before anything is trained. Those that stay empty vanish again.
#[derive(Debug, Default)]
pub struct Folders {
    created: Vec<PathBuf>,
}

impl Folders {
    /// Makes all `paths`, the folders of runs, and tries that they can be written.
    ///
    /// # Errors
    /// [`FolderError`] for the first that cannot; nothing is left of the others.
    pub fn prepare(paths: impl IntoIterator<Item = PathBuf>) -> Result<Self, FolderError> {
        let mut folders = Self::default();
        paths.into_iter().try_for_each(|path| folders.add(&path, &FILES))?;
        Ok(folders)
    }

    /// Makes a folder for `files`.
    ///
    /// # Errors
    /// As [`prepare`](Self::prepare).
    pub fn add(&mut self, path: &Path, files: &[&str]) -> Result<(), FolderError> {
        self.make(path, files).map_err(|error| FolderError::new(path, error))
    }

    fn make(&mut self, path: &Path, files: &[&str]) -> io::Result<()> {
        let mut missing: Vec<&Path> = path
            .ancestors()
            .take_while(|ancestor| !ancestor.as_os_str().is_empty() && !ancestor.exists())
            .collect();
        while let Some(ancestor) = missing.pop() {
            match fs::create_dir(ancestor) {
                Ok(()) => self.created.push(ancestor.to_owned()),
                Err(_) if ancestor.is_dir() => {}
                Err(error) => return Err(error),
            }
        }
        if !path.is_dir() {
            return Err(io::Error::new(io::ErrorKind::NotADirectory, "it is not a directory"));
        }
        if let Some(name) = files.iter().find(|name| path.join(name).is_dir()) {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, format!("{name} in it is a directory")));
        }
        let probe = path.join(format!(".ngd-{}", std::process::id()));
        File::create(&probe)?;
        fs::remove_file(&probe)
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        for path in self.created.iter().rev() {
            // Fails where something was written, as it should.
            let _ = fs::remove_dir(path);
        }
    }
}

/// The folder of one run. Files are written beside their final place and renamed together at the end;
/// dropped before that, it removes them.
#[derive(Debug)]
pub struct RunFolder {
    path: PathBuf,
    unpublished: Vec<&'static str>,
}

impl RunFolder {
    /// The folder at `path`, which must exist.
    pub fn new(path: PathBuf) -> Self {
        Self { path, unpublished: Vec::new() }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// An empty file that will be called `name`.
    ///
    /// # Errors
    /// [`FolderError`] when it cannot be made, or another process is writing it.
    pub fn create(&mut self, name: &'static str) -> Result<File, FolderError> {
        let path = self.partial(name);
        self.open(&path, name).map_err(|error| FolderError::new(path, error))
    }

    /// Writes a whole file that will be called `name`.
    ///
    /// # Errors
    /// [`FolderError`] when writing fails.
    pub fn write(&mut self, name: &'static str, contents: &[u8]) -> Result<(), FolderError> {
        let mut file = self.create(name)?;
        file.write_all(contents).map_err(|error| FolderError::new(self.partial(name), error))
    }

    /// Puts every file in its place, each by a rename.
    ///
    /// # Errors
    /// [`FolderError`] when a rename fails.
    pub fn publish(&mut self) -> Result<(), FolderError> {
        while let Some(name) = self.unpublished.last() {
            let path = self.path.join(name);
            fs::rename(self.partial(name), &path).map_err(|error| FolderError::new(path, error))?;
            self.unpublished.pop();
        }
        Ok(())
    }

    fn partial(&self, name: &str) -> PathBuf {
        self.path.join(format!("{name}.partial"))
    }

    /// The lock keeps a second process from emptying the file; where locks are unknown it is skipped.
    fn open(&mut self, path: &Path, name: &'static str) -> io::Result<File> {
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            return Err(io::Error::other("another run is writing it"));
        }
        self.unpublished.push(name);
        file.set_len(0)?;
        Ok(file)
    }
}

impl Drop for RunFolder {
    fn drop(&mut self) {
        for name in &self.unpublished {
            let _ = fs::remove_file(self.partial(name));
        }
    }
}

/// Puts a file that stands alone in its place, by a rename.
///
/// # Errors
/// [`FolderError`] when it cannot be written; an older file is then unchanged.
pub fn replace(path: &Path, contents: &[u8]) -> Result<(), FolderError> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".partial");
    let partial = path.with_file_name(name);
    let written = fs::write(&partial, contents).and_then(|()| fs::rename(&partial, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&partial);
        FolderError::new(path, error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &Path) -> Vec<String> {
        let entries = fs::read_dir(path).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn empty_folders_vanish_with_their_parents() {
        let root = tempfile::tempdir().unwrap();
        let paths = ["a/b/one", "a/b/two"].map(|path| root.path().join(path));
        let folders = Folders::prepare(paths.clone()).unwrap();
        assert!(paths.iter().all(|path| path.is_dir()));
        drop(folders);
        assert!(names(root.path()).is_empty());
    }

    #[test]
    fn a_folder_that_fails_takes_the_others_with_it() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("file"), "").unwrap();
        assert!(Folders::prepare(["a", "file/b"].map(|path| root.path().join(path))).is_err());
        assert_eq!(names(root.path()), ["file"]);
    }

    #[test]
    fn files_appear_whole_or_not_at_all() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("summary.json"), "old").unwrap();
        let mut folder = RunFolder::new(root.path().to_owned());
        folder.write("summary.json", b"new").unwrap();
        assert_eq!(fs::read_to_string(root.path().join("summary.json")).unwrap(), "old");
        drop(folder);
        assert_eq!(names(root.path()), ["summary.json"]);

        let mut folder = RunFolder::new(root.path().to_owned());
        folder.write("summary.json", b"new").unwrap();
        folder.publish().unwrap();
        drop(folder);
        assert_eq!(fs::read_to_string(root.path().join("summary.json")).unwrap(), "new");
        assert_eq!(names(root.path()), ["summary.json"]);
    }

    #[test]
    fn two_runs_do_not_write_one_file() {
        let root = tempfile::tempdir().unwrap();
        let mut first = RunFolder::new(root.path().to_owned());
        let _held = first.create("trajectory.csv").unwrap();
        let mut second = RunFolder::new(root.path().to_owned());
        assert!(second.create("trajectory.csv").is_err());
        drop(second);
        assert_eq!(names(root.path()), ["trajectory.csv.partial"]);
    }
}
