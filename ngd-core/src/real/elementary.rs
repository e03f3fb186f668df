//! What the activations need of each precision.

use super::{exponential, sine, softplus, tanh};

/// The parts of the activations that differ between the precisions. [`Real`] seals it.
pub trait Elementary: Sized {
    /// tanh self.
    fn tanh(self) -> Self;
    /// [s, b, w] with e^−|self| = s·(b − w)/(b + w), s a power of two or zero.
    fn decay(self) -> [Self; 3];
    /// ln((1 + self)/(1 − self)) for 0 ≤ self ≤ ⅓.
    fn logarithm(self) -> Self;
    /// [sin self, cos self].
    fn sine_and_cosine(self) -> [Self; 2];
    /// The nearest number of single precision.
    fn to_single(self) -> f32;
    /// A number of single precision.
    fn of_single(single: f32) -> Self;
}

macro_rules! elementary {
    ($float:ident, $precision:ident) => {
        impl Elementary for $float {
            #[inline(always)]
            fn tanh(self) -> Self {
                tanh::$precision(self)
            }
            #[inline(always)]
            fn decay(self) -> [Self; 3] {
                exponential::$precision(self)
            }
            #[inline(always)]
            fn logarithm(self) -> Self {
                softplus::$precision(self)
            }
            #[inline(always)]
            fn sine_and_cosine(self) -> [Self; 2] {
                sine::$precision(self)
            }
            #[inline(always)]
            fn to_single(self) -> f32 {
                self as f32
            }
            #[inline(always)]
            fn of_single(single: f32) -> Self {
                single as $float
            }
        }
    };
}

elementary!(f32, single);
elementary!(f64, double);
