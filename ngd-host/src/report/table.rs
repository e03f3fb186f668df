//! What a person reads at the end of a run.

use std::io::{self, Write};
use std::path::PathBuf;

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

use super::summary::Record;
use crate::request::{self, Word};
use crate::training::Verdict;

/// Writes a table with one row per seed, a comparison of several seeds, and where the files are.
///
/// # Errors
/// Those of `out`.
pub fn write(records: &[Record], folders: &[PathBuf], out: &mut dyn Write) -> io::Result<()> {
    let header =
        ["seed", "iterations", "evaluations", "seconds", "loss", "relative L²", "relative H¹", "verdict"];
    let mut table = table(&header);
    for record in records {
        table.add_row([
            record.seed.to_string(),
            record.iterations.to_string(),
            record.loss_evaluations.to_string(),
            format!("{:.2}", record.seconds),
            format!("{:.3e}", record.loss),
            number(record.relative_l2_error),
            number(record.relative_h1_error),
            request::name(&record.verdict),
        ]);
    }
    for column in table.column_iter_mut().take(header.len() - 1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    writeln!(out, "{}", table.trim_fmt())?;
    if records.len() > 1 {
        compare(records, out)?;
    }
    coefficients(records, out)?;
    verdicts(records, out)?;
    match folders {
        [] => Ok(()),
        [folder] => writeln!(out, "files: {}", folder.display()),
        [first, .., last] => writeln!(out, "files: {} … {}", first.display(), last.display()),
    }
}

/// An empty table with these columns, no wider than the terminal.
pub(super) fn table(header: &[&str]) -> Table {
    let line = LineStyle::none().fill('─').junction('─');
    let mut table = Table::new();
    table
        .load_style(TableStyle::new().header_separator(line))
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(header.iter().copied());
    table
}

/// What the data say of the coefficients, seed by seed.
fn coefficients(records: &[Record], out: &mut dyn Write) -> io::Result<()> {
    for record in records {
        for learnt in &record.coefficients {
            let (value, deviation) = (learnt.value, learnt.standard_deviation);
            let (seed, name, exact) = (record.seed, learnt.name, learnt.exact);
            writeln!(out, "seed {seed}: {name} = {value:.5} ± {deviation:.5}, behind the data {exact}")?;
        }
    }
    Ok(())
}

/// In short; a norm that is unknown is a dash.
fn number(value: f64) -> String {
    if value.is_nan() { "–".to_owned() } else { format!("{value:.3e}") }
}

type Column = fn(&Record) -> f64;

fn compare(records: &[Record], out: &mut dyn Write) -> io::Result<()> {
    let columns: [(&str, Column); 3] = [
        ("relative L² error", |record| record.relative_l2_error),
        ("loss", |record| record.loss),
        ("iterations", |record| record.iterations as f64),
    ];
    for (name, column) in columns {
        let mut values: Vec<f64> = records.iter().map(column).collect();
        values.sort_by(order);
        if values.iter().all(|value| value.is_nan()) {
            continue;
        }
        if let (Some(best), Some(worst)) = (values.first(), values.last()) {
            let [median, best, worst] = [median(&values), *best, *worst].map(|value| short(name, value));
            writeln!(out, "{name:<18} median {median}, best {best}, worst {worst}")?;
        }
    }
    Ok(())
}

/// Every verdict in words, with the number of seeds if there are several.
fn verdicts(records: &[Record], out: &mut dyn Write) -> io::Result<()> {
    for verdict in Verdict::ALL {
        let words = request::description(verdict);
        match records.iter().filter(|record| record.verdict == *verdict).count() {
            0 => {}
            _ if records.len() == 1 => writeln!(out, "{words}.")?,
            count => writeln!(out, "{count} of {}: {words}", records.len())?,
        }
    }
    Ok(())
}

fn short(name: &str, value: f64) -> String {
    if name == "iterations" { format!("{value}") } else { format!("{value:.3e}") }
}

/// Ascending; what is not a number is worst.
fn order(a: &f64, b: &f64) -> std::cmp::Ordering {
    a.is_nan().cmp(&b.is_nan()).then(a.total_cmp(b))
}

/// The middle of sorted values, the mean of the two middle ones if their number is even.
fn median(sorted: &[f64]) -> f64 {
    let middle = |index: usize| sorted.get(index).copied().unwrap_or(f64::NAN);
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 { middle(half) } else { 0.5 * (middle(half.wrapping_sub(1)) + middle(half)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle_and_no_number_is_worst() {
        let mut values = [f64::NAN, 3.0, f64::NEG_INFINITY, 1.0, -f64::NAN];
        values.sort_by(order);
        assert_eq!(values[..3], [f64::NEG_INFINITY, 1.0, 3.0]);
        assert_eq!(median(&values), 3.0);
        assert_eq!(median(&[1.0, 2.0]), 1.5);
        assert!(median(&[]).is_nan());
    }
}
