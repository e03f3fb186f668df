use ngd_core::damping::Constant;
use ngd_core::least_squares::{Euclidean, NormalEquations, Whitened};

use super::damping::{self, DAMPING, Damping};
use super::dynamic::AnyCoordinates;
use crate::method::Float;
use crate::request::{Accepts, Ask, Flag, Heading, Rejected, Request, UsageError};

/// The flag.
pub static WHITEN: Flag = Flag {
    name: "whiten",
    value: "N",
    heading: Heading::Method,
    help: "A first-order method in coordinates φ = Lᵀθ, G + λI = LLᵀ, renewed every N-th step [default: none]",
    accepts: Accepts::Text(|text| every(text).map(drop)),
};

/// The coordinates of a first-order method.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Coordinates {
    /// θ.
    Parameters,
    /// φ = Lᵀθ, in which the metric is the identity.
    Whitened {
        /// Steps that they serve.
        every: u32,
        /// λ.
        damping: damping::Constant,
    },
}

/// λ of whitened coordinates where nobody says otherwise.
const USUAL: damping::Constant = damping::Constant { factor: 1e-4 };

fn every(text: &str) -> Result<u32, Rejected> {
    let allowed = || Rejected("allowed are whole numbers from 1 to 1000000".to_owned());
    text.trim().parse().ok().filter(|every| (1..=1_000_000).contains(every)).ok_or_else(allowed)
}

impl Coordinates {
    /// Those that a request asks for.
    ///
    /// # Errors
    /// [`UsageError`] for a damping that changes from step to step.
    pub fn take(ask: &mut Ask) -> Result<Self, UsageError> {
        let Some(every) = ask.take_by(&WHITEN, every)? else { return Ok(Self::Parameters) };
        let damping = match ask.asked::<Damping>(&DAMPING, str::parse)? {
            None => USUAL,
            Some(Damping::Constant(constant)) => constant,
            Some(other) => {
                return Err(UsageError::Ignored {
                    flag: format!("--damping {other}"),
                    by: "--whiten".to_owned(),
                    remedy: "its damping is constant:L".to_owned(),
                });
            }
        };
        Ok(Self::Whitened { every, damping })
    }

    /// Adds them to a request.
    pub fn write(self, request: &mut Request) {
        if let Self::Whitened { every, damping } = self {
            request.write(&WHITEN, every);
            request.write(&DAMPING, damping);
        }
    }

    /// Those of the core.
    pub fn build<R: Float>(self) -> AnyCoordinates<R> {
        match self {
            Self::Parameters => AnyCoordinates::new(Euclidean),
            Self::Whitened { every, .. } => AnyCoordinates::new(Whitened::new(every, NormalEquations)),
        }
    }

    /// Their λ.
    pub fn damping<R: Float>(self) -> Constant<R> {
        match self {
            Self::Parameters => Constant { relative: R::ZERO },
            Self::Whitened { damping, .. } => damping.build(),
        }
    }
}
