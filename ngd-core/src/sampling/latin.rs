//! Latin hypercube points.

use crate::Real;
use crate::model::SplitMix64;

/// Fills `points` with points of [0, 1)ᴰ of which every one of n equal slices along each axis holds exactly one,
/// n = `points.len()`.
///
/// Cost: two draws a coordinate.
///
/// # Source
/// McKay, Beckman, Conover (1979), A comparison of three methods for selecting values of input variables.
pub fn latin<R: Real, const D: usize>(generator: &mut SplitMix64, points: &mut [[R; D]]) {
    let count = points.len();
    let width = R::ONE / R::of_count(count.max(1));
    for d in 0..D {
        for (slice, point) in points.iter_mut().enumerate() {
            let place = (R::of_count(slice) + generator.uniform::<R>()) * width;
            // Rounding must not lift the last one to one.
            point[d] = place.smaller(R::ONE - R::EPSILON);
        }
        // Fisher and Yates.
        for last in (1..count).rev() {
            let other = (generator.uniform::<f64>() * (last + 1) as f64) as usize;
            let other = other.min(last);
            if let Ok([one, two]) = points.get_disjoint_mut([last, other]) {
                core::mem::swap(&mut one[d], &mut two[d]);
            }
        }
    }
}
