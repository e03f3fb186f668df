//! The table of a comparison on several problems, as text, Markdown and CSV.

use std::io::{self, Write};
use std::path::Path;

use super::table::{aligned, count, error, seconds};
use crate::race::{Column, Comparison};
use crate::report::table::table;

/// The files' names.
pub const NAMES: [&str; 2] = ["problems.md", "problems.csv"];

const HEADER: [&str; 9] =
    ["problem", "optimizer", "measure", "success", "successes", "median", "worst", "iterations", "seconds"];

/// What an optimizer came to on a problem, or why it was not tried.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// It was tried.
    Tried([String; 9]),
    /// It was not.
    Unsuited {
        /// Problem and optimizer.
        names: [String; 2],
        /// Why.
        reason: String,
    },
}

impl Line {
    /// The lines of one problem.
    pub fn of(comparison: &Comparison) -> impl Iterator<Item = Self> {
        comparison.columns.iter().map(|Column { group, performance, .. }| {
            Self::Tried([
                comparison.problem.clone(),
                group.label.clone(),
                comparison.measure.name().to_owned(),
                comparison.success.to_string(),
                format!("{} of {}", performance.successes, performance.runs),
                error(performance.error.median),
                error(performance.error.worst),
                count(performance.iterations.median),
                seconds(performance.seconds.median),
            ])
        })
    }

    fn cells(&self) -> [String; 9] {
        match self {
            Self::Tried(cells) => cells.clone(),
            Self::Unsuited { names: [problem, optimizer], reason } => {
                let mut cells = [const { String::new() }; 9];
                cells[0].clone_from(problem);
                cells[1].clone_from(optimizer);
                cells[2].clone_from(reason);
                cells
            }
        }
    }
}

/// The contents of the files.
///
/// # Errors
/// Those of the writer of CSV.
pub fn files(lines: &[Line]) -> Result<[(&'static str, Vec<u8>); 2], csv::Error> {
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut page = row(&HEADER.map(str::to_owned)) + "|---|---|---|---|---:|---:|---:|---:|---:|\n";
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER)?;
    for cells in lines.iter().map(Line::cells) {
        page += &row(&cells);
        writer.write_record(&cells)?;
    }
    let csv = writer.into_inner().map_err(|error| io::Error::from(error.into_error().kind()))?;
    Ok([(NAMES[0], page.into_bytes()), (NAMES[1], csv)])
}

/// Writes the table, and where the files are.
///
/// # Errors
/// Those of `out`.
pub fn write(lines: &[Line], folder: Option<&Path>, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = table(&HEADER);
    for line in lines {
        rows.add_row(line.cells());
    }
    writeln!(out, "{}", aligned(rows, 4..9).trim_fmt())?;
    match folder {
        Some(folder) => writeln!(out, "\nfiles: {}", folder.display()),
        None => Ok(()),
    }
}
