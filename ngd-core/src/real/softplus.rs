//! softplus z = ln(1 + eᶻ) = max(z, 0) + ln(1 + e^−|z|).
//!
//! With q = e^−|z| = s(b − w)/(b + w) of `exponential`,
//!
//! ```text
//! ln(1 + q) = ln((1 + u)/(1 − u)) = 2u(1 + u²·P(u²)),   u = q/(2 + q) = s(b − w) / (2(b + w) + s(b − w))
//! ```
//!
//! P is a relative minimax fit (Remez) on 0 ≤ u ≤ ⅓. Both terms are positive, so the relative error stays
//! small where the value vanishes. The slope is the [`logistic`] function, from the same exponential.

use super::accuracy::Accuracy;
use super::logistic;
use super::polynomial::polynomial;
use crate::Real;

/// The largest errors of [σ, σ′, σ″, σ‴] in f32: relative of the value where z ≥ −87 (from −87.69 downwards
/// it is zero), absolute of the derivatives.
const ERROR_F32: [f64; 4] = [2.6e-7, 1.0e-7, 1.0e-7, 1.0e-7];
/// The largest errors of [σ, σ′, σ″, σ‴] in f64: relative of the value where z ≥ −700 (from −708.75 downwards
/// it is zero), absolute of the derivatives.
const ERROR_F64: [f64; 4] = [5.5e-16, 1.8e-16, 1.8e-16, 1.8e-16];

/// Both together.
pub(crate) const ACCURACY: Accuracy = Accuracy::of([ERROR_F32, ERROR_F64]);

/// ln(1 + eᶻ).
#[inline(always)]
pub(crate) fn value<R: Real>(z: R) -> R {
    let [s, b, w] = z.decay();
    let (large, small) = (b + w, s * (b - w));
    let logarithm = (small / (large + large + small)).logarithm();
    (if z < R::ZERO { R::ZERO } else { z }) + logarithm
}

/// [ln(1 + eᶻ), its first, second and third derivative].
#[inline(always)]
pub(crate) fn derivatives<R: Real>(z: R) -> [R; 4] {
    let [slope, second, third, _] = logistic::derivatives(z);
    [value(z), slope, second, third]
}

/// ln((1 + u)/(1 − u)) for 0 ≤ u ≤ ⅓, in single precision.
#[inline(always)]
pub(super) fn single(u: f32) -> f32 {
    let y = u * u;
    let tail = polynomial([0.333_332_1, 0.200_107_63, 0.140_009_03, 0.140_059_93], y);
    let twice = u + u;
    twice + twice * y * tail
}

/// ln((1 + u)/(1 − u)) for 0 ≤ u ≤ ⅓, in double precision; even and odd powers apart halve the chain of
/// dependent operations.
#[inline(always)]
pub(super) fn double(u: f64) -> f64 {
    const EVEN: [f64; 5] = [
        0.333_333_333_333_331_54,
        0.142_857_142_740_590_6,
        0.090_908_722_396_107_91,
        0.066_505_606_953_184_39,
        0.041_724_854_592_053_3,
    ];
    const ODD: [f64; 5] = [
        0.200_000_000_000_775_6,
        0.111_111_119_768_203_83,
        0.076_932_741_953_374_54,
        0.060_524_724_636_854_65,
        0.085_048_792_706_723_44,
    ];
    let y = u * u;
    let square = y * y;
    let tail = polynomial(EVEN, square) + y * polynomial(ODD, square);
    let twice = u + u;
    twice + twice * y * tail
}
