//! Independent, uniform points.

use crate::Real;
use crate::model::SplitMix64;

/// Fills `points` with independent uniform points of a box, [low, high) in each axis.
pub fn uniform<R: Real, const D: usize>(
    generator: &mut SplitMix64,
    sides: &[[R; 2]; D],
    points: &mut [[R; D]],
) {
    for point in points {
        for (x, [low, high]) in point.iter_mut().zip(sides) {
            *x = *low + (*high - *low) * generator.uniform::<R>();
        }
    }
}
