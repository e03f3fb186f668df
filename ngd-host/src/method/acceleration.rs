use ngd_core::step_length::GeodesicAcceleration;

use super::dynamic::AnyLength;
use super::{Float, Step};
use crate::request::{Accepts, Flag, Heading, words};

words! {
    /// Whether a natural step is straight.
    Acceleration {
        None = "none", "Straight steps";
        Geodesic = "geodesic", "Steps that follow the geodesic to second order (Transtrum, Sethna 2012)";
    }
}

/// The flag.
pub static ACCELERATION: Flag = Flag {
    name: "acceleration",
    value: "NAME",
    heading: Heading::Method,
    help: "Whether steps are straight or follow the geodesic; only for natural and parameter methods",
    accepts: Accepts::Names(Acceleration::names),
};

impl Acceleration {
    /// The lengths of the core.
    pub fn build<R: Float>(self, step: Step) -> AnyLength<R> {
        let length = step.build();
        match self {
            Self::None => length,
            Self::Geodesic if step.is_cautious() => AnyLength::new(GeodesicAcceleration::cautious(length)),
            Self::Geodesic => AnyLength::new(GeodesicAcceleration::of(length)),
        }
    }
}
