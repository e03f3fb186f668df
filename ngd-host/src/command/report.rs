use super::error::warn;
use super::{Error, Report};
use crate::race::Comparison;
use crate::report::{folder, page, stored, summary};

/// `ngd report`: writes the page; what was written, in words.
///
/// # Errors
/// [`Error`]; nothing is written then.
pub fn report(asked: &Report) -> Result<String, Error> {
    let folder = asked.folder.as_path();
    let (runs, unreadable) = stored::runs(folder).map_err(|error| Error::Runs(error.to_string()))?;
    for error in unreadable {
        warn(&format!("{:#}", anyhow::Error::from(error)));
    }
    if runs.is_empty() {
        let found = format!("there is no {} in {} that can be read", summary::NAME, folder.display());
        return Err(Error::Runs(found));
    }
    let count = runs.len();
    let comparisons: Vec<Comparison> = stored::by_problem(runs)
        .into_iter()
        .map(|(problem, groups)| Comparison::loose(problem, groups))
        .collect();
    let title =
        folder.canonicalize().ok().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
    let html = page::html(&title.unwrap_or_else(|| folder.display().to_string()), &comparisons)?;
    let path = &asked.out;
    folder::replace(path, html.as_bytes()).map_err(Error::Page)?;
    Ok(format!("{}: {count} runs, problems: {}", path.display(), comparisons.len()))
}
