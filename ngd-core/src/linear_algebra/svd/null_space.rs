//! Columns for the singular value zero.

use super::columns::{Columns, dot};
use crate::Real;

/// Completes the first `rank` columns, which are orthonormal, to a basis, axis by axis: each time that which
/// the columns so far reach least. Cost: 3P² multiply-adds a column.
pub(super) fn complete<R: Real>(columns: &mut Columns<'_, R>, rank: usize) {
    for new in rank..columns.parameters {
        let Some(axis) = least_reached(columns, new) else { return };
        let column = columns.column_mut(new);
        column.fill(R::ZERO);
        if let Some(entry) = column.get_mut(axis) {
            *entry = R::ONE;
        }
        // Twice is enough (Kahan, Parlett).
        for _ in 0..2 {
            for old in 0..new {
                let [v, x] = columns.pair_mut(old, new);
                let along = dot(v, x);
                for (x, v) in x.iter_mut().zip(&*v) {
                    *x -= along * *v;
                }
            }
        }
        let column = columns.column_mut(new);
        let norm = dot(column, column).sqrt();
        for x in column {
            *x = *x / norm;
        }
        if let Some(sigma) = columns.norms.get_mut(new) {
            *sigma = R::ZERO;
        }
    }
}

/// The axis of which the first `count` columns, whose squares the reflector's place sums up, hold least.
fn least_reached<R: Real>(columns: &mut Columns<'_, R>, count: usize) -> Option<usize> {
    let stride = columns.reflector.len();
    let Columns { entries, reflector, parameters, .. } = columns;
    reflector.fill(R::ZERO);
    for column in entries.chunks_exact(stride.max(1)).take(count) {
        for (sum, x) in reflector.iter_mut().zip(column) {
            *sum += *x * *x;
        }
    }
    let mut least: Option<(usize, R)> = None;
    for (axis, sum) in reflector.iter().enumerate().take(*parameters) {
        if least.is_none_or(|(_, smallest)| *sum < smallest) {
            least = Some((axis, *sum));
        }
    }
    least.map(|(axis, _)| axis)
}
