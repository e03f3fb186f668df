//! sin z, with cos z for its derivatives.
//!
//! z = kπ + r with k the nearest integer to z/π; then sin z = (−1)ᵏ sin r and cos z = (−1)ᵏ cos r with
//! |r| ≤ π/2, odd and even minimax polynomials (Remez). π is cut in three (Cody and Waite, 1980): the first
//! two parts are so short that k times each and both differences are exact, the third carries a whole
//! mantissa. k comes from adding 1.5·2²³ (f64: 1.5·2⁵²), which leaves its parity in the lowest bit.
//!
//! The errors hold up to |z| = [`RANGE_F32`] or [`RANGE_F64`]. Beyond, every finite z still gives finite
//! numbers no larger than 1 + the stated error, but no longer those of the sine. ±∞ gives NaN.

use super::accuracy::Accuracy;
use super::polynomial::polynomial;
use crate::Real;

/// The largest |z| for which [`ERROR_F32`] holds.
const RANGE_F32: f64 = 3e4;
/// The largest |z| for which [`ERROR_F64`] holds.
const RANGE_F64: f64 = 1e8;
/// The largest absolute errors of [σ, σ′, σ″, σ‴] in f32.
const ERROR_F32: [f64; 4] = [1.4e-7, 1.8e-7, 1.4e-7, 1.8e-7];
/// The largest absolute errors of [σ, σ′, σ″, σ‴] in f64.
const ERROR_F64: [f64; 4] = [2.3e-16, 3.7e-16, 2.3e-16, 3.7e-16];

/// All together.
pub(crate) const ACCURACY: Accuracy =
    Accuracy { range: [RANGE_F32, RANGE_F64], ..Accuracy::of([ERROR_F32, ERROR_F64]) };

/// Beyond this |r| is no remainder: z was out of range.
const REMAINDER: f64 = 1.575;

/// sin z.
#[inline(always)]
pub(crate) fn value<R: Real>(z: R) -> R {
    z.sine_and_cosine()[0]
}

/// [sin z, cos z, −sin z, −cos z].
#[inline(always)]
pub(crate) fn derivatives<R: Real>(z: R) -> [R; 4] {
    let [sine, cosine] = z.sine_and_cosine();
    [sine, cosine, -sine, -cosine]
}

/// [sin z, cos z] in single precision.
#[inline(always)]
pub(super) fn single(z: f32) -> [f32; 2] {
    const ROUND: f32 = 12_582_912.0;
    const PI: [f32; 3] = [3.140_625, 9.613_037e-4, 6.349_878_7e-6];
    let shifted = z * core::f32::consts::FRAC_1_PI + ROUND;
    let k = shifted - ROUND;
    let r = ((z - k * PI[0]) - k * PI[1]) - k * PI[2];
    let r = if r.abs() > REMAINDER as f32 { 0.0 } else { r };
    let y = r * r;
    let sine = r + r * y * polynomial([-0.166_666_6, 8.333_061e-3, -1.980_921_8e-4, 2.604_882_4e-6], y);
    let cosine = polynomial([1.0, -0.5, 0.041_666_64, -1.388_839_4e-3, 2.476_141_5e-5, -2.606_844e-7], y);
    let sign = shifted.to_bits() << 31;
    [sine, cosine].map(|part| f32::from_bits(part.to_bits() ^ sign))
}

/// [sin z, cos z] in double precision.
#[inline(always)]
pub(super) fn double(z: f64) -> [f64; 2] {
    const ROUND: f64 = 6_755_399_441_055_744.0;
    const PI: [f64; 3] = [3.141_592_651_605_606, 1.984_187_036_896_401e-9, 1.224_646_799_147_353_2e-16];
    const SINE: [f64; 8] = [
        -0.166_666_666_666_666_66,
        0.008_333_333_333_333_188,
        -1.984_126_984_120_696_8e-4,
        2.755_731_921_074_162_6e-6,
        -2.505_210_683_573_963e-8,
        1.605_893_780_326_749e-10,
        -7.642_941_002_502_576e-13,
        2.720_633_672_811_195e-15,
    ];
    const COSINE: [f64; 9] = [
        1.0,
        -0.499_999_999_999_999_83,
        0.041_666_666_666_664_27,
        -0.001_388_888_888_878_189_4,
        2.480_158_727_847_078_6e-5,
        -2.755_731_646_023_671e-7,
        2.087_656_433_898_017_3e-9,
        -1.146_294_755_160_296e-11,
        4.609_294_987_226_413e-14,
    ];
    let shifted = z * core::f64::consts::FRAC_1_PI + ROUND;
    let k = shifted - ROUND;
    let r = ((z - k * PI[0]) - k * PI[1]) - k * PI[2];
    let r = if r.abs() > REMAINDER { 0.0 } else { r };
    let y = r * r;
    let sine = r + r * y * polynomial(SINE, y);
    let cosine = polynomial(COSINE, y);
    let sign = shifted.to_bits() << 63;
    [sine, cosine].map(|part| f64::from_bits(part.to_bits() ^ sign))
}
