//! QR of R stacked on eight rows, in blocks of four columns: RᵀR grows by AᵀA, and no Gram matrix is formed.
//!
//! Four reflections I − τ v vᵀ, v = (e_c; V_c), are gathered as I − (I; V) T (I, Vᵀ) and applied to the
//! columns on their right together: W = Tᵀ(R + VᵀA), R −= W, A −= V W.

use super::packed::{ColumnMut, Lane, Tile};
use super::tile::{TWO_TILES, add_multiple, multiply_add, scaled, square_root, subtract_multiple};
use crate::Real;
use crate::linear_algebra::PANEL_ROWS;
use crate::real::unrolled::each;

/// Eight rows of four columns.
type Rows<R> = [Lane<R>; PANEL_ROWS];

/// The two right-hand sides that are carried along: what is known of them and what comes with the rows.
pub struct Sides<'a, R> {
    /// Qᵀ times the first and the second right-hand side so far, 4g words each.
    pub carried: [&'a mut [R]; 2],
    /// The two right-hand sides of the eight rows; overwritten by what no parameter explains.
    pub rows: [&'a mut [R; PANEL_ROWS]; 2],
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
    each::<4>(|l| {
        if l > C {
            change[l] = tau * (diagonal[C][l] + factor * dots[l]);
        }
    });
    each::<4>(|l| {
        if l > C {
            diagonal[C][l] -= change[l];
        }
    });
    for row in rows.iter_mut() {
        let entry = row[C] * factor;
        row[C] = entry;
        each::<4>(|l| {
            if l > C {
                row[l] -= entry * change[l];
            }
        });
    }
    fill_column::<R, 0, C>(t, tau * factor, &dots);
    fill_column::<R, 1, C>(t, tau * factor, &dots);
    fill_column::<R, 2, C>(t, tau * factor, &dots);
    t[C][C] = tau;
    true
}

/// T_bc = −τ Σ_m T_bm V_mᵀV_c for b = B < c = C.
#[inline(always)]
fn fill_column<R: Real, const B: usize, const C: usize>(t: &mut Tile<R>, factor: R, dots: &Lane<R>) {
    if B < C {
        let mut sum = R::ZERO;
        each::<4>(|m| {
            if B <= m && m < C {
                sum += t[B][m] * dots[m];
            }
        });
        t[B][C] = -(factor * sum);
    }
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
    for (k, [v0, v1]) in v.as_chunks().0.iter().enumerate() {
        for (w, rows) in changes.iter_mut().zip(&rows) {
            let Some([row0, row1]) = rows.as_chunks().0.get(k) else { break };
            multiply_add(w, row0, v0);
            multiply_add(w, row1, v1);
        }
    }
    for w in &mut changes {
        multiply_transposed(w, t);
    }
    for (w, top) in changes.iter().zip(tops) {
        let [a, b, c, d] = top;
        each::<4>(|l| a[l] -= w[0][l]);
        each::<4>(|l| b[l] -= w[1][l]);
        each::<4>(|l| c[l] -= w[2][l]);
        each::<4>(|l| d[l] -= w[3][l]);
    }
    for (k, v) in v.iter().enumerate() {
        for (w, rows) in changes.iter().zip(&mut rows) {
            let mut row = rows[k];
            subtract_multiple(&mut row, v[0], &w[0]);
            subtract_multiple(&mut row, v[1], &w[1]);
            subtract_multiple(&mut row, v[2], &w[2]);
            subtract_multiple(&mut row, v[3], &w[3]);
            rows[k] = row;
        }
    }
}

/// `w` := Tᵀ`w`.
#[inline(always)]
fn multiply_transposed<R: Real>(w: &mut Tile<R>, t: &Tile<R>) {
    let [first, second, third, last] = t;
    let [a, b, c, d] = *w;
    *w = [scaled(a, first[0]), scaled(b, second[1]), scaled(c, third[2]), scaled(d, last[3])];
    add_multiple(&mut w[1], first[1], &a);
    add_multiple(&mut w[2], first[2], &a);
    add_multiple(&mut w[2], second[2], &b);
    add_multiple(&mut w[3], first[3], &a);
    add_multiple(&mut w[3], second[3], &b);
    add_multiple(&mut w[3], third[3], &c);
}

/// [`apply`] to the two right-hand sides, two more columns.
fn apply_to_sides<R: Real>(v: &Rows<R>, t: &Tile<R>, block: usize, sides: &mut Sides<'_, R>) {
    for (carried, rows) in sides.carried.iter_mut().zip(&mut sides.rows) {
        let Some(top) = carried.as_chunks_mut().0.get_mut(block) else { return };
        apply_to_column(v, t, top, rows);
    }
}

/// [`apply`] to one column.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
fn apply_to_column<R: Real>(v: &Rows<R>, t: &Tile<R>, top: &mut Lane<R>, rows: &mut [R; PANEL_ROWS]) {
    let mut w = *top;
    for (v, entry) in v.iter().zip(&*rows) {
        add_multiple(&mut w, *entry, v);
    }
    let [first, second, third, last] = t;
    let [a, b, c, d] = w;
    let w = [
        a * first[0],
        b * second[1] + a * first[1],
        c * third[2] + a * first[2] + b * second[2],
        d * last[3] + a * first[3] + b * second[3] + c * third[3],
    ];
    each::<4>(|l| top[l] -= w[l]);
    for (v, entry) in v.iter().zip(rows) {
        *entry = *entry - v[0] * w[0] - v[1] * w[1] - v[2] * w[2] - v[3] * w[3];
    }
}
