//! What a run leaves behind: one format per file.
//!
//! [`folder`] decides where files stand and that they are whole; the other modules make their contents.

pub mod comparison;
pub mod convergence;
pub mod folder;
pub mod history;
mod legend;
pub mod listing;
pub mod methods;
pub mod page;
mod plot;
pub mod png;
pub mod progress;
pub mod solution;
pub mod stored;
pub mod study;
pub mod summary;
pub mod table;
pub mod trajectory;
