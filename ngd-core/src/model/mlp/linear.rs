//! z = W h + b at a block of points: every derivative of h is weighted as h itself.

use core::slice::ChunksExact;

use super::argument::entering_gradient;
use super::tape::{GRADIENT, Planes, SECOND};
use crate::{Jet, Real};

/// The coordinates of a block of points, each a lane.
#[inline(always)]
pub(super) fn coordinates<R: Real, const D: usize, const K: usize>(points: &[[R; D]; K]) -> [[R; K]; D] {
    let mut lanes = [[R::ZERO; K]; D];
    for (d, lane) in lanes.iter_mut().enumerate() {
        for (x, point) in lane.iter_mut().zip(points) {
            *x = point[d];
        }
    }
    lanes
}

/// z = b.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
pub(super) fn start<R: Real, const K: usize>(biases: &[R], z: &mut [[R; K]]) {
    for (z, bias) in z.iter_mut().zip(biases) {
        *z = [*bias; K];
    }
}

/// z = W x + b, the first layer.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
pub(super) fn enter<R: Real, const D: usize, const K: usize>(
    weights: &[R],
    biases: &[R],
    x: &[[R; K]; D],
    z: &mut [[R; K]],
) {
    for ((row, bias), z) in weights.as_chunks::<D>().0.iter().zip(biases).zip(z) {
        let mut sums = [*bias; K];
        for (w, x) in row.iter().zip(x) {
            for (sum, x) in sums.iter_mut().zip(x) {
                *sum += *w * *x;
            }
        }
        *z = sums;
    }
}

/// z += W h, unit by unit.
///
/// On a microcontroller one copy serves all passes.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
pub(super) fn add_weighted<R: Real, const K: usize>(
    mut rows: ChunksExact<'_, R>,
    inputs: &[[R; K]],
    z: &mut [[R; K]],
) {
    // Zipped, the chunks would be counted by a division, which may panic.
    for z in z {
        let Some(row) = rows.next() else { return };
        [*z] = weighted(row, inputs.as_chunks().0, [*z]);
    }
}

/// ∂z += W ∂h and ∂²z += W ∂²h, unit by unit.
#[inline(always)]
pub(super) fn add_weighted_derivatives<const ORDER: u8, R: Real, const D: usize, const K: usize>(
    rows: ChunksExact<'_, R>,
    inputs: &Planes<'_, R, D, K>,
    z: &mut Planes<'_, R, D, K>,
) {
    if ORDER >= GRADIENT {
        for (row, z) in rows.clone().zip(z.gradient.iter_mut()) {
            *z = weighted(row, inputs.gradient, *z);
        }
    }
    if ORDER >= SECOND {
        for (row, z) in rows.zip(z.second.iter_mut()) {
            *z = weighted(row, inputs.second, *z);
        }
    }
}

/// The jets of the outputs += W times the jets of the layer below, or of the coordinates x where there is
/// none.
#[inline(always)]
pub(super) fn add_to_outputs<const ORDER: u8, R: Real, const D: usize, const O: usize, const K: usize>(
    rows: ChunksExact<'_, R>,
    x: &[[R; K]; D],
    below: Option<&Planes<'_, R, D, K>>,
    jets: &mut [Jet<[R; K], D>; O],
) {
    let mut values = jets.each_ref().map(|jet| jet.value);
    add_weighted(rows.clone(), below.map_or(&x[..], |below| &*below.value), &mut values);
    for (jet, value) in jets.iter_mut().zip(values) {
        jet.value = value;
    }
    if ORDER >= GRADIENT {
        for (row, jet) in rows.zip(jets) {
            match below {
                None => jet.gradient = row.first_chunk().map_or(jet.gradient, entering_gradient),
                Some(below) => jet.gradient = weighted(row, below.gradient, jet.gradient),
            }
            if ORDER >= SECOND
                && let Some(below) = below
            {
                jet.second = weighted(row, below.second, jet.second);
            }
        }
    }
}

/// start + Σ_i w_i h_i for one unit, on planes of C derivatives.
#[inline(always)]
fn weighted<R: Real, const C: usize, const K: usize>(
    row: &[R],
    inputs: &[[[R; K]; C]],
    start: [[R; K]; C],
) -> [[R; K]; C] {
    let mut sums = start;
    for (w, input) in row.iter().zip(inputs) {
        for c in 0..C {
            for k in 0..K {
                sums[c][k] += *w * input[c][k];
            }
        }
    }
    sums
}
