//! `--cutoff`: which singular values the solver `svd` leaves out.

mod annealed;
mod relative;
mod rounding;

pub use annealed::Annealed;
pub use relative::Relative;
pub use rounding::Rounding;

use super::family::family;
use crate::request::{Accepts, Flag, Heading};

family! {
    /// Which singular values of J are left out.
    Cutoff { Annealed, Rounding, Relative }
    build(parameters) -> AnyDamping with parameters
}

/// The flag.
pub static CUTOFF: Flag = Flag {
    name: "cutoff",
    value: "RULE",
    heading: Heading::Method,
    help: "Which singular values the solver svd leaves out",
    accepts: Accepts::Forms(Cutoff::forms, |text| text.parse::<Cutoff>().map(drop)),
};
