//! Derivatives in θ: the adjoint of the forward pass, from the outputs back to the inputs.

use super::argument::{Argument, entering, taped};
use super::lane::{add_scaled, add_times, copy, place, times};
use super::linear::coordinates;
use super::shape::{Layer, Shape};
use super::tape::{Cutter, GRADIENT, Planes, SECOND};
use crate::model::At;
use crate::real::unrolled::each;
use crate::{Jet, Real};

#[inline(never)]
pub(super) fn pull_backs<
    const ORDER: u8,
    N: Shape<R, D>,
    R: Real,
    const D: usize,
    const O: usize,
    const K: usize,
    const E: usize,
>(
    mlp: &N,
    at: At<'_, R, D, K>,
    cotangents: &[Jet<[R; K], E>; O],
    scratch: &mut [R],
    rows: &mut [[R; K]],
) {
    let At { theta, points, order } = at;
    let Some((tapes, rest)) = scratch.split_at_mut_checked(K * mlp.tape_words(order, mlp.hidden())) else {
        return;
    };
    let mut cutter = Cutter(rest);
    let mut above = cutter.planes::<ORDER, D, K>(mlp.widest());
    let mut below = cutter.planes::<ORDER, D, K>(mlp.widest());
    load::<ORDER, R, D, O, K, E>(cotangents, &mut above);
    for index in (0..mlp.hidden()).rev() {
        let [layer, under] = [mlp.layer(index + 1), mlp.layer(index)];
        let mut cutter = Cutter::beyond(&mut *tapes, K * mlp.tape_words(order, index));
        let tape = cutter.tape::<ORDER, D, K>(under.outputs, index + N::BELOW);
        write_rows::<ORDER, R, D, K>(&layer, &above, &tape.output, rows);
        descend::<ORDER, R, D, K>(&layer, layer.parameters(theta).0, &above, &mut below);
        let slopes = &tape.slopes;
        if index + N::BELOW == 0 {
            deactivate::<ORDER, R, D, K>(slopes, entering(under.parameters(theta).0), &mut below);
        } else {
            deactivate::<ORDER, R, D, K>(slopes, taped::<ORDER, R, D, K>(&tape.argument), &mut below);
        }
        (above, below) = (below, above);
    }
    match mlp.inputs::<ORDER, K>(&mut Cutter(tapes)) {
        None => write_entering_rows::<ORDER, R, D, K>(&mlp.layer(0), &above, points, rows),
        Some(inputs) => write_rows::<ORDER, R, D, K>(&mlp.layer(0), &above, &inputs, rows),
    }
}

fn load<const ORDER: u8, R: Real, const D: usize, const O: usize, const K: usize, const E: usize>(
    cotangents: &[Jet<[R; K], E>; O],
    adjoint: &mut Planes<'_, R, D, K>,
) {
    for (z, c) in adjoint.value.iter_mut().zip(cotangents) {
        *z = c.value;
    }
    if ORDER >= GRADIENT {
        for (z, c) in adjoint.gradient.iter_mut().zip(cotangents) {
            place(z, &c.gradient);
        }
    }
    if ORDER >= SECOND {
        for (z, c) in adjoint.second.iter_mut().zip(cotangents) {
            place(z, &c.second);
        }
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
#[inline(always)]
fn write_rows<const ORDER: u8, R: Real, const D: usize, const K: usize>(
    layer: &Layer,
    adjoint: &Planes<'_, R, D, K>,
    inputs: &Planes<'_, R, D, K>,
    rows: &mut [[R; K]],
) {
    let (weights, biases) = layer_rows(layer, rows);
    for (row, z) in biases.iter_mut().zip(adjoint.value.iter()) {
        copy(row, z);
    }
    let width = layer.inputs.max(1);
    for (unit, z) in weights.chunks_exact_mut(width).zip(adjoint.value.iter()) {
        for (row, h) in unit.iter_mut().zip(inputs.value.iter()) {
            *row = times(z, h);
        }
    }
    if ORDER >= GRADIENT {
        for (unit, z) in weights.chunks_exact_mut(width).zip(adjoint.gradient.iter()) {
            add_products(unit, z, inputs.gradient);
        }
    }
    if ORDER >= SECOND {
        for (unit, z) in weights.chunks_exact_mut(width).zip(adjoint.second.iter()) {
            add_products(unit, z, inputs.second);
        }
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
        let mut sum = *row;
        for (z, h) in z.iter().zip(h) {
            add_times(&mut sum, z, h);
        }
        *row = sum;
    }
}

/// The first layer's inputs are x, with ∂x = I and ∂²x = 0.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
fn write_entering_rows<const ORDER: u8, R: Real, const D: usize, const K: usize>(
    layer: &Layer,
    adjoint: &Planes<'_, R, D, K>,
    points: &[[R; D]; K],
    rows: &mut [[R; K]],
) {
    let (weights, biases) = layer_rows(layer, rows);
    for (row, z) in biases.iter_mut().zip(adjoint.value.iter()) {
        copy(row, z);
    }
    let units = weights.as_chunks_mut::<D>().0;
    if cfg!(target_pointer_width = "64") {
        let x = coordinates(points);
        for (unit, z) in units.iter_mut().zip(adjoint.value.iter()) {
            for (row, x) in unit.iter_mut().zip(&x) {
                *row = times(z, x);
            }
        }
    } else {
        for (unit, z) in units.iter_mut().zip(adjoint.value.iter()) {
            write_input::<0, R, D, K>(unit, z, points);
            write_input::<1, R, D, K>(unit, z, points);
            write_input::<2, R, D, K>(unit, z, points);
            write_input::<3, R, D, K>(unit, z, points);
            for (d, row) in unit.iter_mut().enumerate().skip(4) {
                each::<K>(|k| row[k] = z[k] * points[k][d]);
            }
        }
    }
    if ORDER >= GRADIENT {
        for (unit, z) in units.iter_mut().zip(adjoint.gradient.iter()) {
            for d in 0..D {
                for k in 0..K {
                    unit[d][k] += z[d][k];
                }
            }
        }
    }
}

/// unit_I = z x_I, if there is such an input.
#[inline(always)]
fn write_input<const I: usize, R: Real, const D: usize, const K: usize>(
    unit: &mut [[R; K]; D],
    z: &[R; K],
    points: &[[R; D]; K],
) {
    if I < D {
        each::<K>(|k| unit[I][k] = z[k] * points[k][I]);
    }
}

/// h̄ = Wᵀ z̄ on every plane.
fn descend<const ORDER: u8, R: Real, const D: usize, const K: usize>(
    layer: &Layer,
    weights: &[R],
    above: &Planes<'_, R, D, K>,
    below: &mut Planes<'_, R, D, K>,
) {
    transposed(weights, layer, above.value.as_chunks::<1>().0, below.value.as_chunks_mut::<1>().0);
    if ORDER >= GRADIENT {
        transposed(weights, layer, above.gradient, below.gradient);
    }
    if ORDER >= SECOND {
        transposed(weights, layer, above.second, below.second);
    }
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
            for (h, z) in h.iter_mut().zip(z) {
                add_scaled(h, *w, z);
            }
        }
    }
}

/// From the adjoint of a, ∂a, ∂²a to that of z, ∂z, ∂²z, in place.
#[inline(always)]
fn deactivate<const ORDER: u8, R: Real, const D: usize, const K: usize>(
    slopes: &[&mut [[R; K]]; 3],
    argument: impl Iterator<Item = Argument<R, D, K>>,
    adjoint: &mut Planes<'_, R, D, K>,
) {
    let [first, second, third] = slopes;
    for (value, s1) in adjoint.value.iter_mut().zip(first.iter()) {
        *value = times(value, s1);
    }
    let slopes = first.iter().zip(second.iter());
    let units = adjoint.value.iter_mut().zip(adjoint.gradient.iter_mut()).zip(argument).zip(slopes);
    // z̄ += σ″ Σ ∂z ∂ā, and ∂z̄ = σ′ ∂ā; then
    // z̄ += Σ (σ‴ (∂z)² + σ″ ∂²z) ∂²ā, ∂z̄ += 2 σ″ ∂z ∂²ā, ∂²z̄ = σ′ ∂²ā.
    if ORDER >= SECOND {
        for ((((value, a1), z), (s1, s2)), (a2, s3)) in units.zip(adjoint.second.iter_mut().zip(third.iter()))
        {
            bend(value, a1, &z.gradient, s1, s2);
            let (mut sum, mut gradient, mut curvature) = (*value, *a1, *a2);
            for d in 0..D {
                let z1 = &z.gradient[d];
                let bend = times(s2, &curvature[d]);
                let mut twist = times(&times(&times(s3, z1), z1), &curvature[d]);
                if let Some(z2) = &z.second {
                    add_times(&mut twist, &z2[d], &bend);
                }
                for k in 0..K {
                    sum[k] += twist[k];
                    gradient[d][k] += (bend[k] + bend[k]) * z1[k];
                }
                curvature[d] = times(&curvature[d], s1);
            }
            (*value, *a1, *a2) = (sum, gradient, curvature);
        }
    } else if ORDER >= GRADIENT {
        for (((value, a1), z), (s1, s2)) in units {
            bend(value, a1, &z.gradient, s1, s2);
        }
    }
}

/// z̄ += σ″ Σ ∂z ∂ā, ∂z̄ = σ′ ∂ā.
#[inline(always)]
fn bend<R: Real, const D: usize, const K: usize>(
    value: &mut [R; K],
    a1: &mut [[R; K]; D],
    z1: &[[R; K]; D],
    s1: &[R; K],
    s2: &[R; K],
) {
    let (mut sum, mut gradient) = (*value, *a1);
    for (a1, z1) in gradient.iter_mut().zip(z1) {
        add_times(&mut sum, &times(s2, z1), a1);
        *a1 = times(a1, s1);
    }
    (*value, *a1) = (sum, gradient);
}
