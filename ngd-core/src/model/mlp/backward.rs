//! Derivatives in θ: the adjoint of the forward pass, from the outputs back to the inputs.

use super::tape::{Cutter, Planes, Tape};
use super::{Layer, Mlp};
use crate::model::At;
use crate::{Jet, Real};

pub(super) fn pull_backs<R: Real, const D: usize, const O: usize, const K: usize>(
    mlp: &Mlp<D, O>,
    at: At<'_, R, D, K>,
    cotangents: &[Jet<[R; K], D>; O],
    scratch: &mut [R],
    rows: &mut [[R; K]],
) {
    let At { theta, points, order } = at;
    let mut cutter = Cutter(scratch);
    let tapes = cutter.tapes(mlp, order);
    let mut above = cutter.planes(mlp.widest(), order);
    let mut below = cutter.planes(mlp.widest(), order);
    load(cotangents, &mut above);
    let mut index = mlp.hidden();
    for tape in tapes.iter().rev().flatten() {
        let layer = mlp.layer(index);
        write_rows(&layer, &above, &tape.output, rows);
        descend(&layer, theta, &above, &mut below);
        deactivate(tape, &mut below);
        core::mem::swap(&mut above, &mut below);
        index -= 1;
    }
    write_entering_rows(&mlp.layer(0), &above, points, rows);
}

fn load<R: Real, const D: usize, const O: usize, const K: usize>(
    cotangents: &[Jet<[R; K], D>; O],
    adjoint: &mut Planes<'_, R, D, K>,
) {
    for (z, c) in adjoint.value.iter_mut().zip(cotangents) {
        *z = c.value;
    }
    for (z, c) in adjoint.gradient.iter_mut().zip(cotangents) {
        *z = c.gradient;
    }
    for (z, c) in adjoint.second.iter_mut().zip(cotangents) {
        *z = c.second;
    }
}

/// The rows of W and b of one layer, as slices of units' rows.
fn layer_rows<'a, R, const K: usize>(
    layer: &Layer,
    rows: &'a mut [[R; K]],
) -> (&'a mut [[R; K]], &'a mut [[R; K]]) {
    rows.get_mut(layer.offset..)
        .and_then(|rest| rest.split_at_mut_checked(layer.weights()))
        .and_then(|(weights, rest)| Some((weights, rest.get_mut(..layer.outputs)?)))
        .unwrap_or((&mut [], &mut []))
}

/// ∂/∂W_oi = z̄_o h_i, summed over value, first and second derivatives; ∂/∂b_o = z̄_o.
fn write_rows<R: Real, const D: usize, const K: usize>(
    layer: &Layer,
    adjoint: &Planes<'_, R, D, K>,
    inputs: &Planes<'_, R, D, K>,
    rows: &mut [[R; K]],
) {
    let (weights, biases) = layer_rows(layer, rows);
    for (row, z) in biases.iter_mut().zip(adjoint.value.iter()) {
        *row = *z;
    }
    let width = layer.inputs.max(1);
    for (unit, z) in weights.chunks_exact_mut(width).zip(adjoint.value.iter()) {
        for (row, h) in unit.iter_mut().zip(inputs.value.iter()) {
            for k in 0..K {
                row[k] = z[k] * h[k];
            }
        }
    }
    for (unit, z) in weights.chunks_exact_mut(width).zip(adjoint.gradient.iter()) {
        add_products(unit, z, inputs.gradient);
    }
    for (unit, z) in weights.chunks_exact_mut(width).zip(adjoint.second.iter()) {
        add_products(unit, z, inputs.second);
    }
}

/// row_i += Σ_d z_d h_i,d.
#[inline(always)]
fn add_products<R: Real, const D: usize, const K: usize>(
    unit: &mut [[R; K]],
    z: &[[R; K]; D],
    inputs: &[[[R; K]; D]],
) {
    for (row, h) in unit.iter_mut().zip(inputs) {
        for d in 0..D {
            for k in 0..K {
                row[k] += z[d][k] * h[d][k];
            }
        }
    }
}

/// The first layer's inputs are x, with ∂x = I and ∂²x = 0.
fn write_entering_rows<R: Real, const D: usize, const K: usize>(
    layer: &Layer,
    adjoint: &Planes<'_, R, D, K>,
    points: &[[R; D]; K],
    rows: &mut [[R; K]],
) {
    let (weights, biases) = layer_rows(layer, rows);
    for (row, z) in biases.iter_mut().zip(adjoint.value.iter()) {
        *row = *z;
    }
    let units = weights.as_chunks_mut::<D>().0;
    for (unit, z) in units.iter_mut().zip(adjoint.value.iter()) {
        for d in 0..D {
            for k in 0..K {
                unit[d][k] = z[k] * points[k][d];
            }
        }
    }
    for (unit, z) in units.iter_mut().zip(adjoint.gradient.iter()) {
        for d in 0..D {
            for k in 0..K {
                unit[d][k] += z[d][k];
            }
        }
    }
}

/// h̄ = Wᵀ z̄ on every plane.
fn descend<R: Real, const D: usize, const K: usize>(
    layer: &Layer,
    theta: &[R],
    above: &Planes<'_, R, D, K>,
    below: &mut Planes<'_, R, D, K>,
) {
    let (weights, _) = layer.parameters(theta);
    transposed(weights, layer, above.value.as_chunks::<1>().0, below.value.as_chunks_mut::<1>().0);
    transposed(weights, layer, above.gradient, below.gradient);
    transposed(weights, layer, above.second, below.second);
}

fn transposed<R: Real, const C: usize, const K: usize>(
    weights: &[R],
    layer: &Layer,
    above: &[[[R; K]; C]],
    below: &mut [[[R; K]; C]],
) {
    for lanes in below.iter_mut().take(layer.inputs) {
        *lanes = [[R::ZERO; K]; C];
    }
    for (row, z) in weights.chunks_exact(layer.inputs.max(1)).zip(above) {
        for (w, h) in row.iter().zip(below.iter_mut()) {
            for c in 0..C {
                for k in 0..K {
                    h[c][k] += *w * z[c][k];
                }
            }
        }
    }
}

/// From the adjoint of a, ∂a, ∂²a to that of z, ∂z, ∂²z, in place.
fn deactivate<R: Real, const D: usize, const K: usize>(
    tape: &Tape<'_, R, D, K>,
    adjoint: &mut Planes<'_, R, D, K>,
) {
    let [first, second, third] = &tape.slopes;
    for (a, s1) in adjoint.value.iter_mut().zip(first.iter()) {
        for k in 0..K {
            a[k] *= s1[k];
        }
    }
    // z̄ += σ″ Σ ∂z ∂ā, and ∂z̄ = σ′ ∂ā.
    let gradients = adjoint.gradient.iter_mut().zip(tape.gradient.iter());
    let slopes = first.iter().zip(second.iter());
    for ((value, (a1, z1)), (s1, s2)) in adjoint.value.iter_mut().zip(gradients).zip(slopes) {
        for d in 0..D {
            for k in 0..K {
                value[k] += s2[k] * z1[d][k] * a1[d][k];
                a1[d][k] *= s1[k];
            }
        }
    }
    // z̄ += Σ (σ‴ (∂z)² + σ″ ∂²z) ∂²ā, ∂z̄ += 2 σ″ ∂z ∂²ā, ∂²z̄ = σ′ ∂²ā.
    let seconds = adjoint.second.iter_mut().zip(tape.second.iter());
    let gradients = adjoint.gradient.iter_mut().zip(tape.gradient.iter());
    let slopes = first.iter().zip(second.iter()).zip(third.iter());
    let planes = seconds.zip(gradients).zip(slopes);
    for (value, (((a2, z2), (a1, z1)), ((s1, s2), s3))) in adjoint.value.iter_mut().zip(planes) {
        for d in 0..D {
            for k in 0..K {
                let bend = s2[k] * a2[d][k];
                value[k] += s3[k] * z1[d][k] * z1[d][k] * a2[d][k] + z2[d][k] * bend;
                a1[d][k] += (bend + bend) * z1[d][k];
                a2[d][k] *= s1[k];
            }
        }
    }
}
