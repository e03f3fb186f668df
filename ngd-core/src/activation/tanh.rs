//! tanh z, odd to the bit.
//!
//! With e^−2|z| = s(b − w)/(b + w) of [`exponential`](super::exponential), tanh(r/2) = w/b and
//! tanh(k ln 2/2) = (1 − s)/(1 + s), the addition theorem tanh(x + y) = (tanh x + tanh y)/(1 + tanh x tanh y)
//! reads
//!
//! ```text
//! tanh |z| = ((1 − s)·b + (1 + s)·w) / ((1 + s)·b + (1 − s)·w)
//! ```
//!
//! It does not cancel: near zero s = 1 and 2w/2b is left; far out s vanishes and the quotient is exactly 1.
//! The derivatives follow from t = tanh z: t′ = 1 − t², t″ = −2tt′, t‴ = (6t² − 2)t′.

use crate::Real;

/// The largest errors of [σ, σ′, σ″, σ‴] in f32: relative of the value, absolute of the derivatives.
pub const ERROR_F32: [f64; 4] = [2.0e-7, 1.0, 1.0, 1.0];
/// The largest errors of [σ, σ′, σ″, σ‴] in f64: relative of the value, absolute of the derivatives.
pub const ERROR_F64: [f64; 4] = [4.0e-16, 1.0, 1.0, 1.0];

/// tanh z.
#[inline(always)]
pub fn value<R: Real>(z: R) -> R {
    let [s, b, w] = (z + z).decay();
    let (less, more) = (R::ONE - s, R::ONE + s);
    ((less * b + more * w) / (more * b + less * w)).with_sign_of(z)
}

/// [tanh z, its first, second and third derivative].
#[inline(always)]
pub fn derivatives<R: Real>(z: R) -> [R; 4] {
    from_value(value(z))
}

/// The derivatives that t′ = 1 − t² implies.
#[inline(always)]
pub(super) fn from_value<R: Real>(t: R) -> [R; 4] {
    let square = t * t;
    let slope = R::ONE - square;
    [t, slope, -(t + t) * slope, (R::of(6.0) * square - R::of(2.0)) * slope]
}
