//! G += Σ_k row_k row_kᵀ, eight rows at a time.

use super::packed::{Lane, PanelsMut, Tile};
use super::tile::{TWO_TILES, add_products, add_products_twice};
use crate::Real;
use crate::least_squares::PANEL_ROWS;

/// Adds rows to the packed lower triangle of a Gram matrix, one after another in their order: G += AᵀA.
///
/// Shapes: tiles g(g+1)/2, rows g blocks of 8 lanes, block I holding entries 4I…4I+3 of each row.
/// Cost: 4P² multiply-adds. A row of zeros changes nothing.
pub fn absorb<R: Real>(tiles: &mut [Tile<R>], rows: &[[Lane<R>; PANEL_ROWS]]) {
    let mut panels = PanelsMut::starting(tiles, 1);
    if TWO_TILES {
        let (pairs, rest) = rows.as_chunks::<2>();
        for [x0, x1] in pairs {
            let (Some(first), Some(second)) = (panels.next(), panels.next()) else { return };
            let Some((corner, square)) = second.split_last_mut() else { return };
            for ((a, b), y) in first.iter_mut().zip(square).zip(rows) {
                add_products_twice([a, b], [x0, x1], y);
            }
            add_products(corner, x1, x1);
        }
        absorb_panels(panels, rest, rows);
    } else {
        absorb_panels(panels, rows, rows);
    }
}

/// One panel for each block of `left`; tile J of a panel meets block J of `right`.
#[inline(always)]
fn absorb_panels<R: Real>(
    panels: PanelsMut<'_, R>,
    left: &[[Lane<R>; PANEL_ROWS]],
    right: &[[Lane<R>; PANEL_ROWS]],
) {
    for (panel, x) in panels.zip(left) {
        for (tile, y) in panel.iter_mut().zip(right) {
            add_products(tile, x, y);
        }
    }
}

/// Adds Aᵀb to a vector, row after row.
///
/// Shapes: vector 4g, rows g blocks of 8 lanes, b one entry per row.   Cost: 8P multiply-adds.
pub fn absorb_right_hand_side<R: Real>(
    vector: &mut [R],
    rows: &[[Lane<R>; PANEL_ROWS]],
    right_hand_side: &[R; PANEL_ROWS],
) {
    for (lane, block) in vector.as_chunks_mut::<4>().0.iter_mut().zip(rows) {
        let mut sums = *lane;
        for (row, b) in block.iter().zip(right_hand_side) {
            for (sum, entry) in sums.iter_mut().zip(row) {
                *sum += *entry * *b;
            }
        }
        *lane = sums;
    }
}
