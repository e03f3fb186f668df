//! 4×4 blocks whose 16 sums stay in registers while rows stream past.
//!
//! A tile is copied, the rows are added to it one after another, and it is stored: a sum does not depend on how
//! many rows come at a time. The loop over the rows is rolled; 16 accumulators and two lanes fill the
//! registers of a Cortex-M4F.

use super::packed::{Lane, Tile};
use crate::Real;

/// Whether two tiles are worked on at a time, so that twice as many sums are under way. Pays where a lane is one
/// vector register. It changes no bit.
pub(super) const TWO_TILES: bool = cfg!(any(target_feature = "avx", target_arch = "aarch64"));

/// `tile += x yᵀ`.
#[inline(always)]
fn multiply_add<R: Real>(tile: &mut Tile<R>, x: &Lane<R>, y: &Lane<R>) {
    for (column, y) in tile.iter_mut().zip(y) {
        for (sum, x) in column.iter_mut().zip(x) {
            *sum += *x * *y;
        }
    }
}

/// `tile −= x yᵀ`.
#[inline(always)]
fn multiply_subtract<R: Real>(tile: &mut Tile<R>, x: &Lane<R>, y: &Lane<R>) {
    for (column, y) in tile.iter_mut().zip(y) {
        for (sum, x) in column.iter_mut().zip(x) {
            *sum -= *x * *y;
        }
    }
}

/// `tile += Σ_k x_k y_kᵀ`.
#[inline(always)]
pub(super) fn add_products<R: Real, const K: usize>(tile: &mut Tile<R>, x: &[Lane<R>; K], y: &[Lane<R>; K]) {
    let mut sums = *tile;
    for (x, y) in x.iter().zip(y) {
        multiply_add(&mut sums, x, y);
    }
    *tile = sums;
}

/// [`add_products`] to two tiles that share y.
#[inline(always)]
pub(super) fn add_products_twice<R: Real, const K: usize>(
    tiles: [&mut Tile<R>; 2],
    x: [&[Lane<R>; K]; 2],
    y: &[Lane<R>; K],
) {
    let [first, second] = tiles;
    let (mut a, mut b) = (*first, *second);
    for ((x0, x1), y) in x[0].iter().zip(x[1]).zip(y) {
        multiply_add(&mut a, x0, y);
        multiply_add(&mut b, x1, y);
    }
    (*first, *second) = (a, b);
}

/// `tile −= Σ_k x_k y_kᵀ`, k as far as both reach.
#[inline(always)]
pub(super) fn subtract_products<R: Real>(tile: &mut Tile<R>, x: &[Lane<R>], y: &[Lane<R>]) {
    let mut sums = *tile;
    for (x, y) in x.iter().zip(y) {
        multiply_subtract(&mut sums, x, y);
    }
    *tile = sums;
}

/// [`subtract_products`] from two tiles that share y.
#[inline(always)]
pub(super) fn subtract_products_twice<R: Real>(tiles: [&mut Tile<R>; 2], x: [&[Lane<R>]; 2], y: &[Lane<R>]) {
    let [first, second] = tiles;
    let (mut a, mut b) = (*first, *second);
    for ((x0, x1), y) in x[0].iter().zip(x[1]).zip(y) {
        multiply_subtract(&mut a, x0, y);
        multiply_subtract(&mut b, x1, y);
    }
    (*first, *second) = (a, b);
}
