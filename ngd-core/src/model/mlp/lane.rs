//! Products of lanes: one number for each point of a block.

use crate::Real;
use crate::real::unrolled::each;

/// x y, point by point.
#[inline(always)]
pub(super) fn times<R: Real, const K: usize>(x: &[R; K], y: &[R; K]) -> [R; K] {
    let mut product = *x;
    each::<K>(|k| product[k] *= y[k]);
    product
}

/// sum += x y, point by point.
#[inline(always)]
pub(super) fn add_times<R: Real, const K: usize>(sum: &mut [R; K], x: &[R; K], y: &[R; K]) {
    each::<K>(|k| sum[k] += x[k] * y[k]);
}

/// sum += w x, point by point.
#[inline(always)]
pub(super) fn add_scaled<R: Real, const K: usize>(sum: &mut [R; K], w: R, x: &[R; K]) {
    each::<K>(|k| sum[k] += w * x[k]);
}

/// x = y, point by point. An assignment may become a call of `memmove`.
#[inline(always)]
pub(super) fn copy<R: Real, const K: usize>(x: &mut [R; K], y: &[R; K]) {
    each::<K>(|k| x[k] = y[k]);
}

/// The lanes of one array in the place of those of another: all, or none where no derivative is kept.
#[inline(always)]
pub(super) fn place<R: Real, const K: usize, const A: usize, const B: usize>(
    to: &mut [[R; K]; A],
    from: &[[R; K]; B],
) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = *from;
    }
}
