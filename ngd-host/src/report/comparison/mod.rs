//! What a comparison leaves behind, one format per file.

pub mod bands;
pub mod csv;
pub mod json;
pub mod several;
mod style;
pub mod table;

pub use style::{COLORS, Dash, dash};

/// The files of a comparison.
pub const FILES: [&str; 8] = [
    json::NAME,
    csv::COMPARISON,
    csv::DECADES,
    csv::BANDS,
    bands::NAMES[0][0],
    bands::NAMES[0][1],
    bands::NAMES[1][0],
    bands::NAMES[1][1],
];
