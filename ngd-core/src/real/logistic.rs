//! The logistic function 1/(1 + e^−z).
//!
//! With e^−|z| = s(b − w)/(b + w) of `exponential` it is
//!
//! ```text
//! (b + w) / ((b + w) + s·(b − w))      for z ≥ 0
//! s·(b − w) / ((b + w) + s·(b − w))    for z < 0
//! ```
//!
//! one division, and the relative error stays small where the value itself vanishes. The derivatives
//! follow from p = σ(z): p′ = p(1 − p), p″ = (1 − 2p)p′, p‴ = (1 − 6p′)p′.

use super::accuracy::Accuracy;
use crate::Real;

/// The largest errors of [σ, σ′, σ″, σ‴] in f32: relative of the value where z ≥ −87 (from −87.69 downwards
/// it is zero), absolute of the derivatives.
const ERROR_F32: [f64; 4] = [2.1e-7, 1.0e-7, 1.0e-7, 1.0e-7];
/// The largest errors of [σ, σ′, σ″, σ‴] in f64: relative of the value where z ≥ −700 (from −708.75 downwards
/// it is zero), absolute of the derivatives.
const ERROR_F64: [f64; 4] = [4.2e-16, 1.8e-16, 1.8e-16, 1.8e-16];

/// Both together.
pub(crate) const ACCURACY: Accuracy = Accuracy::of([ERROR_F32, ERROR_F64]);

/// 1/(1 + e^−z).
#[inline(always)]
pub(crate) fn value<R: Real>(z: R) -> R {
    let [s, b, w] = z.decay();
    let (large, small) = (b + w, s * (b - w));
    (if z > R::ZERO { large } else { small }) / (large + small)
}

/// [1/(1 + e^−z), its first, second and third derivative].
#[inline(always)]
pub(crate) fn derivatives<R: Real>(z: R) -> [R; 4] {
    from_value(value(z))
}

/// The derivatives that p′ = p(1 − p) implies.
#[inline(always)]
pub(super) fn from_value<R: Real>(p: R) -> [R; 4] {
    let slope = p * (R::ONE - p);
    [p, slope, (R::ONE - (p + p)) * slope, (R::ONE - R::of(6.0) * slope) * slope]
}
