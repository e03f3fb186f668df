//! G += Σ_k row_k row_kᵀ, eight rows at a time.

use super::packed::{Lane, PanelsMut, Tile};
use super::tile::{
    TWO_TILES, add_multiple, add_products, add_products_twice, add_squares, add_squares_beside,
};
use crate::Real;
use crate::linear_algebra::PANEL_ROWS;

/// Adds rows to the packed lower triangle of a Gram matrix, one after another in their order: G += AᵀA.
///
/// Shapes: tiles g(g+1)/2, rows g blocks of 8 lanes, block I holding entries 4I…4I+3 of each row.
/// Cost: 4P² multiply-adds. A row of zeros changes nothing.
pub fn absorb<R: Real>(tiles: &mut [Tile<R>], rows: &[[Lane<R>; PANEL_ROWS]]) {
    let mut panels = PanelsMut::starting(tiles, 1);
    let mut blocks = rows.iter();
    while let (Some(panel), Some(x0)) = (panels.next(), blocks.next()) {
        let Some((diagonal, left)) = panel.split_last_mut() else { return };
        add_squares(diagonal, x0);
        if TWO_TILES && let (Some(panel), Some(x1)) = (panels.next(), blocks.next()) {
            let Some((second_diagonal, second)) = panel.split_last_mut() else { return };
            for ((a, b), y) in left.iter_mut().zip(&mut *second).zip(rows) {
                add_products_twice([a, b], [x0, x1], y);
            }
            if let Some(tile) = second.last_mut() {
                add_products(tile, x1, x0);
            }
            add_squares(second_diagonal, x1);
        } else {
            for (tile, y) in left.iter_mut().zip(rows) {
                add_products(tile, x0, y);
            }
        }
    }
}

/// [`absorb`] and [`absorb_right_hand_sides`]. On a microcontroller the rows are loaded once for the diagonal and
/// both vectors.
pub fn absorb_all<R: Real>(
    tiles: &mut [Tile<R>],
    [first, second]: [&mut [R]; 2],
    rows: &[[Lane<R>; PANEL_ROWS]],
    sides: [&[R; PANEL_ROWS]; 2],
) {
    if TWO_TILES || cfg!(target_pointer_width = "64") {
        absorb(tiles, rows);
        return absorb_right_hand_sides([first, second], rows, sides);
    }
    let vectors = first.as_chunks_mut().0.iter_mut().zip(second.as_chunks_mut().0);
    for ((panel, x), (a, b)) in PanelsMut::starting(tiles, 1).zip(rows).zip(vectors) {
        let Some((diagonal, left)) = panel.split_last_mut() else { return };
        add_squares_beside(diagonal, [a, b], x, sides);
        for (tile, y) in left.iter_mut().zip(rows) {
            add_products(tile, x, y);
        }
    }
}

/// Adds Aᵀb to a vector for each of two right-hand sides b, row after row.
///
/// Shapes: vectors 4g, rows g blocks of 8 lanes, b one entry per row.   Cost: 16P multiply-adds.
pub fn absorb_right_hand_sides<R: Real>(
    vectors: [&mut [R]; 2],
    rows: &[[Lane<R>; PANEL_ROWS]],
    right_hand_sides: [&[R; PANEL_ROWS]; 2],
) {
    let [first, second] = vectors.map(|vector| vector.as_chunks_mut::<4>().0);
    let [left, right] = right_hand_sides;
    for ((first, second), block) in first.iter_mut().zip(second).zip(rows) {
        let (mut a, mut b) = (*first, *second);
        for ((row, left), right) in block.iter().zip(left).zip(right) {
            add_multiple(&mut a, *left, row);
            add_multiple(&mut b, *right, row);
        }
        (*first, *second) = (a, b);
    }
}
