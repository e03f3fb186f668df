//! Activation functions: value and three derivatives, branch-free, over blocks of points.
//!
//! Only + − × ÷, comparisons and integer operations on the bits, in one fixed order: every target gives the
//! same bits (those of a NaN excepted), and a loop over a block becomes vector instructions. For that a choice
//! by comparison is only between values that are cheap: the compiler makes a branch to skip a division.
//!
//! NaN gives NaN; ±∞ gives the limit where there is one. Each function's module states its formula and, as
//! constants that the tests assert, its largest errors.

mod exponential;
pub mod logistic;
#[cfg(feature = "micromath")]
pub mod micromath;
mod polynomial;
pub mod relu;
pub mod sine;
pub mod softplus;
pub mod tanh;

use crate::Real;
use crate::unrolled::splat;

/// The function σ between two layers.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Activation {
    /// tanh z, see [`mod@tanh`].
    Tanh,
    /// sin z, see [`sine`].
    Sine,
    /// ln(1 + eᶻ), see [`softplus`].
    Softplus,
    /// 1/(1 + e^−z), see [`logistic`].
    Logistic,
    /// tanh z to three digits, see [`micromath`].
    #[cfg(feature = "micromath")]
    MicromathTanh,
    /// sin z to three digits, see [`micromath`].
    #[cfg(feature = "micromath")]
    MicromathSine,
    /// ln(1 + eᶻ) to three digits, see [`micromath`].
    #[cfg(feature = "micromath")]
    MicromathSoftplus,
    /// 1/(1 + e^−z) to three digits, see [`micromath`].
    #[cfg(feature = "micromath")]
    MicromathLogistic,
}

impl Activation {
    /// Every member, in the order of declaration.
    pub const ALL: &'static [Self] = &[
        Self::Tanh,
        Self::Sine,
        Self::Softplus,
        Self::Logistic,
        #[cfg(feature = "micromath")]
        Self::MicromathTanh,
        #[cfg(feature = "micromath")]
        Self::MicromathSine,
        #[cfg(feature = "micromath")]
        Self::MicromathSoftplus,
        #[cfg(feature = "micromath")]
        Self::MicromathLogistic,
    ];

    /// The name under which a person chooses it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tanh => "tanh",
            Self::Sine => "sine",
            Self::Softplus => "softplus",
            Self::Logistic => "logistic",
            #[cfg(feature = "micromath")]
            Self::MicromathTanh => "micromath-tanh",
            #[cfg(feature = "micromath")]
            Self::MicromathSine => "micromath-sine",
            #[cfg(feature = "micromath")]
            Self::MicromathSoftplus => "micromath-softplus",
            #[cfg(feature = "micromath")]
            Self::MicromathLogistic => "micromath-logistic",
        }
    }

    /// σ(z) at a block of points.
    #[inline(always)]
    pub fn value<R: Real, const K: usize>(self, z: &[R; K]) -> [R; K] {
        match self {
            Self::Tanh => at_each(z, tanh::value),
            Self::Sine => at_each(z, sine::value),
            Self::Softplus => at_each(z, softplus::value),
            Self::Logistic => at_each(z, logistic::value),
            #[cfg(feature = "micromath")]
            _ => {
                let [value, ..] = self.derivatives(z);
                value
            }
        }
    }

    /// [σ, σ′, σ″, σ‴] at a block of points.
    #[inline(always)]
    pub fn derivatives<R: Real, const K: usize>(self, z: &[R; K]) -> [[R; K]; 4] {
        match self {
            Self::Tanh => all_at_each(z, tanh::derivatives),
            Self::Sine => all_at_each(z, sine::derivatives),
            Self::Softplus => all_at_each(z, softplus::derivatives),
            Self::Logistic => all_at_each(z, logistic::derivatives),
            #[cfg(feature = "micromath")]
            Self::MicromathTanh => all_at_each(z, micromath::tanh),
            #[cfg(feature = "micromath")]
            Self::MicromathSine => all_at_each(z, micromath::sine),
            #[cfg(feature = "micromath")]
            Self::MicromathSoftplus => all_at_each(z, micromath::softplus),
            #[cfg(feature = "micromath")]
            Self::MicromathLogistic => all_at_each(z, micromath::logistic),
        }
    }

    /// σ in the place of z and, beside it, the first SLOPES derivatives.
    #[inline(always)]
    pub(crate) fn differentiate<const SLOPES: u8, R: Real, const K: usize>(
        self,
        z: &mut [[R; K]],
        slopes: [&mut [[R; K]]; 3],
    ) {
        match self {
            Self::Tanh => differentiate::<SLOPES, R, K>(z, slopes, tanh::derivatives),
            Self::Sine => differentiate::<SLOPES, R, K>(z, slopes, sine::derivatives),
            Self::Softplus => differentiate::<SLOPES, R, K>(z, slopes, softplus::derivatives),
            Self::Logistic => differentiate::<SLOPES, R, K>(z, slopes, logistic::derivatives),
            #[cfg(feature = "micromath")]
            Self::MicromathTanh => differentiate::<SLOPES, R, K>(z, slopes, micromath::tanh),
            #[cfg(feature = "micromath")]
            Self::MicromathSine => differentiate::<SLOPES, R, K>(z, slopes, micromath::sine),
            #[cfg(feature = "micromath")]
            Self::MicromathSoftplus => differentiate::<SLOPES, R, K>(z, slopes, micromath::softplus),
            #[cfg(feature = "micromath")]
            Self::MicromathLogistic => differentiate::<SLOPES, R, K>(z, slopes, micromath::logistic),
        }
    }
}

/// One loop over the whole plane and nothing else in it: then it becomes vectors on a desktop, and stays one
/// copy of the formula on a microcontroller.
#[inline(never)]
fn differentiate<const SLOPES: u8, R: Real, const K: usize>(
    z: &mut [[R; K]],
    [first, second, third]: [&mut [[R; K]]; 3],
    function: impl Fn(R) -> [R; 4],
) {
    match SLOPES {
        0 => {
            for z in z {
                [*z, ..] = all_at_each(z, &function);
            }
        }
        1 => {
            for (z, s1) in z.iter_mut().zip(first) {
                [*z, *s1, ..] = all_at_each(z, &function);
            }
        }
        2 => {
            for ((z, s1), s2) in z.iter_mut().zip(first).zip(second) {
                [*z, *s1, *s2, _] = all_at_each(z, &function);
            }
        }
        _ => {
            for (((z, s1), s2), s3) in z.iter_mut().zip(first).zip(second).zip(third) {
                [*z, *s1, *s2, *s3] = all_at_each(z, &function);
            }
        }
    }
}

/// The result of `function` at every point.
#[inline(always)]
fn at_each<R: Real, const K: usize>(z: &[R; K], function: impl Fn(R) -> R) -> [R; K] {
    let mut value = [R::ZERO; K];
    for (z, value) in z.iter().zip(&mut value) {
        *value = function(*z);
    }
    value
}

/// The four results of `function` at every point, each in an array of its own.
#[inline(always)]
fn all_at_each<R: Real, const K: usize>(z: &[R; K], function: impl Fn(R) -> [R; 4]) -> [[R; K]; 4] {
    if let [z] = z.as_slice() {
        return function(*z).map(splat);
    }
    let results = z.map(function);
    [results.map(|r| r[0]), results.map(|r| r[1]), results.map(|r| r[2]), results.map(|r| r[3])]
}

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
