//! tanh z, odd to the bit and never larger than 1.
//!
//! In single precision z·P(z²)/Q(z²) with both polynomials of degree four, a relative minimax fit (Remez) on
//! |z| ≤ 8.3, beyond which the nearest number is 1 or the last before it. The coefficients' last bits are
//! chosen, by a random search over the rounded evaluation, such that the largest error is smallest, no value
//! exceeds 1 and the last one is 1.
//!
//! In double precision from e^−2|z| = s(b − w)/(b + w) of the folder's exponential: with tanh(r/2) = w/b and
//! tanh(k ln 2/2) = (1 − s)/(1 + s), the addition theorem tanh(x + y) = (tanh x + tanh y)/(1 + tanh x tanh y)
//! reads
//!
//! ```text
//! tanh |z| = ((1 − s)·b + (1 + s)·w) / ((1 + s)·b + (1 − s)·w)
//! ```
//!
//! It does not cancel: near zero s = 1 and 2w/2b is left; far out s vanishes and the quotient is exactly 1.
//!
//! The derivatives follow from t = tanh z: t′ = 1 − t², t″ = −2tt′, t‴ = (6t² − 2)t′.

use super::exponential;
use super::polynomial::polynomial;
use crate::Real;

/// The largest errors of [σ, σ′, σ″, σ‴] in f32: relative of the value, absolute of the derivatives.
pub const ERROR_F32: [f64; 4] = [2.0e-7, 1.0, 1.0, 1.0];
/// The largest errors of [σ, σ′, σ″, σ‴] in f64: relative of the value, absolute of the derivatives.
pub const ERROR_F64: [f64; 4] = [4.0e-16, 1.0, 1.0, 1.0];

/// tanh z.
#[inline(always)]
pub fn value<R: Real>(z: R) -> R {
    z.tanh()
}

/// [tanh z, its first, second and third derivative].
#[inline(always)]
pub fn derivatives<R: Real>(z: R) -> [R; 4] {
    from_value(z.tanh())
}

/// The derivatives that t′ = 1 − t² implies.
#[inline(always)]
pub(super) fn from_value<R: Real>(t: R) -> [R; 4] {
    let square = t * t;
    let slope = R::ONE - square;
    [t, slope, -(t + t) * slope, (R::of(6.0) * square - R::of(2.0)) * slope]
}

/// tanh z in single precision.
#[inline(always)]
pub(super) fn single(z: f32) -> f32 {
    const LIMIT: f32 = 8.3;
    const ABOVE: [f32; 5] = [1.000_000_1, 0.134_258_66, 3.549_166_3e-3, 2.150_843e-5, 1.464_844_5e-8];
    const BELOW: [f32; 5] = [1.0, 0.467_591_97, 0.026_079_932, 3.373_944_2e-4, 8.295_116e-7];
    let z = if LIMIT < z { LIMIT } else { z };
    let z = if -LIMIT > z { -LIMIT } else { z };
    let y = z * z;
    z * polynomial(ABOVE, y) / polynomial(BELOW, y)
}

/// tanh z in double precision.
#[inline(always)]
pub(super) fn double(z: f64) -> f64 {
    let [s, b, w] = exponential::double(z + z);
    let (less, more) = (1.0 - s, 1.0 + s);
    ((less * b + more * w) / (more * b + less * w)).copysign(z)
}
