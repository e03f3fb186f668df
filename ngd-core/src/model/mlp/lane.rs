//! Products of lanes: one number for each point of a block.

use crate::Real;

/// x y, point by point.
#[inline(always)]
pub(super) fn times<R: Real, const K: usize>(x: &[R; K], y: &[R; K]) -> [R; K] {
    let mut product = *x;
    for (x, y) in product.iter_mut().zip(y) {
        *x *= *y;
    }
    product
}

/// sum += x y, point by point.
#[inline(always)]
pub(super) fn add_times<R: Real, const K: usize>(sum: &mut [R; K], x: &[R; K], y: &[R; K]) {
    for ((sum, x), y) in sum.iter_mut().zip(x).zip(y) {
        *sum += *x * *y;
    }
}
