//! The change of the jets along a direction of the parameters: one more forward pass.

use super::Mlp;
use super::forward::{entering_gradient, weighted};
use super::tape::{Cutter, Planes, Tape};
use crate::model::At;
use crate::{Jet, Order, Real};

pub(super) fn push_forwards<R: Real, const D: usize, const O: usize, const K: usize>(
    mlp: &Mlp<D, O>,
    at: At<'_, R, D, K>,
    direction: &[R],
    scratch: &mut [R],
) -> [Jet<[R; K], D>; O] {
    let At { theta, points, order } = at;
    let mut cutter = Cutter(scratch);
    let tapes = cutter.tapes(mlp, order);
    let mut below = cutter.planes(mlp.widest(), order);
    let mut above = cutter.planes(mlp.widest(), order);
    let mut inputs: Option<&Tape<'_, R, D, K>> = None;
    for (index, tape) in tapes.iter().flatten().enumerate() {
        for unit in 0..mlp.width(index) {
            let change = unit_change(mlp, index, unit, theta, direction, points, order, inputs, &below);
            store(unit, &change, &mut above);
        }
        activate(tape, &mut above);
        core::mem::swap(&mut above, &mut below);
        inputs = Some(tape);
    }
    core::array::from_fn(|o| {
        unit_change(mlp, mlp.hidden(), o, theta, direction, points, order, inputs, &below)
    })
}

/// ż = Ẇ h + W ḣ + ḃ of one unit and its derivatives.
#[expect(clippy::too_many_arguments, reason = "the two parameter vectors and two layers of one formula")]
fn unit_change<R: Real, const D: usize, const O: usize, const K: usize>(
    mlp: &Mlp<D, O>,
    index: usize,
    unit: usize,
    theta: &[R],
    direction: &[R],
    points: &[[R; D]; K],
    order: Order,
    inputs: Option<&Tape<'_, R, D, K>>,
    changes: &Planes<'_, R, D, K>,
) -> Jet<[R; K], D> {
    let layer = mlp.layer(index);
    let row_of = |parameters: &'_ [R]| -> (usize, usize, R) {
        let from = layer.offset + unit * layer.inputs;
        let bias = parameters.get(layer.offset + layer.weights() + unit).copied().unwrap_or(R::ZERO);
        (from, from + layer.inputs, bias)
    };
    let (from, to, moved_bias) = row_of(direction);
    let moved = direction.get(from..to).unwrap_or(&[]);
    let row = theta.get(from..to).unwrap_or(&[]);
    let mut change = Jet::ZEROS;
    let Some(inputs) = inputs else {
        change.value = [moved_bias; K];
        for (d, w) in moved.iter().take(D).enumerate() {
            for (sum, point) in change.value.iter_mut().zip(points) {
                *sum += *w * point[d];
            }
        }
        if order >= Order::Gradient {
            change.gradient = entering_gradient(moved);
        }
        return change;
    };
    let value = weighted(moved, inputs.output.value.as_chunks().0, [[moved_bias; K]]);
    [change.value] = weighted(row, changes.value.as_chunks().0, value);
    if order >= Order::Gradient {
        let gradient = weighted(moved, inputs.output.gradient, change.gradient);
        change.gradient = weighted(row, changes.gradient, gradient);
    }
    if order >= Order::Second {
        let second = weighted(moved, inputs.output.second, change.second);
        change.second = weighted(row, changes.second, second);
    }
    change
}

fn store<R: Real, const D: usize, const K: usize>(
    unit: usize,
    change: &Jet<[R; K], D>,
    planes: &mut Planes<'_, R, D, K>,
) {
    if let Some(entry) = planes.value.get_mut(unit) {
        *entry = change.value;
    }
    if let Some(entry) = planes.gradient.get_mut(unit) {
        *entry = change.gradient;
    }
    if let Some(entry) = planes.second.get_mut(unit) {
        *entry = change.second;
    }
}

/// From the change of z, ∂z, ∂²z to that of a, ∂a, ∂²a, in place.
fn activate<R: Real, const D: usize, const K: usize>(
    tape: &Tape<'_, R, D, K>,
    change: &mut Planes<'_, R, D, K>,
) {
    let [first, second, third] = &tape.slopes;
    // δ∂²a = (σ‴ (∂z)² + σ″ ∂²z) δz + 2 σ″ ∂z δ∂z + σ′ δ∂²z.
    let arguments = tape.gradient.iter().zip(tape.second.iter());
    let slopes = first.iter().zip(second.iter()).zip(third.iter());
    let changes = change.value.iter().zip(change.gradient.iter()).zip(change.second.iter_mut());
    for (((c0, c1), c2), ((z1, z2), ((s1, s2), s3))) in changes.zip(arguments.zip(slopes)) {
        for d in 0..D {
            for k in 0..K {
                let bend = s2[k] * z1[d][k] * c1[d][k];
                let twist = s3[k] * z1[d][k] * z1[d][k] + s2[k] * z2[d][k];
                c2[d][k] = twist * c0[k] + (bend + bend) + s1[k] * c2[d][k];
            }
        }
    }
    // δ∂a = σ″ ∂z δz + σ′ δ∂z.
    let slopes = first.iter().zip(second.iter());
    let changes = change.value.iter().zip(change.gradient.iter_mut());
    for ((c0, c1), (z1, (s1, s2))) in changes.zip(tape.gradient.iter().zip(slopes)) {
        for d in 0..D {
            for k in 0..K {
                c1[d][k] = s2[k] * z1[d][k] * c0[k] + s1[k] * c1[d][k];
            }
        }
    }
    for (c0, s1) in change.value.iter_mut().zip(first.iter()) {
        for k in 0..K {
            c0[k] *= s1[k];
        }
    }
}
