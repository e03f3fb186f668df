//! Activation functions: value and three derivatives, branch-free, over blocks of points.
//!
//! Only + − × ÷, comparisons and integer operations on the bits, in one fixed order: every target gives the
//! same bits (those of a NaN excepted), and a loop over a block becomes vector instructions. For that a choice
//! by comparison is only between values that are cheap: the compiler makes a branch to skip a division.
//!
//! NaN gives NaN; ±∞ gives the limit where there is one. How far a function may be from the true one is said by
//! [`Activation::largest_errors`], and asserted by the tests.

use crate::Real;
use crate::real::accuracy::Accuracy;
#[cfg(feature = "micromath")]
use crate::real::micromath;
use crate::real::unrolled::splat;
use crate::real::{logistic, sine, softplus, tanh};

/// One line for each activation: its name, its value and [σ, σ′, σ″, σ‴] at a number, how exact they are.
macro_rules! activations {
    ($($(#[$gate:meta])? $doc:literal $variant:ident = $name:literal, $value:expr, $derivatives:expr, $accuracy:expr;)+) => {
        /// The function σ between two layers.
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[cfg_attr(feature = "defmt", derive(defmt::Format))]
        pub enum Activation {
            $($(#[$gate])? #[doc = $doc] $variant,)+
        }

        impl Activation {
            /// Every member, in the order of declaration.
            pub const ALL: &'static [Self] = &[$($(#[$gate])? Self::$variant,)+];

            /// The name under which a person chooses it.
            pub const fn name(self) -> &'static str {
                match self {
                    $($(#[$gate])? Self::$variant => $name,)+
                }
            }

            const fn accuracy(self) -> Accuracy {
                match self {
                    $($(#[$gate])? Self::$variant => $accuracy,)+
                }
            }

            /// σ(z) at a block of points.
            #[inline(always)]
            pub fn value<R: Real, const K: usize>(self, z: &[R; K]) -> [R; K] {
                match self {
                    $($(#[$gate])? Self::$variant => at_each(z, $value),)+
                }
            }

            /// [σ, σ′, σ″, σ‴] at a block of points.
            #[inline(always)]
            pub fn derivatives<R: Real, const K: usize>(self, z: &[R; K]) -> [[R; K]; 4] {
                match self {
                    $($(#[$gate])? Self::$variant => all_at_each(z, $derivatives),)+
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
                    $($(#[$gate])? Self::$variant => differentiate::<SLOPES, R, K>(z, slopes, $derivatives),)+
                }
            }
        }
    };
}

activations! {
    "tanh z: odd to the bit and never larger than 1."
    Tanh = "tanh", tanh::value, tanh::derivatives, tanh::ACCURACY;
    "sin z."
    Sine = "sine", sine::value, sine::derivatives, sine::ACCURACY;
    "ln(1 + eᶻ)."
    Softplus = "softplus", softplus::value, softplus::derivatives, softplus::ACCURACY;
    "1/(1 + e^−z)."
    Logistic = "logistic", logistic::value, logistic::derivatives, logistic::ACCURACY;
    #[cfg(feature = "micromath")]
    "tanh z to three digits, by the crate `micromath`: for processors without floating point."
    MicromathTanh = "micromath-tanh", |z| micromath::tanh(z)[0], micromath::tanh, micromath::TANH;
    #[cfg(feature = "micromath")]
    "sin z to three digits, by the same."
    MicromathSine = "micromath-sine", |z| micromath::sine(z)[0], micromath::sine, micromath::SINE;
    #[cfg(feature = "micromath")]
    "ln(1 + eᶻ) to three digits, by the same."
    MicromathSoftplus = "micromath-softplus", |z| micromath::softplus(z)[0], micromath::softplus, micromath::SOFTPLUS;
    #[cfg(feature = "micromath")]
    "1/(1 + e^−z) to three digits, by the same."
    MicromathLogistic = "micromath-logistic", |z| micromath::logistic(z)[0], micromath::logistic, micromath::LOGISTIC;
}

impl Activation {
    /// The largest errors of [σ, σ′, σ″, σ‴] in the precision R. Of the derivatives and of all rough functions they
    /// are absolute; of the value relative, but that of the sine.
    ///
    /// They hold up to [`range`](Self::range); the relative ones of softplus and logistic for z from −87 (`f64`: −700)
    /// upwards, a little below which the value is zero.
    pub const fn largest_errors<R: Real>(self) -> [f64; 4] {
        let [single, double] = self.accuracy().errors;
        if R::IS_SINGLE { single } else { double }
    }

    /// The largest |z| for which the errors hold. Beyond it a sine still is a finite number, no larger than 1 plus its
    /// error.
    pub const fn range<R: Real>(self) -> f64 {
        let [single, double] = self.accuracy().range;
        if R::IS_SINGLE { single } else { double }
    }

    /// How far the slope of the value over a short distance, (σ(z + h) − σ(z − h))/2h with h = 1/16, may be from σ′(z),
    /// if the value is not smooth. A line search that asks for more asks in vain.
    pub const fn roughness(self) -> Option<f64> {
        self.accuracy().roughness
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
