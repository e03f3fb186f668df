//! Whether a folder holds something else than what is about to be written there.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use crate::report::summary;
use crate::training::Settings;

/// A folder that holds a run of other settings.
#[derive(Debug, thiserror::Error)]
#[error("--out {} holds a run of other settings ({difference}); give another folder, or --force to replace it", folder.display())]
pub struct Occupied {
    folder: PathBuf,
    difference: String,
}

/// What of `summary.json` tells runs apart.
#[derive(Deserialize)]
struct Stored {
    seed: u64,
    settings: Value,
}

/// That a folder is free for a run, or holds the same run.
///
/// # Errors
/// [`Occupied`] says in what the run there is another one.
pub fn check(folder: &Path, settings: &Settings, seed: u64) -> Result<(), Occupied> {
    let Ok(text) = fs::read(folder.join(summary::NAME)) else { return Ok(()) };
    let difference = match serde_json::from_slice::<Stored>(&text) {
        Err(_) => "its summary.json is not one of this version".to_owned(),
        Ok(stored) if stored.seed != seed => format!("seed {} there", stored.seed),
        Ok(stored) => match difference(&stored.settings, &serde_json::json!(settings)) {
            Some(difference) => difference,
            None => return Ok(()),
        },
    };
    Err(Occupied { folder: folder.to_owned(), difference })
}

/// The first setting of which the stored value is another one.
fn difference(stored: &Value, wanted: &Value) -> Option<String> {
    let empty = serde_json::Map::new();
    let [stored, wanted] = [stored, wanted].map(|settings| settings.as_object().unwrap_or(&empty));
    let mut names: Vec<&String> = stored.keys().chain(wanted.keys()).collect();
    names.sort_by_key(|name| (*name != "problem", *name != "optimizer", *name));
    let name = names.into_iter().find(|name| stored.get(*name) != wanted.get(*name))?;
    let value = match stored.get(name) {
        None | Some(Value::Null) => "nothing".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    Some(format!("{} {value} there", name.replace('_', "-")))
}
