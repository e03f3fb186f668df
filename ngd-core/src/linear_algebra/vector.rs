//! Sums over vectors, in the order of their entries.

use crate::Real;

/// x·y.
pub fn dot<R: Real>(x: &[R], y: &[R]) -> R {
    let mut sum = R::ZERO;
    for (x, y) in x.iter().zip(y) {
        sum += *x * *y;
    }
    sum
}

/// y += a x.
pub fn add_scaled<R: Real>(y: &mut [R], a: R, x: &[R]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += a * *x;
    }
}
