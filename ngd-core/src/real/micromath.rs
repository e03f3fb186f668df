//! The activations of the crate `micromath`: fewer instructions without a floating-point unit, three digits.
//!
//! ```text
//! tanh z = ±(1 − e^−2|z|)/(1 + e^−2|z|)    logistic z = 1/(1 + e^−|z|) or e^−|z|/(1 + e^−|z|)
//! sin z  = cos(z − π/2)                    softplus z = max(z, 0) + ln(1 + e^−|z|)
//! ```
//!
//! with its `exp`, `cos`, `sin` and `ln`. The derivatives are those that the approximated value implies by the
//! function's own differential equation (tanh′ = 1 − tanh², sin″ = −sin, softplus′ = logistic, …). They are
//! consistent among themselves, but the value is not smooth: its slope over a short distance differs from the
//! stated first derivative by up to the `…_SLOPE` of each function. A line search that asks for more than that
//! asks in vain.
//!
//! There is one precision, `f32`: an `f64` is rounded to it and the result widened. The crate converts between
//! floating point and integers and branches, so nothing here becomes vector instructions.

use super::accuracy::Accuracy;
use ::micromath::F32Ext;

use super::{logistic, tanh};
use crate::Real;

/// The largest absolute errors of [tanh, tanh′, tanh″, tanh‴].
const TANH_ERROR: [f64; 4] = [1.1e-3, 1.0e-3, 1.5e-3, 5.0e-3];
/// The largest |(t(z + h) − t(z − h))/2h − t′(z)|, h = 1/16.
const TANH_SLOPE: f64 = 1.0e-2;
/// The largest absolute errors of [sin, cos, −sin, −cos] for |z| ≤ [`SINE_RANGE`].
const SINE_ERROR: [f64; 4] = [1.2e-3; 4];
/// The largest |(s(z + h) − s(z − h))/2h − s′(z)|, h = 1/16.
const SINE_SLOPE: f64 = 1.2e-2;
/// Beyond this |z| the sine is that of zero.
const SINE_RANGE: f64 = 1e3;
/// The largest absolute errors of [softplus, …, softplus‴] for |z| ≤ 100.
const SOFTPLUS_ERROR: [f64; 4] = [8.0e-4, 6.0e-4, 3.0e-4, 2.0e-4];
/// The largest |(s(z + h) − s(z − h))/2h − s′(z)|, h = 1/16.
const SOFTPLUS_SLOPE: f64 = 7.0e-3;
/// The largest absolute errors of [logistic, …, logistic‴].
const LOGISTIC_ERROR: [f64; 4] = [6.0e-4, 3.0e-4, 2.0e-4, 4.0e-4];
/// The largest |(p(z + h) − p(z − h))/2h − p′(z)|, h = 1/16.
const LOGISTIC_SLOPE: f64 = 5.0e-3;

pub(crate) const TANH: Accuracy = rough(TANH_ERROR, TANH_SLOPE);
pub(crate) const SINE: Accuracy = Accuracy { range: [SINE_RANGE; 2], ..rough(SINE_ERROR, SINE_SLOPE) };
pub(crate) const SOFTPLUS: Accuracy = rough(SOFTPLUS_ERROR, SOFTPLUS_SLOPE);
pub(crate) const LOGISTIC: Accuracy = rough(LOGISTIC_ERROR, LOGISTIC_SLOPE);

const fn rough(errors: [f64; 4], slope: f64) -> Accuracy {
    Accuracy { roughness: Some(slope), ..Accuracy::of([errors; 2]) }
}

/// e^−|z|, zero from 80 on. (`micromath` asserts that an exponent is in range, which NaN is not.)
#[inline(always)]
fn decay(z: f32) -> f32 {
    let size = z.abs();
    if size < 80.0 {
        F32Ext::exp(-size)
    } else if z.is_nan() {
        z
    } else {
        0.0
    }
}

#[inline(always)]
fn tanh_of(z: f32) -> f32 {
    let decay = decay(z + z);
    ((1.0 - decay) / (1.0 + decay)).copysign(z)
}

#[inline(always)]
fn logistic_of(z: f32) -> f32 {
    let decay = decay(z);
    (if z > 0.0 { 1.0 } else { decay }) / (1.0 + decay)
}

#[inline(always)]
fn softplus_of(z: f32) -> f32 {
    (if z > 0.0 { z } else { 0.0 }) + F32Ext::ln(1.0 + decay(z))
}

#[inline(always)]
fn in_range(z: f32) -> f32 {
    if z.abs() > SINE_RANGE as f32 { 0.0 } else { z }
}

/// The derivatives of tanh.
#[inline(always)]
pub(crate) fn tanh<R: Real>(z: R) -> [R; 4] {
    tanh::from_value(R::of_single(tanh_of(z.to_single())))
}

/// The derivatives of the sine.
#[inline(always)]
pub(crate) fn sine<R: Real>(z: R) -> [R; 4] {
    let z = in_range(z.to_single());
    let [sine, cosine] = [F32Ext::sin(z), F32Ext::cos(z)].map(R::of_single);
    [sine, cosine, -sine, -cosine]
}

/// The derivatives of softplus.
#[inline(always)]
pub(crate) fn softplus<R: Real>(z: R) -> [R; 4] {
    let [slope, second, third, _] = logistic(z);
    [R::of_single(softplus_of(z.to_single())), slope, second, third]
}

/// The derivatives of the logistic function.
#[inline(always)]
pub(crate) fn logistic<R: Real>(z: R) -> [R; 4] {
    logistic::from_value(R::of_single(logistic_of(z.to_single())))
}
