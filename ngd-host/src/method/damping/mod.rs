//! `--damping`: λ of the solvers that take one.

mod adaptive;
mod by_length;
mod constant;
mod gain_ratio;

pub use adaptive::Adaptive;
pub use by_length::ByLength;
pub use constant::Constant;
pub use gain_ratio::GainRatio;

use super::family::family;
use crate::request::{Accepts, Flag, Heading};

family! {
    /// λ of a damped solver.
    Damping { Constant, Adaptive, ByLength, GainRatio }
    build() -> AnyDamping
}

/// The flag.
pub static DAMPING: Flag = Flag {
    name: "damping",
    value: "RULE",
    heading: Heading::Method,
    help: "The damping λ of every solver but svd, and of --whiten",
    accepts: Accepts::Forms(Damping::forms, |text| text.parse::<Damping>().map(drop)),
};

impl Damping {
    /// λ = L·trace(G)/P.
    pub const fn constant(factor: f64) -> Self {
        Self::Constant(Constant { factor })
    }
}
