//! Activation functions: value and three derivatives, branch-free, over blocks of points.
//!
//! Only + − × ÷, comparisons and integer operations on the bits, in one fixed order: every target gives the
//! same bits (those of a NaN excepted), and a loop over a block becomes vector instructions. For that a choice
//! by comparison is only between values that are cheap: the compiler makes a branch to skip a division.
//!
//! NaN gives NaN; ±∞ gives the limit where there is one. Each function's module states its formula and, as
//! constants that the tests assert, its largest errors.

use crate::Real;
#[cfg(feature = "micromath")]
pub use crate::real::micromath;
use crate::real::unrolled::splat;
pub use crate::real::{logistic, sine, softplus, tanh};

/// One line for each activation: its name, its value and [σ, σ′, σ″, σ‴] at a number.
macro_rules! activations {
    ($($(#[$gate:meta])? $doc:literal $variant:ident = $name:literal, $value:expr, $derivatives:expr;)+) => {
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
    "tanh z, see [`mod@tanh`]."
    Tanh = "tanh", tanh::value, tanh::derivatives;
    "sin z, see [`sine`]."
    Sine = "sine", sine::value, sine::derivatives;
    "ln(1 + eᶻ), see [`softplus`]."
    Softplus = "softplus", softplus::value, softplus::derivatives;
    "1/(1 + e^−z), see [`logistic`]."
    Logistic = "logistic", logistic::value, logistic::derivatives;
    #[cfg(feature = "micromath")]
    "tanh z to three digits, see [`micromath`]."
    MicromathTanh = "micromath-tanh", |z| micromath::tanh(z)[0], micromath::tanh;
    #[cfg(feature = "micromath")]
    "sin z to three digits, see [`micromath`]."
    MicromathSine = "micromath-sine", |z| micromath::sine(z)[0], micromath::sine;
    #[cfg(feature = "micromath")]
    "ln(1 + eᶻ) to three digits, see [`micromath`]."
    MicromathSoftplus = "micromath-softplus", |z| micromath::softplus(z)[0], micromath::softplus;
    #[cfg(feature = "micromath")]
    "1/(1 + e^−z) to three digits, see [`micromath`]."
    MicromathLogistic = "micromath-logistic", |z| micromath::logistic(z)[0], micromath::logistic;
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
