//! Solutions and products with a packed factor L, G = L Lᵀ; for a square root R, L = Rᵀ.
//!
//! Shapes: tiles g(g+1)/2, vectors 4g words or P. Assumes: zeros above the diagonal of L.

use super::packed::{Column, Lane, Panels, Tile, incomplete_lane, lane, panel_count, set_lane, triangular};
use super::tile::{add_multiple, subtract_multiple};
use crate::Real;

/// x := L⁻¹ x.
///
/// Cost: P²/2 multiply-adds, P divisions.
pub fn solve_lower<R: Real>(tiles: &[Tile<R>], x: &mut [R]) {
    for (block, panel) in Panels::new(tiles).enumerate() {
        let Some((diagonal, left)) = panel.split_last() else { return };
        let sums = subtract_product(lane(x, block), left.as_flattened(), x);
        set_lane(x, block, &solve_lower_tile(diagonal, sums));
    }
}

/// x := L⁻ᵀ x, that is R⁻¹ x.
///
/// Cost: P²/2 multiply-adds, P divisions.
pub fn solve_upper<R: Real>(tiles: &[Tile<R>], x: &mut [R]) {
    for block in (0..x.len().div_ceil(4)).rev() {
        let Some(panel) = tiles.get(triangular(block)..).and_then(|rest| rest.get(..block + 1)) else {
            continue;
        };
        let Some((diagonal, left)) = panel.split_last() else { return };
        let [a, b, c, d] = solve_upper_tile(diagonal, lane(x, block));
        set_lane(x, block, &[a, b, c, d]);
        for (column, x) in left.as_flattened().iter().zip(&mut *x) {
            *x = *x - column[0] * a - column[1] * b - column[2] * c - column[3] * d;
        }
    }
}

/// y := L x, that is Rᵀx.
///
/// Cost: P²/2 multiply-adds.
pub fn multiply_lower<R: Real>(tiles: &[Tile<R>], x: &[R], y: &mut [R]) {
    for (block, panel) in Panels::new(tiles).enumerate() {
        let mut sums = [R::ZERO; 4];
        for (column, x) in panel.as_flattened().iter().zip(x) {
            add_multiple(&mut sums, *x, column);
        }
        set_lane(y, block, &sums);
    }
}

/// ‖Lᵀx‖², that is ‖R x‖² = xᵀ(G+λI)x.
///
/// Cost: P²/2 multiply-adds.
pub fn squared_norm_upper<R: Real>(tiles: &[Tile<R>], x: &[R]) -> R {
    let mut total = R::ZERO;
    for block in 0..x.len().div_ceil(4) {
        let product = transposed_product(Column::new(tiles, block), x.get(4 * block..).unwrap_or_default());
        total = add_squares(total, &product);
    }
    total
}

/// Σ_i (‖row i of L‖² − λ), that is trace(RᵀR − λI), over the parameters.
///
/// Cost: P²/2 multiply-adds.
pub fn trace<R: Real>(tiles: &[Tile<R>], parameters: usize, damping: R) -> R {
    let mut trace = R::ZERO;
    for (block, panel) in Panels::new(tiles).take(panel_count(parameters)).enumerate() {
        for norm in row_norms(panel).iter().take(parameters.saturating_sub(4 * block)) {
            trace += *norm - damping;
        }
    }
    trace
}

/// ‖row i of L‖², that is (LLᵀ)_ii, for the four rows of a panel.
pub(crate) fn row_norms<R: Real>(panel: &[Tile<R>]) -> Lane<R> {
    let mut norms = [R::ZERO; 4];
    for column in panel.as_flattened() {
        add_lane_products(&mut norms, column, column);
    }
    norms
}

/// Diagonal of (L Lᵀ)⁻¹: the squared norms of the columns of L⁻¹, one after another, each found in the part
/// of `diagonal` that is still to be filled.
///
/// Cost: P³/6 multiply-adds, P²/2 divisions; no other memory.
pub fn inverse_diagonal<R: Real>(tiles: &[Tile<R>], parameters: usize, diagonal: &mut [R]) {
    for i in 0..parameters.min(diagonal.len()) {
        let norm = squared_inverse_column(tiles, i, diagonal);
        if let Some(entry) = diagonal.get_mut(i) {
            *entry = norm;
        }
    }
    diagonal.get_mut(parameters..).unwrap_or_default().fill(R::ZERO);
}

/// ‖L⁻¹e_i‖². Column i below its first block is left in `memory` beyond that block.
fn squared_inverse_column<R: Real>(tiles: &[Tile<R>], i: usize, memory: &mut [R]) -> R {
    let first = i / 4;
    let Some(tile) = Column::new(tiles, first).next() else { return R::ZERO };
    let mut unit = [R::ZERO; 4];
    if let Some(entry) = unit.get_mut(i % 4) {
        *entry = R::ONE;
    }
    let top = solve_lower_tile(tile, unit);
    let mut total = add_squares(R::ZERO, &top);
    let column = memory.get_mut(4 * (first + 1)..).unwrap_or_default();
    for (block, panel) in Panels::new(tiles).skip(first + 1).enumerate() {
        let Some((tile, left)) = panel.split_last() else { break };
        let Some((beside, left)) = left.get(first..).and_then(<[_]>::split_first) else { break };
        let sums = subtract_product([R::ZERO; 4], beside, &top);
        let sums = solve_lower_tile(tile, subtract_product(sums, left.as_flattened(), column));
        set_lane(column, block, &sums);
        total = add_squares(total, &sums);
    }
    total
}

/// `total` + ‖x‖².
#[inline(always)]
fn add_squares<R: Real>(total: R, [a, b, c, d]: &Lane<R>) -> R {
    total + *a * *a + *b * *b + *c * *c + *d * *d
}

/// `sums` − Σ_j column_j x_j, as far as both reach.
#[inline(always)]
fn subtract_product<R: Real>(mut sums: Lane<R>, columns: &[Lane<R>], x: &[R]) -> Lane<R> {
    for (column, x) in columns.iter().zip(x) {
        subtract_multiple(&mut sums, *x, column);
    }
    sums
}

/// Σ_I tileᵀ_I x_I over the tiles of a column; a last incomplete x_I is filled up with zeros.
#[inline(always)]
fn transposed_product<R: Real>(mut column: Column<'_, R>, x: &[R]) -> Lane<R> {
    let mut sums = [[R::ZERO; 4]; 4];
    let (lanes, rest) = x.as_chunks::<4>();
    for (x, tile) in lanes.iter().zip(&mut column) {
        add_tile_products(&mut sums, tile, x);
    }
    if !rest.is_empty()
        && let Some(tile) = column.next()
    {
        add_tile_products(&mut sums, tile, &incomplete_lane(rest));
    }
    let sum = |[a, b, c, d]: Lane<R>| (a + b) + (c + d);
    let [first, second, third, last] = sums;
    [sum(first), sum(second), sum(third), sum(last)]
}

/// `sums` += tile entries times x, row by row.
#[inline(always)]
fn add_tile_products<R: Real>(sums: &mut Tile<R>, tile: &Tile<R>, x: &Lane<R>) {
    let [a, b, c, d] = sums;
    add_lane_products(a, &tile[0], x);
    add_lane_products(b, &tile[1], x);
    add_lane_products(c, &tile[2], x);
    add_lane_products(d, &tile[3], x);
}

/// `sums` += x y, entry by entry.
#[inline(always)]
fn add_lane_products<R: Real>(sums: &mut Lane<R>, x: &Lane<R>, y: &Lane<R>) {
    let [a, b, c, d] = sums;
    *a += x[0] * y[0];
    *b += x[1] * y[1];
    *c += x[2] * y[2];
    *d += x[3] * y[3];
}

/// Solves with one lower triangular tile.
#[inline(always)]
fn solve_lower_tile<R: Real>(tile: &Tile<R>, [a, b, c, d]: Lane<R>) -> Lane<R> {
    let [first, second, third, last] = tile;
    let a = a / first[0];
    let b = (b - first[1] * a) / second[1];
    let c = (c - first[2] * a - second[2] * b) / third[2];
    let d = (d - first[3] * a - second[3] * b - third[3] * c) / last[3];
    [a, b, c, d]
}

/// Solves with the transpose of one lower triangular tile.
#[inline(always)]
fn solve_upper_tile<R: Real>(tile: &Tile<R>, [a, b, c, d]: Lane<R>) -> Lane<R> {
    let [first, second, third, last] = tile;
    let d = d / last[3];
    let c = (c - third[3] * d) / third[2];
    let b = (b - second[2] * c - second[3] * d) / second[1];
    let a = (a - first[1] * b - first[2] * c - first[3] * d) / first[0];
    [a, b, c, d]
}
