//! G = L Lᵀ in place.

use super::packed::{Lane, PanelsMut, Tile, triangular};
use super::tile::{TWO_TILES, minus_products, minus_products_twice, minus_squares, square_root};
use crate::Real;

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
#[expect(clippy::needless_range_loop, reason = "the indices are those of the formula")]
fn factor_tile<R: Real>(tile: &mut Tile<R>) -> Result<Lane<R>, usize> {
    let mut inverse = [R::ZERO; 4];
    for c in 0..4 {
        let pivot = tile[c][c];
        if !(pivot > R::ZERO && pivot <= R::MAX) {
            return Err(c);
        }
        let root = square_root(pivot);
        inverse[c] = R::ONE / root;
        tile[c][c] = root;
        for r in c + 1..4 {
            tile[c][r] *= inverse[c];
        }
        for later in c + 1..4 {
            for r in later..4 {
                let product = tile[c][r] * tile[c][later];
                tile[later][r] -= product;
            }
        }
    }
    Ok(inverse)
}

/// `tile` D⁻ᵀ with D the factored diagonal tile and `inverse` the inverses of its diagonal.
#[inline(always)]
#[expect(clippy::needless_range_loop, reason = "the indices are those of the formula")]
fn divide<R: Real>(mut tile: Tile<R>, diagonal: &Tile<R>, inverse: &Lane<R>) -> Tile<R> {
    for c in 0..4 {
        for earlier in 0..c {
            for r in 0..4 {
                let product = tile[earlier][r] * diagonal[earlier][c];
                tile[c][r] -= product;
            }
        }
        for r in 0..4 {
            tile[c][r] *= inverse[c];
        }
    }
    tile
}
