//! z = W h + b at a block of points: every derivative of h is weighted as h itself.

use core::slice::ChunksExact;

use super::argument::entering_gradient;
use super::lane::{add_scaled, place};
use super::tape::{GRADIENT, Planes, SECOND};
use crate::real::unrolled::{each, splat};
use crate::{Jet, Real};

/// The coordinates of a block of points, each a lane.
#[inline(always)]
pub(super) fn coordinates<R: Real, const D: usize, const K: usize>(points: &[[R; D]; K]) -> [[R; K]; D] {
    let mut lanes = [[R::ZERO; K]; D];
    for (d, lane) in lanes.iter_mut().enumerate() {
        each::<K>(|k| lane[k] = points[k][d]);
    }
    lanes
}

/// z = b.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
pub(super) fn start<R: Real, const K: usize>(biases: &[R], z: &mut [[R; K]]) {
    for (z, bias) in z.iter_mut().zip(biases) {
        *z = splat(*bias);
    }
}

/// z = W x + b, the first layer.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
pub(super) fn enter<R: Real, const D: usize, const K: usize>(
    weights: &[R],
    biases: &[R],
    points: &[[R; D]; K],
    z: &mut [[R; K]],
) {
    if cfg!(target_pointer_width = "64") {
        let x = coordinates(points);
        for ((row, bias), z) in weights.as_chunks::<D>().0.iter().zip(biases).zip(z) {
            let mut sums = [*bias; K];
            for (w, x) in row.iter().zip(&x) {
                add_scaled(&mut sums, *w, x);
            }
            *z = sums;
        }
        return;
    }
    for ((row, bias), z) in weights.as_chunks().0.iter().zip(biases).zip(z) {
        let mut sums = splat(*bias);
        add_input::<0, R, D, K>(&mut sums, row, points);
        add_input::<1, R, D, K>(&mut sums, row, points);
        add_input::<2, R, D, K>(&mut sums, row, points);
        add_input::<3, R, D, K>(&mut sums, row, points);
        for (d, w) in row.iter().enumerate().skip(4) {
            each::<K>(|k| sums[k] += *w * points[k][d]);
        }
        *z = sums;
    }
}

/// sums += w_I x_I, if there is such an input.
#[inline(always)]
fn add_input<const I: usize, R: Real, const D: usize, const K: usize>(
    sums: &mut [R; K],
    row: &[R; D],
    points: &[[R; D]; K],
) {
    if I < D {
        each::<K>(|k| sums[k] += row[I] * points[k][I]);
    }
}

/// z += W h, unit by unit.
///
/// On a microcontroller one copy serves all passes.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
pub(super) fn add_weighted<R: Real, const K: usize>(
    mut weights: &[R],
    width: usize,
    inputs: &[[R; K]],
    z: &mut [[R; K]],
) {
    // Chunks would be counted by a division.
    for z in z {
        let Some((row, rest)) = weights.split_at_checked(width) else { return };
        [*z] = weighted(row, inputs.as_chunks().0, [*z]);
        weights = rest;
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

/// The derivatives of the outputs += W times those of the layer below.
#[inline(always)]
pub(super) fn add_derivatives_to_outputs<
    const ORDER: u8,
    R: Real,
    const D: usize,
    const O: usize,
    const K: usize,
    const E: usize,
>(
    rows: ChunksExact<'_, R>,
    below: &Planes<'_, R, D, K>,
    jets: &mut [Jet<[R; K], E>; O],
) {
    if ORDER >= GRADIENT {
        for (row, jet) in rows.zip(jets) {
            let mut start = [[R::ZERO; K]; D];
            place(&mut start, &jet.gradient);
            place(&mut jet.gradient, &weighted(row, below.gradient, start));
            if ORDER >= SECOND {
                place(&mut start, &jet.second);
                place(&mut jet.second, &weighted(row, below.second, start));
            }
        }
    }
}

/// The gradients of the outputs = W, where there is no layer below.
#[inline(always)]
pub(super) fn enter_gradients<
    const ORDER: u8,
    R: Real,
    const D: usize,
    const O: usize,
    const K: usize,
    const E: usize,
>(
    weights: &[R],
    jets: &mut [Jet<[R; K], E>; O],
) {
    if ORDER >= GRADIENT {
        for (row, jet) in weights.as_chunks().0.iter().zip(jets) {
            place(&mut jet.gradient, &entering_gradient::<R, D, K>(row));
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
        for (sum, input) in sums.iter_mut().zip(input) {
            add_scaled(sum, *w, input);
        }
    }
    sums
}
