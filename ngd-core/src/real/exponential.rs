//! e^−|z|, left as a quotient so that its user needs one division and not two.
//!
//! With |z| = k·ln 2 + r, k an integer and |r| ≤ ½ ln 2, the half-angle form of the exponential is
//!
//! ```text
//! e^−|z| = s·(b − w)/(b + w),   s = 2⁻ᵏ,   w/b = tanh(r/2),   w = r·P(r²),   b = Q(r²)
//! ```
//!
//! P and Q are relative minimax fits (Remez) with P(0) = ½ and Q(0) = 1, so that w/b is exact to the last
//! bit near zero. Nothing cancels: b is near 1 and |w| ≤ 0.18.
//!
//! k comes from adding 1.5·2²³ (f64: 1.5·2⁵²), which rounds to an integer and leaves it in the low bits; the
//! exponent's bias is added too, so one shift makes s. From |z| = 87.69 (f64: 708.75) on, s is exactly zero.
//! ln 2 is cut in two, the first part short enough for k times it to be exact.

use super::polynomial::polynomial;

/// [s, b, w] with e^−|z| = s·(b − w)/(b + w), in single precision.
#[inline(always)]
pub(super) fn single(z: f32) -> [f32; 3] {
    const LIMIT: f32 = 88.2;
    const ROUND: f32 = 12_582_912.0 + 127.0;
    const LN_2: [f32; 2] = [0.693_145_75, 1.428_606_8e-6];
    let size = z.abs();
    let size = if LIMIT < size { LIMIT } else { size };
    let shifted = ROUND - size * core::f32::consts::LOG2_E;
    let k = ROUND - shifted;
    let r = (size - k * LN_2[0]) - k * LN_2[1];
    let y = r * r;
    let w = r * polynomial([0.5, 0.008_323_358], y);
    let b = polynomial([1.0, 0.099_979_99], y);
    [f32::from_bits(shifted.to_bits() << 23), b, w]
}

/// [s, b, w] with e^−|z| = s·(b − w)/(b + w), in double precision.
#[inline(always)]
pub(super) fn double(z: f64) -> [f64; 3] {
    const LIMIT: f64 = 709.2;
    const ROUND: f64 = 6_755_399_441_055_744.0 + 1023.0;
    const LN_2: [f64; 2] = [0.693_147_180_559_890_3, 5.497_923_018_708_371e-14];
    let size = z.abs();
    let size = if LIMIT < size { LIMIT } else { size };
    let shifted = ROUND - size * core::f64::consts::LOG2_E;
    let k = ROUND - shifted;
    let r = (size - k * LN_2[0]) - k * LN_2[1];
    let y = r * r;
    let w = r * polynomial([0.5, 0.013_887_416_998_771_272, 3.304_426_929_680_266e-5], y);
    let b = polynomial([1.0, 0.111_108_167_330_874_42, 9.917_691_496_176_522e-4], y);
    [f64::from_bits(shifted.to_bits() << 52), b, w]
}
