use ngd_core::natural_gradient;

use crate::request::{Accepts, Flag, Heading, words};

words! {
    /// When the momentum of a method that looks ahead begins anew (O'Donoghue, Candès 2015).
    Restarts {
        Function = "function", "When the loss would rise";
        Gradient = "gradient", "Also when a step ran against its gradient";
    }
}

/// The flag.
pub static RESTARTS: Flag = Flag {
    name: "restarts",
    value: "RULE",
    heading: Heading::Method,
    help: "When the momentum restarts; only for methods that look ahead [default: function]",
    accepts: Accepts::Names(Restarts::names),
};

impl Restarts {
    /// The rule of the core in words.
    pub fn of(restarts: natural_gradient::Restarts) -> Self {
        match restarts {
            natural_gradient::Restarts::Function => Self::Function,
            natural_gradient::Restarts::Gradient => Self::Gradient,
        }
    }

    /// The rule of the core.
    pub fn build(self) -> natural_gradient::Restarts {
        match self {
            Self::Function => natural_gradient::Restarts::Function,
            Self::Gradient => natural_gradient::Restarts::Gradient,
        }
    }
}
