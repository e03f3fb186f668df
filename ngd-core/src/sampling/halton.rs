//! Halton points: radical inverses in the first primes.

use crate::Real;

const PRIMES: [u32; 16] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53];

/// Fills `points` with the points `first`, `first` + 1, … of the Halton sequence in [0, 1)ᴰ; point 0 is the
/// origin.
///
/// D > 16 does not compile. Beyond about six, points of neighbouring large primes line up: take
/// [`Sobol`](super::Sobol).
///
/// # Source
/// Halton (1960), On the efficiency of certain quasi-random sequences of points.
pub fn halton<R: Real, const D: usize>(first: u32, points: &mut [[R; D]]) {
    const { assert!(D <= PRIMES.len(), "there are sixteen primes") };
    let mut index = first;
    for point in points {
        for (x, base) in point.iter_mut().zip(PRIMES) {
            *x = radical_inverse(index, base);
        }
        index = index.wrapping_add(1);
    }
}

/// The digits of `index` in a base, mirrored at the point; rounded down to 53 bits (24 in `f32`).
fn radical_inverse<R: Real>(index: u32, base: u32) -> R {
    let (mut rest, mut mirrored, mut scale) = (index, 0u64, 1u64);
    while rest > 0 {
        mirrored = mirrored * u64::from(base) + u64::from(rest % base);
        scale *= u64::from(base);
        rest /= base;
    }
    R::from_bits_53(((u128::from(mirrored) << 53) / u128::from(scale)) as u64)
}
