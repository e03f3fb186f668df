//! Several optimizers on one problem, with the same points, initial values and budget.
//!
//! An [`Entrant`] is an optimizer with all its settings. Its [`Run`]s, one per seed, come to a
//! [`Performance`]: quartiles of what they ended with, how many succeeded, how long each decade of error
//! took. A [`Band`] is the course of the same runs, a [`Comparison`] all of it side by side. Nothing here trains, prints or plots.

mod band;
mod comparison;
mod curve;
mod decade;
mod entrant;
mod performance;
mod quartiles;
mod run;

pub use band::{Axis, Band, Bands};
pub use comparison::{Column, Comparison, Group};
pub use curve::{Curve, Moment, is_kept};
pub use decade::{DECADES, Decade};
pub use entrant::{Asked, Entrant, Sweep, UNLIMITED, entrants};
pub use performance::Performance;
pub use quartiles::Quartiles;
pub use run::{Measure, Run};
