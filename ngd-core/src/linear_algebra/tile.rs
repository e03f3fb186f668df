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

/// `factor · x`.
#[inline(always)]
pub(super) fn scaled<R: Real>([a, b, c, d]: Lane<R>, factor: R) -> Lane<R> {
    [a * factor, b * factor, c * factor, d * factor]
}

/// `tile += x yᵀ`.
#[inline(always)]
pub(super) fn multiply_add<R: Real>(tile: &mut Tile<R>, x: &Lane<R>, y: &Lane<R>) {
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
    let ((x, last_x), (y, last_y)) = (x.as_chunks(), y.as_chunks());
    for ([x0, x1], [y0, y1]) in x.iter().zip(y) {
        multiply_add(&mut sums, x0, y0);
        multiply_add(&mut sums, x1, y1);
    }
    for (x, y) in last_x.iter().zip(last_y) {
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
    for (x, y) in x.as_flattened().as_chunks().0.iter().zip(y.as_flattened().as_chunks().0) {
        let ([x0, x1], [y0, y1]) = (x, y);
        multiply_subtract(&mut tile, x0, y0);
        multiply_subtract(&mut tile, x1, y1);
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

/// Entries on and below the diagonal of `tile += Σ_k x_k x_kᵀ`; above it there are zeros and stay.
#[inline(always)]
pub(super) fn add_squares<R: Real, const K: usize>(tile: &mut Tile<R>, x: &[Lane<R>; K]) {
    let mut sums = *tile;
    for x in x {
        add_square(&mut sums, x);
    }
    store_lower(tile, sums);
}

/// [`add_squares`], and the sums Σ_k b_k x_k of two right-hand sides b.
#[inline(always)]
pub(super) fn add_squares_beside<R: Real, const K: usize>(
    tile: &mut Tile<R>,
    [first, second]: [&mut Lane<R>; 2],
    x: &[Lane<R>; K],
    [left, right]: [&[R; K]; 2],
) {
    let (mut sums, mut a, mut b) = (*tile, *first, *second);
    let sides = left.as_chunks().0.iter().zip(right.as_chunks().0);
    for ([x0, x1, x2, x3], ([l0, l1, l2, l3], [r0, r1, r2, r3])) in x.as_chunks().0.iter().zip(sides) {
        add_square(&mut sums, x0);
        add_multiple(&mut a, *l0, x0);
        add_multiple(&mut b, *r0, x0);
        add_square(&mut sums, x1);
        add_multiple(&mut a, *l1, x1);
        add_multiple(&mut b, *r1, x1);
        add_square(&mut sums, x2);
        add_multiple(&mut a, *l2, x2);
        add_multiple(&mut b, *r2, x2);
        add_square(&mut sums, x3);
        add_multiple(&mut a, *l3, x3);
        add_multiple(&mut b, *r3, x3);
    }
    store_lower(tile, sums);
    (*first, *second) = (a, b);
}

/// `tile += x xᵀ`, on and below the diagonal at least.
#[inline(always)]
fn add_square<R: Real>(tile: &mut Tile<R>, x: &Lane<R>) {
    if TWO_TILES {
        return multiply_add(tile, x, x);
    }
    let [a, b, c, d] = tile;
    add_multiple(a, x[0], x);
    b[1] += x[1] * x[1];
    b[2] += x[2] * x[1];
    b[3] += x[3] * x[1];
    c[2] += x[2] * x[2];
    c[3] += x[3] * x[2];
    d[3] += x[3] * x[3];
}

/// `tile −= x xᵀ`, on and below the diagonal at least.
#[inline(always)]
fn subtract_square<R: Real>(tile: &mut Tile<R>, x: &Lane<R>) {
    if TWO_TILES {
        return multiply_subtract(tile, x, x);
    }
    let [a, b, c, d] = tile;
    subtract_multiple(a, x[0], x);
    b[1] -= x[1] * x[1];
    b[2] -= x[2] * x[1];
    b[3] -= x[3] * x[1];
    c[2] -= x[2] * x[2];
    c[3] -= x[3] * x[2];
    d[3] -= x[3] * x[3];
}

/// Entries on and below the diagonal of `tile` − Σ_k x_k x_kᵀ over the lanes of all tiles x_K; zeros above
/// it.
#[inline(always)]
pub(super) fn minus_squares<R: Real>(mut tile: Tile<R>, x: &[Tile<R>]) -> Tile<R> {
    for [x0, x1, x2, x3] in x {
        subtract_square(&mut tile, x0);
        subtract_square(&mut tile, x1);
        subtract_square(&mut tile, x2);
        subtract_square(&mut tile, x3);
    }
    lower(tile)
}

/// `tile` := `sums` on and below the diagonal.
#[inline(always)]
fn store_lower<R: Real>([a, b, c, d]: &mut Tile<R>, sums: Tile<R>) {
    let [p, [_, q1, q2, q3], [_, _, r2, r3], [_, _, _, s3]] = sums;
    *a = p;
    [b[1], b[2], b[3]] = [q1, q2, q3];
    [c[2], c[3]] = [r2, r3];
    d[3] = s3;
}

/// The entries on and below the diagonal.
#[inline(always)]
fn lower<R: Real>([a, b, c, d]: Tile<R>) -> Tile<R> {
    [a, [R::ZERO, b[1], b[2], b[3]], [R::ZERO, R::ZERO, c[2], c[3]], [R::ZERO, R::ZERO, R::ZERO, d[3]]]
}

/// √x. Out of line on x86: the compiler then clears the upper halves of the vector registers, without which
/// the instruction that libm chooses costs some hundred cycles.
#[cfg_attr(target_arch = "x86_64", inline(never))]
#[cfg_attr(not(target_arch = "x86_64"), inline(always))]
pub(super) fn square_root<R: Real>(x: R) -> R {
    x.sqrt()
}
