//! One page with tables and plots of many runs, complete in itself: it opens offline.
//!
//! The page draws what `data` computes; the plots are drawn by uPlot (`uplot/`, MIT licence), whose files
//! are those of its package, version 1.6.32.

mod data;

use crate::race::Comparison;

/// In the order in which they use each other.
const SCRIPT: &str = concat!(
    include_str!("data.js"),
    include_str!("text.js"),
    include_str!("table.js"),
    include_str!("plot.js"),
    include_str!("page.js"),
);

/// The page of these comparisons, one per problem, under a title.
///
/// # Errors
/// Those of the serializer.
pub fn html(title: &str, comparisons: &[Comparison]) -> serde_json::Result<String> {
    // In JSON a < stands in strings only; escaped, no text of a run can end the element.
    let data = serde_json::to_string(&data::Page::of(title, comparisons))?.replace('<', "\\u003c");
    let pieces = [
        ("/*LIBRARY STYLE*/", include_str!("uplot/uPlot.min.css")),
        ("/*STYLE*/", include_str!("page.css")),
        ("/*LIBRARY*/", include_str!("uplot/uPlot.iife.min.js")),
        ("/*SCRIPT*/", SCRIPT),
        ("/*DATA*/", &data),
    ];
    let page = include_str!("page.html").to_owned();
    Ok(pieces.iter().fold(page, |page, (mark, piece)| page.replacen(mark, piece, 1)))
}
