use std::path::{Path, PathBuf};

use crate::cli::RunArguments;
use crate::request;
use crate::training::Settings;

/// Where the files of a run go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// There are none.
    Nowhere,
    /// In this folder: the run of one seed.
    Folder(PathBuf),
    /// In this folder, in one folder per seed.
    Inside(PathBuf),
}

impl Output {
    /// What `--out`, `--json`, `--seed` and `--seeds` say together.
    pub fn of(arguments: &RunArguments) -> Self {
        match &arguments.out {
            None if arguments.json => Self::Nowhere,
            None => Self::Inside("runs".into()),
            Some(out) if arguments.seeds.is_some() => Self::Inside(out.clone()),
            Some(out) => Self::Folder(out.clone()),
        }
    }

    /// The folder of one seed.
    pub fn folder(&self, settings: &Settings, seed: u64) -> Option<PathBuf> {
        let inside = |parent: &Path| {
            let [problem, optimizer] = [request::name(&settings.problem), request::name(&settings.optimizer)];
            parent.join(format!("{problem}-{optimizer}-{seed}"))
        };
        match self {
            Self::Nowhere => None,
            Self::Folder(folder) => Some(folder.clone()),
            Self::Inside(parent) => Some(inside(parent)),
        }
    }

    /// The folders of all seeds.
    pub fn folders(&self, settings: &Settings, seeds: &[u64]) -> impl Iterator<Item = PathBuf> {
        seeds.iter().filter_map(|&seed| self.folder(settings, seed))
    }
}
