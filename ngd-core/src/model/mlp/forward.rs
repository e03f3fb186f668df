//! Values and derivatives in x, layer by layer.

use super::argument::{Argument, entering, taped};
use super::lane::{add_times, times};
use super::linear::{
    add_derivatives_to_outputs, add_weighted, add_weighted_derivatives, enter, enter_gradients, start,
};
use super::shape::Shape;
use super::tape::{Cutter, GRADIENT, Planes, Tape};
use crate::activation::Activation;
use crate::model::At;
use crate::{Jet, Real};

/// The jets of the outputs. With one slope of σ more than the order has derivatives the tape is whole, as
/// a pull-back needs it; with as many it serves the outputs alone. E is D, or zero at the order of values.
#[inline(never)]
pub(super) fn jets<
    const ORDER: u8,
    const SLOPES: u8,
    N: Shape<R, D>,
    R: Real,
    const D: usize,
    const O: usize,
    const K: usize,
    const E: usize,
>(
    mlp: &N,
    at: At<'_, R, D, K>,
    scratch: &mut [R],
) -> [Jet<[R; K], E>; O] {
    let mut cutter = Cutter(scratch);
    let mut below = mlp.inputs::<ORDER, K>(&mut cutter);
    if let Some(inputs) = &mut below {
        mlp.fill(at.points, inputs);
    }
    for index in 0..mlp.hidden() {
        let layer = mlp.layer(index);
        let (weights, biases) = layer.parameters(at.theta);
        let mut tape = cutter.tape::<ORDER, D, K>(layer.outputs, index + N::BELOW);
        let Tape { output, slopes, argument } = &mut tape;
        match &below {
            None => {
                enter(weights, biases, at.points, output.value);
                activate::<ORDER, SLOPES, R, D, K>(mlp.activation(), output, slopes, entering(weights));
            }
            Some(below) => {
                let rows = layer.rows(weights);
                start(biases, output.value);
                add_weighted(weights, layer.inputs, below.value, output.value);
                argument.clear::<ORDER>();
                add_weighted_derivatives::<ORDER, R, D, K>(rows, below, argument);
                activate::<ORDER, SLOPES, R, D, K>(
                    mlp.activation(),
                    output,
                    slopes,
                    taped::<ORDER, R, D, K>(argument),
                );
            }
        }
        below = Some(tape.output);
    }
    let layer = mlp.layer(mlp.hidden());
    let (weights, biases) = layer.parameters(at.theta);
    // Apart from the jets, so that they stay in memory between calls.
    let (mut values, mut jets) = ([[R::ZERO; K]; O], [Jet::ZEROS; O]);
    match &below {
        None => {
            enter(weights, biases, at.points, &mut values);
            enter_gradients::<ORDER, R, D, O, K, E>(weights, &mut jets);
        }
        Some(below) => {
            start(biases, &mut values);
            add_weighted(weights, layer.inputs, below.value, &mut values);
            add_derivatives_to_outputs::<ORDER, R, D, O, K, E>(layer.rows(weights), below, &mut jets);
        }
    }
    for (jet, value) in jets.iter_mut().zip(&values) {
        jet.value = *value;
    }
    jets
}

/// A plane, point after point.
#[inline(always)]
const fn by_point<R, const K: usize>(plane: &mut [[R; K]]) -> &mut [[R; 1]] {
    plane.as_flattened_mut().as_chunks_mut().0
}

/// From z to a = σ(z), ∂a = σ′ ∂z, ∂²a = σ″ (∂z)² + σ′ ∂²z; the slopes of σ go on the tape.
#[inline(always)]
fn activate<const ORDER: u8, const SLOPES: u8, R: Real, const D: usize, const K: usize>(
    activation: Activation,
    output: &mut Planes<'_, R, D, K>,
    slopes: &mut [&mut [[R; K]]; 3],
    argument: impl Iterator<Item = Argument<R, D, K>>,
) {
    let [first, second, third] = slopes;
    if cfg!(target_pointer_width = "64") {
        let planes = [&mut **first, second, third];
        activation.differentiate::<SLOPES, R, K>(output.value, planes);
    } else {
        // Point after point, so that the formula is not repeated K times in the flash.
        let planes = [by_point(first), by_point(second), by_point(third)];
        activation.differentiate::<SLOPES, R, 1>(by_point(output.value), planes);
    }
    // Each unit is computed apart and then stored: where a store might change what is still to be read, the
    // compiler makes no vectors.
    if ORDER == GRADIENT {
        for ((a, z), s1) in output.gradient.iter_mut().zip(argument).zip(first.iter()) {
            *a = z.gradient.map(|lane| times(s1, &lane));
        }
    } else if ORDER > GRADIENT {
        let derivatives = output.gradient.iter_mut().zip(output.second.iter_mut());
        let slopes = first.iter().zip(second.iter());
        for (((a1, a2), z), (s1, s2)) in derivatives.zip(argument).zip(slopes) {
            let (mut gradient, mut curvature) = (z.gradient, z.gradient);
            for (g, c) in gradient.iter_mut().zip(&mut curvature) {
                *c = times(&times(s2, g), g);
                *g = times(s1, g);
            }
            for (c, z2) in curvature.iter_mut().zip(z.second.iter().flatten()) {
                add_times(c, s1, z2);
            }
            (*a1, *a2) = (gradient, curvature);
        }
    }
}
