//! What a person reads at the end of a comparison.

use std::io::{self, Write};
use std::path::Path;

use comfy_table::{CellAlignment, Table};

use crate::race::{Column, Comparison, Decade, Quartiles};
use crate::report::table::table;

/// Writes who succeeded and how accurately, how long each decade of error took, and where the files are.
///
/// # Errors
/// Those of `out`.
pub fn write(comparison: &Comparison, folder: Option<&Path>, out: &mut dyn Write) -> io::Result<()> {
    let of = match comparison.seeds.as_slice() {
        [] => "no seed was trained by all: the numbers below are about none".to_owned(),
        [seed] => format!("seed {seed}"),
        seeds => format!("{} seeds", seeds.len()),
    };
    let more = if comparison.interrupted { " of those asked for, the others were interrupted" } else { "" };
    let [problem, measure] = [&comparison.problem, comparison.measure.name()];
    writeln!(out, "{problem}: {measure} at the end, {of}{more}; success: {}\n", comparison.success)?;
    writeln!(out, "{}\n", ended(comparison).trim_fmt())?;
    for (name, quartiles, number) in DURATIONS {
        if let Some(table) = decades(comparison, quartiles, number) {
            writeln!(
                out,
                "median {name} until the {measure} was below (runs that came there, if not all)\n"
            )?;
            writeln!(out, "{}\n", table.trim_fmt())?;
        }
    }
    match folder {
        Some(folder) => writeln!(out, "files: {}", folder.display()),
        None => Ok(()),
    }
}

fn ended(comparison: &Comparison) -> Table {
    let header = [
        "optimizer",
        "successes",
        "lower quartile",
        "median",
        "upper quartile",
        "iterations",
        "seconds",
        "verdicts",
    ];
    let mut rows = table(&header);
    for Column { group, performance, .. } in &comparison.columns {
        let verdicts = performance.verdicts.iter().map(|(verdict, count)| format!("{count} {verdict}"));
        rows.add_row([
            group.label.clone(),
            format!("{} of {}", performance.successes, performance.runs),
            error(performance.error.lower),
            error(performance.error.median),
            error(performance.error.upper),
            count(performance.iterations.median),
            seconds(performance.seconds.median),
            verdicts.collect::<Vec<_>>().join(", "),
        ]);
    }
    aligned(rows, 1..7)
}

type Duration = (&'static str, fn(&Decade) -> &Quartiles, fn(f64) -> String);
const DURATIONS: [Duration; 2] =
    [("iterations", |decade| &decade.iterations, count), ("seconds", |decade| &decade.seconds, seconds)];

/// The decades that somebody reached; none, if nobody reached any.
fn decades(
    comparison: &Comparison,
    duration: fn(&Decade) -> &Quartiles,
    number: fn(f64) -> String,
) -> Option<Table> {
    let columns = || comparison.columns.iter();
    let reached = columns()
        .filter_map(|column| column.performance.decades.iter().rposition(|decade| decade.reached > 0))
        .max()?;
    let errors = crate::race::DECADES[..=reached].iter().map(|error| format!("{error:.0e}"));
    let header: Vec<String> = std::iter::once("optimizer".to_owned()).chain(errors).collect();
    let mut rows = table(&header.iter().map(String::as_str).collect::<Vec<_>>());
    for Column { group, performance, .. } in columns() {
        let cell = |decade: &Decade| match decade.reached {
            0 => "–".to_owned(),
            all if all == performance.runs => number(duration(decade).median),
            some => format!("{} ({some})", number(duration(decade).median)),
        };
        let cells = performance.decades[..=reached].iter().map(cell);
        rows.add_row(std::iter::once(group.label.clone()).chain(cells));
    }
    let end = rows.column_count();
    Some(aligned(rows, 1..end))
}

pub(super) fn aligned(mut table: Table, columns: std::ops::Range<usize>) -> Table {
    for column in table.column_iter_mut().skip(columns.start).take(columns.len()) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// A quartile of the runs that failed is a dash.
fn finite(value: f64, text: impl Fn(f64) -> String) -> String {
    if value.is_finite() { text(value) } else { "–".to_owned() }
}

pub(super) fn error(value: f64) -> String {
    finite(value, |value| format!("{value:.2e}"))
}

pub(super) fn count(value: f64) -> String {
    finite(value, |value| format!("{value}"))
}

pub(super) fn seconds(value: f64) -> String {
    finite(value, |value| format!("{value:.3}"))
}
