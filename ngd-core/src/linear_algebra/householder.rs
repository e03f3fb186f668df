//! QR of R stacked on eight rows, in blocks of four columns: RᵀR grows by AᵀA, and no Gram matrix is formed.
//!
//! Four reflections I − τ v vᵀ, v = (e_c; V_c), are gathered as I − (I; V) T (I, Vᵀ) and applied to the
//! columns on their right together: W = Tᵀ(R + VᵀA), R −= W, A −= V W.

use super::packed::{ColumnMut, Lane, Tile};
use super::tile::{TWO_TILES, add_multiple, square_root, subtract_multiple};
use crate::Real;
use crate::least_squares::PANEL_ROWS;

/// Eight rows of four columns.
type Rows<R> = [Lane<R>; PANEL_ROWS];

/// The two right-hand sides that are carried along: what is known of them and what comes with the rows.
pub struct Sides<'a, R> {
    /// Qᵀ times the first and the second right-hand side so far, 4g words each.
    pub carried: [&'a mut [R]; 2],
    /// The two right-hand sides of the eight rows in the first two columns; overwritten by what no parameter
    /// explains.
    pub rows: Rows<R>,
}

/// Replaces R by the triangular factor of R stacked on eight rows; the rows touch no column before 4·`first`.
///
/// Shapes: tiles g(g+1)/2, rows g−`first` blocks of 8 lanes, overwritten.   Cost: 9p² multiply-adds, p = P −
/// 4·`first`, and 4p divisions and square roots. Rows of zeros change nothing; diagonal entries of R may
/// become negative.
///
/// # Source
/// Golub, Van Loan, *Matrix Computations*, 4th ed., sections 5.1 and 5.2 (compact WY form of Schreiber,
/// Van Loan 1989). A column is scaled where its squares would overflow or lose digits, and rows whose
/// squares vanish beside its pivot are taken for zero.
pub fn absorb<R: Real>(tiles: &mut [Tile<R>], first: usize, rows: &mut [Rows<R>], sides: &mut Sides<'_, R>) {
    let mut block = first;
    let mut rest = rows;
    while let Some((v, right)) = rest.split_first_mut() {
        let mut column = ColumnMut::new(tiles, block);
        let Some(diagonal) = column.next() else { return };
        if let Some(t) = reflect(diagonal, v) {
            let mut blocks = right.iter_mut();
            while let (Some(a), Some(tile)) = (blocks.next(), column.next()) {
                if TWO_TILES && let (Some(b), Some(next)) = (blocks.next(), column.next()) {
                    apply(v, &t, [tile, next], [a, b]);
                } else {
                    apply(v, &t, [tile], [a]);
                }
            }
            apply_to_sides(v, &t, block, sides);
        }
        rest = right;
        block += 1;
    }
}

/// The four reflections that bring the columns of a diagonal tile to triangular form. V replaces the rows; T
/// is returned, or `None` if there was nothing to reflect.
#[inline(always)]
fn reflect<R: Real>(diagonal: &mut Tile<R>, rows: &mut Rows<R>) -> Option<Tile<R>> {
    let mut t = [[R::ZERO; 4]; 4];
    let reflected = [
        reflect_column::<R, 0>(diagonal, rows, &mut t),
        reflect_column::<R, 1>(diagonal, rows, &mut t),
        reflect_column::<R, 2>(diagonal, rows, &mut t),
        reflect_column::<R, 3>(diagonal, rows, &mut t),
    ];
    (reflected != [false; 4]).then_some(t)
}

/// The reflection of column C, taken from the columns on its right. Whether there was anything to reflect.
#[inline(always)]
#[expect(clippy::needless_range_loop, reason = "the indices are those of the formula")]
fn reflect_column<R: Real, const C: usize>(
    diagonal: &mut Tile<R>,
    rows: &mut Rows<R>,
    t: &mut Tile<R>,
) -> bool {
    let (mut scale, mut pivot) = (R::ONE, diagonal[C][C]);
    let mut dots = column_dots(rows, C);
    let small = R::EPSILON * R::EPSILON;
    if !(small..=R::ONE / small).contains(&(pivot * pivot + dots[C])) {
        (scale, pivot) = rescale(rows, C, pivot);
        dots = redone_column_dots(rows, C);
    }
    if dots[C] < R::MIN_POSITIVE {
        for row in rows.iter_mut() {
            row[C] = R::ZERO;
        }
        return false;
    }
    let norm = square_root(pivot * pivot + dots[C]);
    let beta = if pivot < R::ZERO { norm } else { -norm };
    let tau = (beta - pivot) / beta;
    let factor = R::ONE / (pivot - beta);
    diagonal[C][C] = beta * scale;
    let mut change = [R::ZERO; 4];
    for l in C + 1..4 {
        change[l] = tau * (diagonal[C][l] + factor * dots[l]);
        diagonal[C][l] -= change[l];
    }
    for row in rows.iter_mut() {
        row[C] *= factor;
        for l in C + 1..4 {
            let product = row[C] * change[l];
            row[l] -= product;
        }
    }
    // T_bc = −τ Σ_m T_bm V_mᵀV_c
    for b in 0..C {
        let mut sum = R::ZERO;
        for m in b..C {
            sum += t[b][m] * dots[m];
        }
        t[b][C] = -(tau * factor * sum);
    }
    t[C][C] = tau;
    true
}

/// Divides column c of the rows by Σ|entry| + |pivot|. This sum, and the pivot divided by it; if the sum is
/// below the smallest normal number, both become zero.
#[cold]
#[inline(never)]
fn rescale<R: Real>(rows: &mut Rows<R>, c: usize, pivot: R) -> (R, R) {
    let mut scale = pivot.abs();
    for entry in rows.iter().filter_map(|row| row.get(c)) {
        scale += entry.abs();
    }
    let inverse = if scale < R::MIN_POSITIVE { R::ZERO } else { R::ONE / scale };
    for entry in rows.iter_mut().filter_map(|row| row.get_mut(c)) {
        *entry *= inverse;
    }
    (scale, pivot * inverse)
}

/// Inner products of column c of the rows with all four columns.
#[inline(always)]
fn column_dots<R: Real>(rows: &Rows<R>, c: usize) -> Lane<R> {
    let mut dots = [R::ZERO; 4];
    for row in rows {
        let Some(entry) = row.get(c) else { break };
        add_multiple(&mut dots, *entry, row);
    }
    dots
}

/// [`column_dots`] where it is seldom needed, once in the program.
#[cold]
#[inline(never)]
fn redone_column_dots<R: Real>(rows: &Rows<R>, c: usize) -> Lane<R> {
    column_dots(rows, c)
}

/// W = Tᵀ(top + VᵀA), top −= W, A −= V W for N blocks of columns at a time.
///
/// Out of line on x86, where the compiler otherwise takes lanes apart.
#[cfg_attr(target_arch = "x86_64", inline(never))]
#[cfg_attr(not(target_arch = "x86_64"), inline(always))]
fn apply<R: Real, const N: usize>(
    v: &Rows<R>,
    t: &Tile<R>,
    tops: [&mut Tile<R>; N],
    mut rows: [&mut Rows<R>; N],
) {
    let mut changes = [[[R::ZERO; 4]; 4]; N];
    for (w, top) in changes.iter_mut().zip(&tops) {
        *w = **top;
    }
    for (k, v) in v.iter().enumerate() {
        for (w, rows) in changes.iter_mut().zip(&rows) {
            for (sums, v) in w.iter_mut().zip(v) {
                add_multiple(sums, *v, &rows[k]);
            }
        }
    }
    for w in &mut changes {
        multiply_transposed(w, t);
    }
    for (w, top) in changes.iter().zip(tops) {
        for (row, change) in top.iter_mut().zip(w) {
            for (entry, change) in row.iter_mut().zip(change) {
                *entry -= *change;
            }
        }
    }
    for (k, v) in v.iter().enumerate() {
        for (w, rows) in changes.iter().zip(&mut rows) {
            let mut row = rows[k];
            for (change, v) in w.iter().zip(v) {
                subtract_multiple(&mut row, *v, change);
            }
            rows[k] = row;
        }
    }
}

/// `w` := Tᵀ`w`.
#[inline(always)]
#[expect(clippy::needless_range_loop, reason = "the indices are those of the formula")]
fn multiply_transposed<R: Real>(w: &mut Tile<R>, t: &Tile<R>) {
    for l in 0..4 {
        let [a, b, c, d] = [w[0][l], w[1][l], w[2][l], w[3][l]];
        w[0][l] = a * t[0][0];
        w[1][l] = b * t[1][1] + a * t[0][1];
        w[2][l] = c * t[2][2] + a * t[0][2] + b * t[1][2];
        w[3][l] = d * t[3][3] + a * t[0][3] + b * t[1][3] + c * t[2][3];
    }
}

/// [`apply`] to the two right-hand sides, as two more columns.
fn apply_to_sides<R: Real>(v: &Rows<R>, t: &Tile<R>, block: usize, sides: &mut Sides<'_, R>) {
    let [first, second] = &mut sides.carried;
    let (Some(first), Some(second)) =
        (first.as_chunks_mut::<4>().0.get_mut(block), second.as_chunks_mut::<4>().0.get_mut(block))
    else {
        return;
    };
    let mut top = [[R::ZERO; 4]; 4];
    for (pair, (a, b)) in top.iter_mut().zip(first.iter().zip(second.iter())) {
        *pair = [*a, *b, R::ZERO, R::ZERO];
    }
    apply(v, t, [&mut top], [&mut sides.rows]);
    for ((a, b), pair) in first.iter_mut().zip(second.iter_mut()).zip(&top) {
        [*a, *b, _, _] = *pair;
    }
}
