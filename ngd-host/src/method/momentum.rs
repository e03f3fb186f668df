use ngd_core::{Momentum as CoreMomentum, Transport};

use super::restarts::{RESTARTS, Restarts};
use crate::method::Float;
use crate::request::{Accepts, Ask, Flag, Heading, Request, UsageError, number};

/// The flag.
pub static MOMENTUM: Flag = Flag {
    name: "momentum",
    value: "B",
    heading: Heading::Method,
    help: "The momentum β, from 0 up to but not including 1; only for methods with momentum",
    accepts: Accepts::Text(|text| number::momentum(text).map(drop)),
};

/// What is kept of the last step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Momentum {
    /// Nothing.
    None,
    /// A velocity beside the gradient.
    HeavyBall {
        /// β.
        beta: f64,
        /// How the velocity comes to the new tangent space.
        transport: Transport,
    },
    /// A look-ahead along the velocity.
    Nesterov {
        /// β.
        beta: f64,
        /// How the velocity comes to the new tangent space.
        transport: Transport,
        /// When it begins anew.
        restarts: Restarts,
    },
    /// A heavy ball whose α and β minimize the quadratic model of the loss.
    Joint {
        /// The largest β.
        beta: f64,
    },
    /// What batches leave undetermined.
    Spring {
        /// β.
        beta: f64,
    },
}

/// β where nobody says otherwise.
pub(super) const BETA: f64 = 0.9;

impl Momentum {
    /// The momentum of the core in words.
    pub fn of(momentum: CoreMomentum<f64>, restarts: Restarts) -> Self {
        match momentum {
            CoreMomentum::None => Self::None,
            CoreMomentum::HeavyBall { beta, transport } => Self::HeavyBall { beta, transport },
            CoreMomentum::Nesterov { beta, transport } => Self::Nesterov { beta, transport, restarts },
            CoreMomentum::Joint { most, .. } => Self::Joint { beta: most },
            CoreMomentum::Spring { beta } => Self::Spring { beta },
        }
    }

    /// The kind of `self` with the numbers that a request asks for.
    ///
    /// # Errors
    /// [`UsageError`] for a value that a flag does not take.
    pub fn take(self, ask: &mut Ask) -> Result<Self, UsageError> {
        let Some(usual) = self.beta() else { return Ok(self) };
        let beta = ask.take_by(&MOMENTUM, number::momentum)?.unwrap_or(usual);
        Ok(match self {
            Self::None => Self::None,
            Self::HeavyBall { transport, .. } => Self::HeavyBall { beta, transport },
            Self::Nesterov { transport, restarts, .. } => {
                Self::Nesterov { beta, transport, restarts: ask.take(&RESTARTS)?.unwrap_or(restarts) }
            }
            Self::Joint { .. } => Self::Joint { beta },
            Self::Spring { .. } => Self::Spring { beta },
        })
    }

    /// The flags that this kind takes.
    pub fn flags(self) -> &'static [&'static Flag] {
        const BOTH: &[&Flag] = &[&MOMENTUM, &RESTARTS];
        match self {
            Self::None => &[],
            Self::Nesterov { .. } => BOTH,
            _ => &BOTH[..1],
        }
    }

    /// Adds the numbers to a request.
    pub fn write(self, request: &mut Request) {
        if let Some(beta) = self.beta() {
            request.write(&MOMENTUM, beta);
        }
        if let Self::Nesterov { restarts, .. } = self {
            request.write(&RESTARTS, restarts);
        }
    }

    /// Whether its velocity is a function that is projected on the present tangent space.
    pub fn is_projected(self) -> bool {
        match self {
            Self::HeavyBall { transport, .. } | Self::Nesterov { transport, .. } => {
                transport != Transport::Parameter
            }
            Self::Joint { .. } => true,
            Self::None | Self::Spring { .. } => false,
        }
    }

    /// The momentum of the core.
    pub fn build<R: Float>(self) -> CoreMomentum<R> {
        match self {
            Self::None => CoreMomentum::None,
            Self::HeavyBall { beta, transport } => CoreMomentum::HeavyBall { beta: R::of(beta), transport },
            Self::Nesterov { beta, transport, .. } => CoreMomentum::Nesterov { beta: R::of(beta), transport },
            Self::Joint { beta } => {
                CoreMomentum::Joint { most: R::of(beta), transport: Transport::Projected }
            }
            Self::Spring { beta } => CoreMomentum::Spring { beta: R::of(beta) },
        }
    }

    /// β, if there is one.
    pub fn beta(self) -> Option<f64> {
        match self {
            Self::None => None,
            Self::HeavyBall { beta, .. }
            | Self::Nesterov { beta, .. }
            | Self::Joint { beta }
            | Self::Spring { beta } => Some(beta),
        }
    }

    /// When it begins anew.
    pub fn restarts(self) -> Restarts {
        match self {
            Self::Nesterov { restarts, .. } => restarts,
            _ => Restarts::Function,
        }
    }
}
