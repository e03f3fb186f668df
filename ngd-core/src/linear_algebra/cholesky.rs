//! G = L Lᵀ in place.

use super::packed::{Lane, PanelsMut, Tile, triangular};
use super::tile::{
    TWO_TILES, minus_products, minus_products_twice, minus_squares, scaled, square_root, subtract_multiple,
};
use crate::Real;
use crate::real::unrolled::each;

/// Replaces the packed lower triangle of a symmetric matrix by its Cholesky factor, column of tiles by
/// column of tiles, each from the columns to its left.
///
/// Shapes: tiles g(g+1)/2.   Assumes: the padding's diagonal is one.   Cost: P³/6 multiply-adds, P square
/// roots and divisions.
///
/// # Errors
/// The index of the first pivot that is not a positive finite number; the triangle is then half factored.
///
/// # Source
/// Golub, Van Loan, *Matrix Computations*, 4th ed., section 4.2.
pub fn factor<R: Real>(tiles: &mut [Tile<R>]) -> Result<(), usize> {
    let mut block = 0;
    while let Some((done, below)) = tiles.split_at_mut_checked(triangular(block + 1)) {
        let Some((diagonal, done)) = done.split_last_mut() else { break };
        let left = done.get(triangular(block)..).unwrap_or_default();
        let mut corner = minus_squares(*diagonal, left);
        let inverse = factor_tile(&mut corner).map_err(|row| 4 * block + row)?;
        *diagonal = corner;
        let mut panels = PanelsMut::starting(below, block + 2);
        while let Some(panel) = panels.next() {
            let Some((x0, tile0)) = cut(panel, block) else { break };
            if TWO_TILES && let Some(panel) = panels.next() {
                let Some((x1, tile1)) = cut(panel, block) else { break };
                let [a, b] = minus_products_twice([*tile0, *tile1], [x0, x1], left);
                *tile0 = divide(a, &corner, &inverse);
                *tile1 = divide(b, &corner, &inverse);
            } else {
                *tile0 = divide(minus_products(*tile0, x0, left), &corner, &inverse);
            }
        }
        block += 1;
    }
    Ok(())
}

/// The tiles of a panel before tile `block`, and that tile.
#[inline(always)]
fn cut<R: Real>(panel: &mut [Tile<R>], block: usize) -> Option<(&[Tile<R>], &mut Tile<R>)> {
    let (left, rest) = panel.split_at_mut_checked(block)?;
    Some((left, rest.first_mut()?))
}

/// The Cholesky factor of one tile, and the inverses of its diagonal; or the row of a failed pivot.
#[inline(always)]
fn factor_tile<R: Real>(tile: &mut Tile<R>) -> Result<Lane<R>, usize> {
    let [a, b, c, d] = tile;
    let first = factor_column::<R, 0>(a)?;
    subtract_column::<R, 1>(b, a);
    subtract_column::<R, 2>(c, a);
    subtract_column::<R, 3>(d, a);
    let second = factor_column::<R, 1>(b)?;
    subtract_column::<R, 2>(c, b);
    subtract_column::<R, 3>(d, b);
    let third = factor_column::<R, 2>(c)?;
    subtract_column::<R, 3>(d, c);
    Ok([first, second, third, factor_column::<R, 3>(d)?])
}

/// Divides column C by the root of its pivot, whose inverse is returned; C if the pivot fails.
#[inline(always)]
fn factor_column<R: Real, const C: usize>(column: &mut Lane<R>) -> Result<R, usize> {
    let pivot = column[C];
    if !(pivot > R::ZERO && pivot <= R::MAX) {
        return Err(C);
    }
    let root = square_root(pivot);
    let inverse = R::ONE / root;
    column[C] = root;
    each::<4>(|r| {
        if r > C {
            column[r] *= inverse;
        }
    });
    Ok(inverse)
}

/// Subtracts from column C what a column on its left contributes to it.
#[inline(always)]
fn subtract_column<R: Real, const C: usize>(column: &mut Lane<R>, left: &Lane<R>) {
    each::<4>(|r| {
        if r >= C {
            column[r] -= left[r] * left[C];
        }
    });
}

/// `tile` D⁻ᵀ with D the factored diagonal tile and `inverse` the inverses of its diagonal.
#[inline(always)]
fn divide<R: Real>([a, b, c, d]: Tile<R>, diagonal: &Tile<R>, inverse: &Lane<R>) -> Tile<R> {
    let [first, second, third, _] = diagonal;
    let a = scaled(a, inverse[0]);
    let mut b = b;
    subtract_multiple(&mut b, first[1], &a);
    let b = scaled(b, inverse[1]);
    let mut c = c;
    subtract_multiple(&mut c, first[2], &a);
    subtract_multiple(&mut c, second[2], &b);
    let c = scaled(c, inverse[2]);
    let mut d = d;
    subtract_multiple(&mut d, first[3], &a);
    subtract_multiple(&mut d, second[3], &b);
    subtract_multiple(&mut d, third[3], &c);
    [a, b, c, scaled(d, inverse[3])]
}
