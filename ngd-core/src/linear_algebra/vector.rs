//! Sums over vectors, in the order of their entries.
//!
//! Short and called from many places: on a microcontroller each stays one copy.

use crate::Real;

/// x·y.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
pub fn dot<R: Real>(x: &[R], y: &[R]) -> R {
    let mut sum = R::ZERO;
    for (x, y) in x.iter().zip(y) {
        sum += *x * *y;
    }
    sum
}

/// y += a x.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
pub fn add_scaled<R: Real>(y: &mut [R], a: R, x: &[R]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += a * *x;
    }
}

/// The point `from + a x` of a line.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
pub fn along<R: Real>(point: &mut [R], from: &[R], a: R, x: &[R]) {
    for ((point, from), x) in point.iter_mut().zip(from).zip(x) {
        *point = *from + a * *x;
    }
}

/// y := x, as far as both reach.
pub fn assign<R: Copy>(y: &mut [R], x: &[R]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y = *x;
    }
}

/// x := a x.
pub(crate) fn scale<R: Real>(x: &mut [R], a: R) {
    for entry in x {
        *entry *= a;
    }
}
