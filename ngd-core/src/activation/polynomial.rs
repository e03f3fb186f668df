//! Horner's rule, the one way in which this folder evaluates polynomials.

use core::ops::{Add, Mul};

/// c₀ + y(c₁ + y(c₂ + …)).
#[inline(always)]
pub(super) fn polynomial<R, const N: usize>(coefficients: [R; N], y: R) -> R
where
    R: Copy + Default + Add<Output = R> + Mul<Output = R>,
{
    match coefficients.split_last() {
        Some((&last, rest)) => rest.iter().rev().fold(last, |sum, &c| c + y * sum),
        None => R::default(),
    }
}
