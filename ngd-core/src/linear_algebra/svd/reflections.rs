//! Householder reflections with column pivoting.

use super::columns::{Columns, LANES, dot, largest};
use crate::Real;

/// A = Q R′, R′ with the columns of A in their places: of row k only columns that were not pivots before are not
/// zero, and that of the pivot is the largest. Multiplies the sides by Qᵀ. The number of rows that are not
/// zero.
///
/// Cost: 2P³/3 multiply-adds.
pub(super) fn triangularize<R: Real>(columns: &mut Columns<'_, R>) -> usize {
    columns.rows.fill(R::ONE);
    let mut rank = 0;
    while let Some(pivot) = columns.longest(0) {
        if reflect(columns, rank, pivot) {
            rank += 1;
        }
    }
    rank
}

/// Makes entries `row`… of the pivot's column a multiple of the first of them; whether they are not all zero.
/// The column is none of those that are left.
fn reflect<R: Real>(columns: &mut Columns<'_, R>, row: usize, pivot: usize) -> bool {
    let [_, scale] = columns.length(pivot);
    if let Some(norm) = columns.norms.get_mut(pivot) {
        *norm = R::ZERO;
    }
    let Some(factor) = reflection(columns, row, pivot) else { return false };
    if let Some(place) = columns.rows.get_mut(row) {
        *place = scale;
    }
    let stride = columns.reflector.len();
    let first = row - row % LANES;
    let Columns { entries, norms, sides, reflector, .. } = columns;
    let reflector = reflector.get(first..).unwrap_or_default();
    for (column, norm) in entries.chunks_exact_mut(stride.max(1)).zip(&mut **norms) {
        if *norm == R::ZERO {
            continue;
        }
        apply(column.get_mut(first..).unwrap_or_default(), reflector, factor);
        *norm = rest_of(column, row, *norm);
    }
    for side in sides {
        apply(side.get_mut(first..).unwrap_or_default(), reflector, factor);
    }
    true
}

/// Puts the reflector v, v = 1 at `row`, beside the columns, and its image in the place of the pivot's
/// column; returns the factor of H = I − factor · v vᵀ.
fn reflection<R: Real>(columns: &mut Columns<'_, R>, row: usize, pivot: usize) -> Option<R> {
    let stride = columns.reflector.len();
    let Columns { entries, reflector, .. } = columns;
    let column = entries.get_mut(pivot * stride..)?.get_mut(..stride)?;
    let rest = column.get_mut(row..)?;
    let top = largest(rest);
    if top == R::ZERO {
        return None;
    }
    reflector.fill(R::ZERO);
    let v = reflector.get_mut(row..)?;
    for (v, x) in v.iter_mut().zip(&*rest) {
        *v = *x / top;
    }
    let length = squares(v).sqrt();
    let (first, below) = v.split_first_mut()?;
    let image = if *first > R::ZERO { -length } else { length };
    let (factor, divisor) = ((image - *first) / image, *first - image);
    for v in below {
        *v = *v / divisor;
    }
    *first = R::ONE;
    rest.fill(R::ZERO);
    *rest.first_mut()? = image * top;
    Some(factor)
}

/// ‖x‖², of entries that need not begin at a multiple of eight.
fn squares<R: Real>(x: &[R]) -> R {
    let mut sum = R::ZERO;
    for x in x {
        sum += *x * *x;
    }
    sum
}

/// y := (I − factor · v vᵀ) y.
fn apply<R: Real>(y: &mut [R], v: &[R], factor: R) {
    let share = factor * dot(y, v);
    for (y, v) in y.iter_mut().zip(v) {
        *y -= share * *v;
    }
}

/// The length of what is left of a column below `row`, from that with it.
fn rest_of<R: Real>(column: &[R], row: usize, norm: R) -> R {
    let Some((x, below)) = column.get(row..).and_then(<[R]>::split_first) else { return R::ZERO };
    let ratio = *x / norm;
    let left = R::ONE - ratio * ratio;
    if left > R::of(0.1) {
        return norm * left.sqrt();
    }
    let top = largest(below);
    if top == R::ZERO {
        return R::ZERO;
    }
    let mut sum = R::ZERO;
    for x in below {
        let x = *x / top;
        sum += x * x;
    }
    top * sum.sqrt()
}
