//! The table of what a step costs.

use std::fmt::Write;

use crate::budget::Budgets;
use crate::measurement::Figures;

/// The page that holds the table.
pub const PAGE: &str = "examples/firmware/instructions.md";

/// The table stands between these lines.
pub const MARKERS: [&str; 2] = ["<!-- budgets -->\n", "<!-- end of budgets -->\n"];

/// Heading, configuration.
const COLUMNS: [(&str, &str); 6] = [
    ("M4F", "thumbv7em-none-eabihf"),
    ("M4F, `target-cpu=cortex-m4`", "thumbv7em-none-eabihf+cortex-m4"),
    ("M33", "thumbv8m.main-none-eabihf"),
    ("M3", "thumbv7m-none-eabi"),
    ("M0", "thumbv6m-none-eabi"),
    ("RV32IMC", "riscv32imc-unknown-none-elf"),
];

/// Row, figure.
const ROWS: [(&str, &str); 22] = [
    ("step, P = 25, `NormalEquations`", "step-25-normal-equations"),
    ("step, P = 25, `SquareRoot`", "step-25-square-root"),
    ("step, P = 61, `NormalEquations`", "step-61-normal-equations"),
    ("— jets and rows", "step-61-normal-equations-jets-and-rows"),
    ("— absorb", "step-61-normal-equations-absorb"),
    ("— factor and solve", "step-61-normal-equations-factor-and-solve"),
    ("— step length", "step-61-normal-equations-step-length"),
    ("step, P = 61, `SquareRoot`", "step-61-square-root"),
    ("— absorb", "step-61-square-root-absorb"),
    ("— factor and solve", "step-61-square-root-factor-and-solve"),
    ("*cycles*, estimated: P = 61, `NormalEquations`", "step-61-normal-equations-estimated-cycles"),
    ("*cycles*, estimated: P = 61, `SquareRoot`", "step-61-square-root-estimated-cycles"),
    ("step, P = 129, `NormalEquations`", "step-129-normal-equations"),
    ("step, P = 129, `SquareRoot`", "step-129-square-root"),
    ("Cholesky, P = 64", "kernel-64-cholesky"),
    ("16 rows into a Gram matrix, P = 64", "kernel-64-absorb-16"),
    ("16 rows into a square root, P = 64", "kernel-64-square-root-absorb-16"),
    ("stack of a step, P = 61, bytes", "step-61-normal-equations-stack"),
    ("`regression`: `.text`, bytes", "regression-text"),
    ("`regression`: flash in all, bytes", "regression-flash"),
    ("`regression`: statics, bytes", "regression-statics"),
    ("`regression`: RAM in all, bytes", "regression-ram"),
];

/// The table of one compiler.
///
/// # Panics
/// If the file has no budgets of that compiler.
pub fn table(budgets: &Budgets, minor: &str) -> String {
    let all = budgets.rustc.get(minor).expect("a compiler of the file");
    let headings = COLUMNS.map(|(heading, _)| heading).join(" | ");
    let mut text = format!(
        "Instructions, rustc 1.{minor}:\n\n| | {headings} |\n|---|{}\n",
        "---:|".repeat(COLUMNS.len())
    );
    for (row, name) in ROWS {
        let cell = |(_, configuration): (_, &str)| {
            all.get(configuration)
                .and_then(|figures: &Figures| figures.get(name))
                .map_or(String::new(), |figure| grouped(*figure))
        };
        let cells = COLUMNS.map(cell).join(" | ");
        writeln!(text, "| {row} | {cells} |").expect("a string takes everything");
    }
    text
}

/// Digits in groups of three.
fn grouped(figure: u64) -> String {
    let digits = figure.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}

/// What a text has between the markers.
pub fn between_markers(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once(MARKERS[0])?;
    Some(rest.split_once(MARKERS[1])?.0)
}
