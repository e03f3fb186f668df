//! What is remembered of one output's readings, and the guards that need no covariance.

use super::{Refusal, Settings};
use crate::Real;

/// The readings of one output.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Channel<R> {
    /// ν.
    pub excess: R,
    /// The reading before.
    pub last: R,
    /// The prediction when that reading first came.
    pub first: R,
    /// How often in a row it has come.
    pub equal: u8,
    /// Whether it has come while the prediction moved.
    pub stuck: bool,
    /// Outliers in a row.
    pub outliers: u8,
}

impl<R: Real> Channel<R> {
    /// Before the first reading.
    pub fn new() -> Self {
        Self { excess: R::ONE, last: R::ZERO, first: R::ZERO, equal: 0, stuck: false, outliers: 0 }
    }

    /// max(ν, 1).
    pub fn doubt(&self) -> R {
        self.excess.larger(R::ONE)
    }

    /// Whether the sensor is stuck, now that it reads y where u was predicted.
    pub fn is_stuck<const D: usize, const O: usize>(
        &mut self,
        [y, u]: [R; 2],
        settings: &Settings<R, D, O>,
        output: usize,
    ) -> bool {
        if self.equal == 0 || y != self.last {
            (self.last, self.first, self.equal, self.stuck) = (y, u, 1, false);
            return false;
        }
        self.equal = self.equal.saturating_add(1);
        let moved =
            settings.resolution.get(output).is_some_and(|resolution| (u - self.first).abs() > *resolution);
        self.stuck |= moved && 0 < settings.stuck && settings.stuck <= self.equal;
        self.stuck
    }
}

/// Whether a number, of an input or of a reading, is one and lies between its limits. What is not finite never does.
#[inline(always)]
pub(super) fn within<R: Real>(number: R, [low, high]: &[R; 2]) -> bool {
    *low < number && number < *high
}

/// Why a number that is not within its limits is refused.
#[inline(never)]
pub(super) fn gross<R: Real>(number: R) -> Refusal {
    if number.is_finite() { Refusal::AtLimit } else { Refusal::NotFinite }
}
