//! Horner's rule, the one way in which this folder evaluates polynomials.

use core::ops::{Add, Mul};

use super::unrolled::each;

/// c₀ + y(c₁ + y(c₂ + …)).
#[inline(always)]
pub(super) fn polynomial<R, const N: usize>(coefficients: [R; N], y: R) -> R
where
    R: Copy + Default + Add<Output = R> + Mul<Output = R>,
{
    let mut sum = R::default();
    each::<N>(|i| {
        let c = coefficients[N - 1 - i];
        sum = if i == 0 { c } else { c + y * sum };
    });
    sum
}
