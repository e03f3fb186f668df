//! 4×4 blocks whose 16 sums stay in registers while rows stream past.
//!
//! A tile is copied, the rows are added to it one after another, and it is stored: a sum does not depend on
//! how many rows come at a time. The loop over the rows is rolled; 16 accumulators and two lanes fill the
//! registers of a Cortex-M4F.

use super::packed::{Lane, Tile};
use crate::Real;

/// Whether two tiles are worked on at a time, so that twice as many sums are under way. Pays where a lane is
/// one vector register. It changes no bit.
pub(super) const TWO_TILES: bool = cfg!(any(target_feature = "avx", target_arch = "aarch64"));

/// `sums += factor · x`. Written out, so that it stays one row of instructions where code is optimized for
/// size.
#[inline(always)]
pub(super) fn add_multiple<R: Real>(sums: &mut Lane<R>, factor: R, x: &Lane<R>) {
    let [a, b, c, d] = sums;
    *a += x[0] * factor;
    *b += x[1] * factor;
    *c += x[2] * factor;
    *d += x[3] * factor;
}

/// `sums −= factor · x`.
#[inline(always)]
pub(super) fn subtract_multiple<R: Real>(sums: &mut Lane<R>, factor: R, x: &Lane<R>) {
    let [a, b, c, d] = sums;
    *a -= x[0] * factor;
    *b -= x[1] * factor;
    *c -= x[2] * factor;
    *d -= x[3] * factor;
}

/// `tile += x yᵀ`.
#[inline(always)]
fn multiply_add<R: Real>(tile: &mut Tile<R>, x: &Lane<R>, y: &Lane<R>) {
    let [a, b, c, d] = tile;
    add_multiple(a, y[0], x);
    add_multiple(b, y[1], x);
    add_multiple(c, y[2], x);
    add_multiple(d, y[3], x);
}

/// `tile −= x yᵀ`.
#[inline(always)]
fn multiply_subtract<R: Real>(tile: &mut Tile<R>, x: &Lane<R>, y: &Lane<R>) {
    let [a, b, c, d] = tile;
    subtract_multiple(a, y[0], x);
    subtract_multiple(b, y[1], x);
    subtract_multiple(c, y[2], x);
    subtract_multiple(d, y[3], x);
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

/// `tile` − Σ_k x_k y_kᵀ over the lanes of all tiles x_K, y_K, as far as both reach.
#[inline(always)]
pub(super) fn minus_products<R: Real>(mut tile: Tile<R>, x: &[Tile<R>], y: &[Tile<R>]) -> Tile<R> {
    for (x, y) in x.as_flattened().iter().zip(y.as_flattened()) {
        multiply_subtract(&mut tile, x, y);
    }
    tile
}

/// [`minus_products`] for two tiles that share y.
#[inline(always)]
pub(super) fn minus_products_twice<R: Real>(
    [mut a, mut b]: [Tile<R>; 2],
    x: [&[Tile<R>]; 2],
    y: &[Tile<R>],
) -> [Tile<R>; 2] {
    for ((x0, x1), y) in x[0].iter().zip(x[1]).zip(y) {
        for ((x0, x1), y) in x0.iter().zip(x1).zip(y) {
            multiply_subtract(&mut a, x0, y);
            multiply_subtract(&mut b, x1, y);
        }
    }
    [a, b]
}

/// Entries on and below the diagonal of `tile += Σ_k x_k x_kᵀ`; zeros above it.
#[inline(always)]
pub(super) fn add_squares<R: Real, const K: usize>(tile: &mut Tile<R>, x: &[Lane<R>; K]) {
    let mut sums = *tile;
    for x in x {
        if TWO_TILES {
            multiply_add(&mut sums, x, x);
        } else {
            for c in 0..4 {
                for r in c..4 {
                    sums[c][r] += x[r] * x[c];
                }
            }
        }
    }
    *tile = lower(sums);
}

/// Entries on and below the diagonal of `tile` − Σ_k x_k x_kᵀ over the lanes of all tiles x_K; zeros above
/// it.
#[inline(always)]
pub(super) fn minus_squares<R: Real>(mut tile: Tile<R>, x: &[Tile<R>]) -> Tile<R> {
    for x in x {
        for x in x {
            if TWO_TILES {
                multiply_subtract(&mut tile, x, x);
            } else {
                for c in 0..4 {
                    for r in c..4 {
                        tile[c][r] -= x[r] * x[c];
                    }
                }
            }
        }
    }
    lower(tile)
}

/// The entries on and below the diagonal.
#[inline(always)]
fn lower<R: Real>(mut tile: Tile<R>) -> Tile<R> {
    for (c, column) in tile.iter_mut().enumerate() {
        for entry in column.iter_mut().take(c) {
            *entry = R::ZERO;
        }
    }
    tile
}

/// √x. Out of line on x86: the compiler then clears the upper halves of the vector registers, without which
/// the instruction that libm chooses costs some hundred cycles.
#[cfg_attr(target_arch = "x86_64", inline(never))]
#[cfg_attr(not(target_arch = "x86_64"), inline(always))]
pub(super) fn square_root<R: Real>(x: R) -> R {
    x.sqrt()
}
