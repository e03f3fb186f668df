//! What each command does: it trains, writes files, and says what came of it.

mod asked;
mod compare;
mod conclusion;
mod error;
mod occupied;
mod output;
mod race;
mod report;
mod run;
mod session;
mod study;

pub use asked::{Compare, Report, Run, Source, Study};
pub use compare::compare;
pub use conclusion::Conclusion;
pub use error::{Error, complain};
pub use occupied::Occupied;
pub use output::Output;
pub use report::report;
pub use run::run;
pub use session::{Factory, Session, Talk};
pub use study::study;
