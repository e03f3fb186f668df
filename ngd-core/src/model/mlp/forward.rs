//! Values and derivatives in x, layer by layer.

use super::tape::{Cutter, Planes, Tape};
use super::{Layer, Mlp};
use crate::activation::Activation;
use crate::model::At;
use crate::{Jet, Order, Real};

pub(super) fn jets<R: Real, const D: usize, const O: usize, const K: usize>(
    mlp: &Mlp<D, O>,
    at: At<'_, R, D, K>,
    scratch: &mut [R],
) -> [Jet<[R; K], D>; O] {
    let At { theta, points, order } = at;
    let mut cutter = Cutter(scratch);
    let mut below: Option<Tape<'_, R, D, K>> = None;
    for index in 0..mlp.hidden() {
        let layer = mlp.layer(index);
        let (weights, biases) = layer.parameters(theta);
        let mut tape = cutter.tape(layer.outputs, order);
        match &below {
            None => enter(&layer, weights, biases, points, &mut tape),
            Some(below) => affine(weights, biases, &below.output, &mut tape),
        }
        activate(mlp.activation, order, &mut tape);
        below = Some(tape);
    }
    let layer = mlp.layer(mlp.hidden());
    let (weights, biases) = layer.parameters(theta);
    let mut outputs = [Jet::ZEROS; O];
    let rows = weights.chunks_exact(layer.inputs.max(1)).zip(biases);
    for ((row, bias), jets) in rows.zip(&mut outputs) {
        match &below {
            None => {
                jets.value = entering_value(row, *bias, points);
                if order >= Order::Gradient {
                    jets.gradient = entering_gradient(row);
                }
            }
            Some(below) => {
                let [value] = weighted(row, below.output.value.as_chunks().0, [[*bias; K]]);
                jets.value = value;
                jets.gradient = weighted(row, below.output.gradient, jets.gradient);
                jets.second = weighted(row, below.output.second, jets.second);
            }
        }
    }
    outputs
}

/// start + Σ_i w_i h_i for one unit, on planes of C derivatives.
#[inline(always)]
pub(super) fn weighted<R: Real, const C: usize, const K: usize>(
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

/// b + Σ_d w_d x_d.
#[inline(always)]
fn entering_value<R: Real, const D: usize, const K: usize>(
    row: &[R],
    bias: R,
    points: &[[R; D]; K],
) -> [R; K] {
    let mut sums = [bias; K];
    for (d, w) in row.iter().take(D).enumerate() {
        for k in 0..K {
            sums[k] += *w * points[k][d];
        }
    }
    sums
}

/// ∂z/∂x_d = w_d. The one place where the directions of the derivatives enter: along v it is w·v.
#[inline(always)]
pub(super) fn entering_gradient<R: Real, const D: usize, const K: usize>(row: &[R]) -> [[R; K]; D] {
    let mut gradient = [[R::ZERO; K]; D];
    for (lanes, w) in gradient.iter_mut().zip(row) {
        *lanes = [*w; K];
    }
    gradient
}

/// The first layer: z = W x + b, left in `tape.output.value`.
fn enter<R: Real, const D: usize, const K: usize>(
    layer: &Layer,
    weights: &[R],
    biases: &[R],
    points: &[[R; D]; K],
    tape: &mut Tape<'_, R, D, K>,
) {
    let rows = || weights.chunks_exact(layer.inputs.max(1));
    for ((row, bias), z) in rows().zip(biases).zip(tape.output.value.iter_mut()) {
        *z = entering_value(row, *bias, points);
    }
    for (row, z) in rows().zip(tape.gradient.iter_mut()) {
        *z = entering_gradient(row);
    }
    tape.second.fill([[R::ZERO; K]; D]);
}

/// A later layer: z = W h + b and its derivatives.
fn affine<R: Real, const D: usize, const K: usize>(
    weights: &[R],
    biases: &[R],
    below: &Planes<'_, R, D, K>,
    tape: &mut Tape<'_, R, D, K>,
) {
    let rows = || weights.chunks_exact(below.value.len().max(1));
    for ((row, bias), z) in rows().zip(biases).zip(tape.output.value.iter_mut()) {
        [*z] = weighted(row, below.value.as_chunks().0, [[*bias; K]]);
    }
    for (row, z) in rows().zip(tape.gradient.iter_mut()) {
        *z = weighted(row, below.gradient, [[R::ZERO; K]; D]);
    }
    for (row, z) in rows().zip(tape.second.iter_mut()) {
        *z = weighted(row, below.second, [[R::ZERO; K]; D]);
    }
}

/// a = σ(z), ∂a = σ′ ∂z, ∂²a = σ″ (∂z)² + σ′ ∂²z.
fn activate<R: Real, const D: usize, const K: usize>(
    activation: Activation,
    order: Order,
    tape: &mut Tape<'_, R, D, K>,
) {
    let [first, second, third] = &mut tape.slopes;
    let mut second_slopes = second.iter_mut();
    let mut third_slopes = third.iter_mut();
    for (a, slope) in tape.output.value.iter_mut().zip(first.iter_mut()) {
        let [value, s1, s2, s3] = activation.derivatives(a);
        *a = value;
        *slope = s1;
        if order >= Order::Gradient
            && let Some(slope) = second_slopes.next()
        {
            *slope = s2;
        }
        if order >= Order::Second
            && let Some(slope) = third_slopes.next()
        {
            *slope = s3;
        }
    }
    for ((a, z), s1) in tape.output.gradient.iter_mut().zip(tape.gradient.iter()).zip(first.iter()) {
        for d in 0..D {
            for k in 0..K {
                a[d][k] = s1[k] * z[d][k];
            }
        }
    }
    let arguments = tape.gradient.iter().zip(tape.second.iter());
    let slopes = first.iter().zip(second.iter());
    for ((a, (z1, z2)), (s1, s2)) in tape.output.second.iter_mut().zip(arguments).zip(slopes) {
        for d in 0..D {
            for k in 0..K {
                a[d][k] = s2[k] * z1[d][k] * z1[d][k] + s1[k] * z2[d][k];
            }
        }
    }
}
