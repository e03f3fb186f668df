//! The motion of an attempt: what a step takes along of the last one.

use crate::Real;
use crate::momentum::{Momentum, Transport};

/// β and how the velocity reaches the present tangent space.
#[derive(Clone, Copy)]
pub(super) struct Motion<R> {
    pub beta: R,
    pub transport: Transport,
    pub nesterov: bool,
    /// Whether β is chosen by the quadratic model.
    pub joint: bool,
}

impl<R: Real> Motion<R> {
    pub fn of(momentum: &Momentum<R>) -> Option<Self> {
        let (beta, transport) = momentum.parts()?;
        let nesterov = matches!(momentum, Momentum::Nesterov { .. });
        Some(Self { beta, transport, nesterov, joint: matches!(momentum, Momentum::Joint { .. }) })
    }

    /// Whether the velocity is carried by the rows of a pass.
    pub fn is_projected(&self) -> bool {
        self.transport != Transport::Parameter
    }
}
