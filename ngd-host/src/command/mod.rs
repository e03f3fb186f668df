//! What each command does: it trains, writes files, and says what came of it.

mod compare;
mod error;
mod output;
mod race;
mod report;
mod run;
mod study;

pub use compare::compare;
pub use error::{Error, complain};
pub use output::Output;
pub use report::report;
pub use run::{Factory, run};
pub use study::study;
