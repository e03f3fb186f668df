use crate::request::{Accepts, Flag, Heading, words};

words! {
    /// The nonlinearity of the hidden layers.
    Activation {
        Tanh = "tanh", "The hyperbolic tangent";
        Sine = "sine", "The sine";
        Softplus = "softplus", "log(1 + exp z)";
        Logistic = "logistic", "1 / (1 + exp(−z))";
    }
}

/// The flag.
pub static ACTIVATION: Flag = Flag {
    name: "activation",
    value: "NAME",
    heading: Heading::Network,
    help: "The nonlinearity of the hidden layers",
    accepts: Accepts::Names(Activation::names),
};

impl Activation {
    /// That of the core.
    pub fn build(self) -> ngd_core::Activation {
        match self {
            Self::Tanh => ngd_core::Activation::Tanh,
            Self::Sine => ngd_core::Activation::Sine,
            Self::Softplus => ngd_core::Activation::Softplus,
            Self::Logistic => ngd_core::Activation::Logistic,
        }
    }
}
