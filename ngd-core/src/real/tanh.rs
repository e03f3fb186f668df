//! tanh z, odd to the bit and never larger than 1.
//!
//! In single precision it is z·P(z²)/Q(z²), both polynomials of degree four, from a relative minimax fit
//! (Remez) on |z| ≤ 8. The last bits of the coefficients were then chosen by a random search over the rounded
//! evaluation: of all numbers up to the limit none gives more than 1, and the limit itself gives 1.
//!
//! In double precision it comes from e^−2|z| = s(b − w)/(b + w) of `exponential`: as tanh(r/2) = w/b and
//! tanh(k ln 2/2) = (1 − s)/(1 + s), the addition theorem tanh(x + y) = (tanh x + tanh y)/(1 + tanh x tanh y)
//! reads
//!
//! ```text
//! tanh |z| = ((1 − s)·b + (1 + s)·w)/N = 1 − 2s(b − w)/N,   N = (1 + s)·b + (1 − s)·w
//! ```
//!
//! The first form does not cancel near zero, where s = 1; the second, used for s < 0.3, rounds only a small
//! correction to 1, so that 1 − tanh² keeps its digits.
//!
//! The derivatives follow from t = tanh z: t′ = 1 − t², t″ = −2tt′, t‴ = (6t² − 2)t′.

use super::accuracy::Accuracy;
use super::exponential;
use super::polynomial::polynomial;
use crate::Real;

/// The largest errors of [σ, σ′, σ″, σ‴] in f32: relative of the value, absolute of the derivatives.
const ERROR_F32: [f64; 4] = [3.6e-7, 7.6e-7, 1.6e-6, 3.2e-6];
/// The largest errors of [σ, σ′, σ″, σ‴] in f64: relative of the value, absolute of the derivatives.
const ERROR_F64: [f64; 4] = [5.5e-16, 2.9e-16, 3.7e-16, 1.2e-15];

/// Both together.
pub(crate) const ACCURACY: Accuracy = Accuracy::of([ERROR_F32, ERROR_F64]);

/// tanh z.
#[inline(always)]
pub(crate) fn value<R: Real>(z: R) -> R {
    z.tanh()
}

/// [tanh z, its first, second and third derivative].
#[inline(always)]
pub(crate) fn derivatives<R: Real>(z: R) -> [R; 4] {
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
    const LIMIT: f32 = 7.997_763_6;
    const ABOVE: [f32; 5] = [0.999_999_94, 0.134_258_73, 3.549_163_2e-3, 2.150_844_2e-5, 1.464_834_6e-8];
    const BELOW: [f32; 5] = [1.0, 0.467_592_03, 0.026_079_936, 3.373_942e-4, 8.295_108e-7];
    let z = if LIMIT < z { LIMIT } else { z };
    let z = if -LIMIT > z { -LIMIT } else { z };
    let y = z * z;
    z * polynomial(ABOVE, y) / polynomial(BELOW, y)
}

/// tanh z in double precision.
#[inline(always)]
pub(super) fn double(z: f64) -> f64 {
    const FAR: f64 = 0.3;
    let [s, b, w] = exponential::double(z + z);
    let (less, more) = (1.0 - s, 1.0 + s);
    let (near, far) = (less * b + more * w, (s + s) * (w - b));
    let (above, base) = if s < FAR { (far, 1.0) } else { (near, 0.0) };
    (base + above / (more * b + less * w)).copysign(z)
}
