use crate::request::{Accepts, Flag, Heading, words};

words! {
    /// The number type that is trained in.
    Precision {
        F32 = "f32", "Single precision, what a microcontroller computes in";
        F64 = "f64", "Double precision";
    }
}

/// The flag.
pub static PRECISION: Flag = Flag {
    name: "precision",
    value: "TYPE",
    heading: Heading::Network,
    help: "The number type [default: f64]",
    accepts: Accepts::Names(Precision::names),
};
