//! The derivatives in x of the arguments z of a layer, unit by unit.

use super::tape::{Planes, SECOND};
use crate::Real;

/// ∂z and ∂²z of a unit.
pub(super) struct Argument<R, const D: usize, const K: usize> {
    /// ∂z.
    pub gradient: [[R; K]; D],
    /// ∂²z, unless it is zero.
    pub second: Option<[[R; K]; D]>,
}

/// ∂z of a unit of the first layer is its row of weights. The one place where the directions of the
/// derivatives enter: along v it is w·v.
#[inline(always)]
pub(super) fn entering_gradient<R: Real, const D: usize, const K: usize>(row: &[R; D]) -> [[R; K]; D] {
    row.map(|w| [w; K])
}

/// Those of the first layer, whose inputs have no second derivatives.
#[inline(always)]
pub(super) fn entering<R: Real, const D: usize, const K: usize>(
    weights: &[R],
) -> impl Iterator<Item = Argument<R, D, K>> {
    let rows = weights.as_chunks().0.iter();
    rows.map(|row| Argument { gradient: entering_gradient(row), second: None })
}

/// Those of a later layer, from its tape.
#[inline(always)]
pub(super) fn taped<const ORDER: u8, R: Real, const D: usize, const K: usize>(
    planes: &Planes<'_, R, D, K>,
) -> impl Iterator<Item = Argument<R, D, K>> {
    planes.gradient.iter().enumerate().map(|(unit, gradient)| Argument {
        gradient: *gradient,
        second: if ORDER >= SECOND { planes.second.get(unit).copied() } else { None },
    })
}
