//! What each command does: it trains, writes files, and says what came of it.

mod asked;
mod compare;
mod error;
mod output;
mod race;
mod report;
mod run;
mod study;

pub use asked::{Compare, Report, Run, Study};
pub use compare::compare;
pub use error::{Error, complain};
pub use output::Output;
pub use report::report;
pub use run::{Factory, run};
pub use study::study;
