//! The two number types, `f32` and `f64`, side by side in one build.

use core::fmt::{Debug, Display};
use core::ops::{Add, AddAssign, Div, Mul, MulAssign, Neg, Sub, SubAssign};

pub(crate) mod accuracy;
mod elementary;
mod exponential;
pub(crate) mod logistic;
#[cfg(feature = "micromath")]
pub(crate) mod micromath;
mod polynomial;
pub(crate) mod sine;
pub(crate) mod softplus;
pub(crate) mod tanh;
pub(crate) mod unrolled;

use elementary::Elementary;

mod sealed {
    pub trait Sealed {}
    impl Sealed for f32 {}
    impl Sealed for f64 {}
}

/// A floating-point number: `f32` or `f64`, and nothing else.
///
/// Only `+ − × ÷ √` are used, each correctly rounded, in an order that the code fixes. A computation
/// therefore gives the same bits on every machine.
pub trait Real:
    sealed::Sealed
    + Elementary
    + Copy
    + Default
    + PartialEq
    + PartialOrd
    + Debug
    + Display
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + SubAssign
    + MulAssign
    + Send
    + Sync
    + 'static
{
    /// Zero.
    const ZERO: Self;
    /// One.
    const ONE: Self;
    /// One half, the factor of every loss ½‖r‖².
    const HALF: Self;
    /// The distance from one to the next larger number.
    const EPSILON: Self;
    /// The smallest positive normal number.
    const MIN_POSITIVE: Self;
    /// The largest finite number.
    const MAX: Self;
    /// Whether it is `f32`.
    const IS_SINGLE: bool;
    /// Positive infinity: the loss of a trial whose residuals are not numbers.
    const INFINITY: Self;

    /// Not a number: a loss or a derivative that there is none of.
    const NAN: Self;

    /// The nearest number to a constant.
    fn of(constant: f64) -> Self;
    /// The nearest number to a count.
    fn of_count(count: usize) -> Self;
    /// The same number in double precision, exactly.
    fn to_f64(self) -> f64;
    /// √self, correctly rounded; not a number for negative arguments.
    fn sqrt(self) -> Self;
    /// e^self (libm): for likelihoods; activations have their own.
    fn exp(self) -> Self;
    /// ln self (libm).
    fn ln(self) -> Self;
    /// ln(1 + self) (libm).
    fn ln_1p(self) -> Self;
    /// sin self (libm): for models; activations have their own.
    fn sin(self) -> Self;
    /// cos self (libm).
    fn cos(self) -> Self;
    /// |self|.
    fn abs(self) -> Self;
    /// k·2⁻⁵³ for k < 2⁵³, in [0, 1): single precision keeps the upper 24 bits.
    fn from_bits_53(k: u64) -> Self;
    /// √(−2 ln(1−u)) cos 2πv, a normal number of two uniform ones (libm; for initial values only).
    fn box_muller(u: Self, v: Self) -> Self;
    /// Neither infinite nor NaN.
    fn is_finite(self) -> bool;

    /// The larger of both; `other` if `self` is NaN.
    #[inline(always)]
    fn larger(self, other: Self) -> Self {
        if self > other { self } else { other }
    }

    /// The smaller of both; `other` if `self` is NaN.
    #[inline(always)]
    fn smaller(self, other: Self) -> Self {
        if self < other { self } else { other }
    }
}

macro_rules! real {
    ($float:ident, $bits:literal, $pi:path, $sqrt:path, $sin:path, $cos:path, $exp:path, $ln:path, $ln_1p:path) => {
        impl Real for $float {
            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;
            const HALF: Self = 0.5;
            const EPSILON: Self = $float::EPSILON;
            const MIN_POSITIVE: Self = $float::MIN_POSITIVE;
            const MAX: Self = $float::MAX;
            const INFINITY: Self = $float::INFINITY;
            const NAN: Self = $float::NAN;
            const IS_SINGLE: bool = $bits == 24;

            #[inline(always)]
            fn of(constant: f64) -> Self {
                constant as $float
            }
            #[inline(always)]
            fn of_count(count: usize) -> Self {
                count as $float
            }
            #[inline(always)]
            fn to_f64(self) -> f64 {
                f64::from(self)
            }
            #[inline(always)]
            fn sqrt(self) -> Self {
                $sqrt(self)
            }
            fn exp(self) -> Self {
                $exp(self)
            }
            fn ln(self) -> Self {
                $ln(self)
            }
            fn ln_1p(self) -> Self {
                $ln_1p(self)
            }
            fn sin(self) -> Self {
                $sin(self)
            }
            fn cos(self) -> Self {
                $cos(self)
            }
            #[inline(always)]
            fn abs(self) -> Self {
                $float::abs(self)
            }
            fn from_bits_53(k: u64) -> Self {
                (k >> (53 - $bits)) as $float / (1u64 << $bits) as $float
            }
            fn box_muller(u: Self, v: Self) -> Self {
                $sqrt(-2.0 * $ln(1.0 - u)) * $cos(2.0 * $pi * v)
            }
            #[inline(always)]
            fn is_finite(self) -> bool {
                $float::is_finite(self)
            }
        }
    };
}

real!(
    f32,
    24,
    core::f32::consts::PI,
    libm::sqrtf,
    libm::sinf,
    libm::cosf,
    libm::expf,
    libm::logf,
    libm::log1pf
);
real!(f64, 53, core::f64::consts::PI, libm::sqrt, libm::sin, libm::cos, libm::exp, libm::log, libm::log1p);
