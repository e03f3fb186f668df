//! `comparison.csv`, `decades.csv` and `bands.csv`. What is not finite is empty.

use std::io;

use crate::race::{Axis, Comparison, Quartiles};

/// One row per optimizer: what its runs ended with.
pub const COMPARISON: &str = "comparison.csv";
/// One row per optimizer and error: how long it took.
pub const DECADES: &str = "decades.csv";
/// One row per optimizer, axis and point: the quartiles of the error.
pub const BANDS: &str = "bands.csv";

type Written = Result<Vec<u8>, csv::Error>;

/// The contents of [`COMPARISON`].
///
/// # Errors
/// Those of the writer.
pub fn comparison(comparison: &Comparison) -> Written {
    let quantities = ["error", "loss", "iterations", "loss_evaluations", "seconds"];
    let header = header(&["optimizer", "runs", "successes"], &quantities);
    let rows = comparison.columns.iter().map(|column| {
        let of = &column.performance;
        let mut row = vec![column.group.label.clone(), of.runs.to_string(), of.successes.to_string()];
        row.extend([of.error, of.loss, of.iterations, of.loss_evaluations, of.seconds].iter().flat_map(five));
        row
    });
    table(header, rows)
}

/// The contents of [`DECADES`].
///
/// # Errors
/// Those of the writer.
pub fn decades(comparison: &Comparison) -> Written {
    let header = header(&["optimizer", "error", "runs", "reached"], &["iterations", "seconds"]);
    let rows = comparison.columns.iter().flat_map(|column| {
        column.performance.decades.iter().map(|decade| {
            let counts = [column.performance.runs, decade.reached].map(|count| count.to_string());
            let mut row = vec![column.group.label.clone(), format!("{:e}", decade.error)];
            row.extend(counts);
            row.extend([decade.iterations, decade.seconds].iter().flat_map(five));
            row
        })
    });
    table(header, rows)
}

/// The contents of [`BANDS`].
///
/// # Errors
/// Those of the writer.
pub fn bands(comparison: &Comparison) -> Written {
    let header = ["optimizer", "axis", "x", "lower", "median", "upper"].map(str::to_owned).to_vec();
    let rows = Axis::ALL.into_iter().zip(&comparison.bands).flat_map(|(axis, bands)| {
        bands.bands.iter().zip(&comparison.columns).flat_map(move |(band, column)| {
            let errors = band.lower.iter().zip(&band.median).zip(&band.upper);
            bands.x.iter().zip(errors).map(move |(x, ((lower, median), upper))| {
                let numbers = [*x, *lower, *median, *upper].map(number);
                [column.group.label.clone(), axis.name().to_owned()].into_iter().chain(numbers).collect()
            })
        })
    });
    table(header, rows)
}

fn table(header: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> Written {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|error| io::Error::from(error.into_error().kind()).into())
}

/// The names, and five columns for each of the quantities.
fn header(names: &[&str], quantities: &[&str]) -> Vec<String> {
    let five = |quantity: &&str| {
        ["best", "lower", "median", "upper", "worst"].map(|part| format!("{quantity}_{part}"))
    };
    names.iter().map(|name| (*name).to_owned()).chain(quantities.iter().flat_map(five)).collect()
}

fn five(of: &Quartiles) -> [String; 5] {
    [of.best, of.lower, of.median, of.upper, of.worst].map(number)
}

/// The shortest text that reads back as the same number.
fn number(value: f64) -> String {
    if value.is_finite() { format!("{value:?}") } else { String::new() }
}
