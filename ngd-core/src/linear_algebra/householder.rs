//! QR of R stacked on eight rows, in blocks of four columns: RᵀR grows by AᵀA, and no Gram matrix is formed.
//!
//! Four reflections I − τ v vᵀ, v = (e_c; V_c), are gathered as I − (I; V) T (I, Vᵀ) and applied to the columns on
//! their right together: W = Tᵀ(R + VᵀA), R −= W, A −= V W.

use super::packed::{ColumnMut, Lane, Tile};
use crate::Real;
use crate::least_squares::PANEL_ROWS;

/// Eight rows of W columns.
type Rows<R, const W: usize> = [[R; W]; PANEL_ROWS];

/// The two right-hand sides that are carried along: what is known of them and what comes with the rows.
pub struct Sides<'a, R> {
    /// Qᵀ times the first and the second right-hand side so far, 4g words each.
    pub carried: [&'a mut [R]; 2],
    /// The two right-hand sides of the eight rows; overwritten by what no parameter explains.
    pub rows: Rows<R, 2>,
}

/// Replaces R by the triangular factor of R stacked on eight rows; the rows touch no column before 4·`first`.
///
/// Shapes: tiles g(g+1)/2, rows g−`first` blocks of 8 lanes, overwritten.   Cost: 8(P−4·first)² multiply-adds, a tenth
/// more for small P. Rows of zeros change nothing; diagonal entries of R may become negative.
///
/// # Source
/// Golub, Van Loan, *Matrix Computations*, 4th ed., sections 5.1.3 and 5.2.3 (compact WY form of Schreiber, Van
/// Loan 1989). A column whose rows sum up to less than the smallest normal number is taken for zero.
pub fn absorb<R: Real>(
    tiles: &mut [Tile<R>],
    first: usize,
    rows: &mut [Rows<R, 4>],
    sides: &mut Sides<'_, R>,
) {
    let mut block = first;
    let mut rest = rows;
    while let Some((v, right)) = rest.split_first_mut() {
        let mut column = ColumnMut::new(tiles, block);
        let Some(diagonal) = column.next() else { return };
        if let Some(t) = reflect(diagonal, v) {
            for (a, tile) in right.iter_mut().zip(column) {
                apply(v, &t, tile, a);
            }
            apply_to_sides(v, &t, block, sides);
        }
        rest = right;
        block += 1;
    }
}

/// The four reflections that bring the columns of a diagonal tile to triangular form. V replaces the rows; T is
/// returned, or `None` if there was nothing to reflect.
#[expect(clippy::needless_range_loop, reason = "the indices are those of the formula")]
fn reflect<R: Real>(diagonal: &mut Tile<R>, rows: &mut Rows<R, 4>) -> Option<Tile<R>> {
    let mut t = [[R::ZERO; 4]; 4];
    let mut reflected = false;
    for c in 0..4 {
        let mut size = R::ZERO;
        for row in rows.iter() {
            size += row[c].abs();
        }
        if size < R::MIN_POSITIVE {
            for row in rows.iter_mut() {
                row[c] = R::ZERO;
            }
            continue;
        }
        reflected = true;
        let scale = size + diagonal[c][c].abs();
        let inverse = R::ONE / scale;
        let dots = scale_and_dot(rows, c, inverse);
        let pivot = diagonal[c][c] * inverse;
        let norm = (pivot * pivot + dots[c]).sqrt();
        let beta = if pivot < R::ZERO { norm } else { -norm };
        let tau = (beta - pivot) / beta;
        let factor = R::ONE / (pivot - beta);
        diagonal[c][c] = beta * scale;
        let mut change = [R::ZERO; 4];
        for l in c + 1..4 {
            change[l] = tau * (diagonal[c][l] + factor * dots[l]);
            diagonal[c][l] -= change[l];
        }
        subtract_reflected(rows, c, factor, &change);
        // T_bc = −τ Σ_m T_bm V_mᵀV_c
        for b in 0..c {
            let mut sum = R::ZERO;
            for m in b..c {
                sum += t[b][m] * dots[m];
            }
            t[b][c] = -(tau * factor * sum);
        }
        t[c][c] = tau;
    }
    reflected.then_some(t)
}

/// Scales column c of the rows and returns its inner products with all four columns.
#[inline(always)]
fn scale_and_dot<R: Real>(rows: &mut Rows<R, 4>, c: usize, inverse: R) -> Lane<R> {
    let mut dots = [R::ZERO; 4];
    for row in rows.iter_mut() {
        let Some(entry) = row.get_mut(c) else { break };
        *entry *= inverse;
        let entry = *entry;
        for (dot, other) in dots.iter_mut().zip(row) {
            *dot += entry * *other;
        }
    }
    dots
}

/// Makes V_c of column c and takes V_c times `change` from the rows; `change` is zero up to c.
#[inline(always)]
fn subtract_reflected<R: Real>(rows: &mut Rows<R, 4>, c: usize, factor: R, change: &Lane<R>) {
    for row in rows.iter_mut() {
        let Some(entry) = row.get(c) else { break };
        let v = *entry * factor;
        for (entry, change) in row.iter_mut().zip(change) {
            *entry -= v * *change;
        }
        if let Some(entry) = row.get_mut(c) {
            *entry = v;
        }
    }
}

/// W = Tᵀ(top + VᵀA), top −= W, A −= V W.
#[inline(always)]
#[expect(clippy::needless_range_loop, reason = "the indices are those of the formula")]
fn apply<R: Real, const W: usize>(v: &Rows<R, 4>, t: &Tile<R>, top: &mut [[R; W]; 4], a: &mut Rows<R, W>) {
    let mut w = *top;
    for (row, v) in a.iter().zip(v) {
        for (sums, v) in w.iter_mut().zip(v) {
            for (sum, entry) in sums.iter_mut().zip(row) {
                *sum += *entry * *v;
            }
        }
    }
    for c in (0..4).rev() {
        for l in 0..W {
            let mut sum = w[c][l] * t[c][c];
            for b in 0..c {
                sum += w[b][l] * t[b][c];
            }
            w[c][l] = sum;
        }
    }
    for (row, change) in top.iter_mut().zip(&w) {
        for (entry, change) in row.iter_mut().zip(change) {
            *entry -= *change;
        }
    }
    for (row, v) in a.iter_mut().zip(v) {
        let mut entries = *row;
        for (change, v) in w.iter().zip(v) {
            for (entry, change) in entries.iter_mut().zip(change) {
                *entry -= *change * *v;
            }
        }
        *row = entries;
    }
}

/// [`apply`] to the two right-hand sides, as two more columns.
fn apply_to_sides<R: Real>(v: &Rows<R, 4>, t: &Tile<R>, block: usize, sides: &mut Sides<'_, R>) {
    let [first, second] = &mut sides.carried;
    let (Some(first), Some(second)) =
        (first.as_chunks_mut::<4>().0.get_mut(block), second.as_chunks_mut::<4>().0.get_mut(block))
    else {
        return;
    };
    let mut top = [[R::ZERO; 2]; 4];
    for (pair, (a, b)) in top.iter_mut().zip(first.iter().zip(second.iter())) {
        *pair = [*a, *b];
    }
    apply(v, t, &mut top, &mut sides.rows);
    for ((a, b), pair) in first.iter_mut().zip(second.iter_mut()).zip(&top) {
        [*a, *b] = *pair;
    }
}
