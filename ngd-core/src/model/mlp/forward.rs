//! Values and derivatives in x, layer by layer.

use super::Mlp;
use super::argument::{Argument, entering, taped};
use super::linear::{add_to_outputs, add_weighted, add_weighted_derivatives, coordinates, enter, start};
use super::tape::{Cutter, GRADIENT, Planes, Tape};
use crate::activation::Activation;
use crate::model::At;
use crate::{Jet, Real};

#[inline(never)]
pub(super) fn jets<const ORDER: u8, R: Real, const D: usize, const O: usize, const K: usize>(
    mlp: &Mlp<D, O>,
    at: At<'_, R, D, K>,
    scratch: &mut [R],
) -> [Jet<[R; K], D>; O] {
    let x = coordinates(at.points);
    let mut cutter = Cutter(scratch);
    let mut below: Option<Planes<'_, R, D, K>> = None;
    for index in 0..mlp.hidden() {
        let layer = mlp.layer(index);
        let (weights, biases) = layer.parameters(at.theta);
        let mut tape = cutter.tape::<ORDER, D, K>(layer.outputs, index);
        let Tape { output, slopes, argument } = &mut tape;
        match &below {
            None => {
                enter(weights, biases, &x, output.value);
                activate::<ORDER, R, D, K>(mlp.activation, output, slopes, entering(weights));
            }
            Some(below) => {
                let rows = layer.rows(weights);
                start(biases, output.value);
                add_weighted(rows.clone(), below.value, output.value);
                argument.gradient.fill([[R::ZERO; K]; D]);
                argument.second.fill([[R::ZERO; K]; D]);
                add_weighted_derivatives::<ORDER, R, D, K>(rows, below, argument);
                activate::<ORDER, R, D, K>(mlp.activation, output, slopes, taped::<ORDER, R, D, K>(argument));
            }
        }
        below = Some(tape.output);
    }
    let layer = mlp.layer(mlp.hidden());
    let (weights, biases) = layer.parameters(at.theta);
    let mut jets = [Jet::ZEROS; O];
    for (jet, bias) in jets.iter_mut().zip(biases) {
        jet.value = [*bias; K];
    }
    add_to_outputs::<ORDER, R, D, O, K>(layer.rows(weights), &x, below.as_ref(), &mut jets);
    jets
}

/// From z to a = σ(z), ∂a = σ′ ∂z, ∂²a = σ″ (∂z)² + σ′ ∂²z; the slopes of σ go on the tape.
#[inline(always)]
fn activate<const ORDER: u8, R: Real, const D: usize, const K: usize>(
    activation: Activation,
    output: &mut Planes<'_, R, D, K>,
    slopes: &mut [&mut [[R; K]]; 3],
    argument: impl Iterator<Item = Argument<R, D, K>>,
) {
    let [first, second, third] = slopes;
    let planes = [&mut **first, second, third].map(|plane| plane.as_flattened_mut());
    activation.differentiate::<ORDER, R>(output.value.as_flattened_mut(), planes);
    if ORDER == GRADIENT {
        for ((a, z), s1) in output.gradient.iter_mut().zip(argument).zip(first.iter()) {
            for d in 0..D {
                for k in 0..K {
                    a[d][k] = s1[k] * z.gradient[d][k];
                }
            }
        }
        return;
    }
    let derivatives = output.gradient.iter_mut().zip(output.second.iter_mut());
    let slopes = first.iter().zip(second.iter());
    for (((a1, a2), z), (s1, s2)) in derivatives.zip(argument).zip(slopes) {
        for d in 0..D {
            for k in 0..K {
                a1[d][k] = s1[k] * z.gradient[d][k];
                a2[d][k] = s2[k] * z.gradient[d][k] * z.gradient[d][k];
            }
            if let Some(z2) = &z.second {
                for k in 0..K {
                    a2[d][k] += s1[k] * z2[d][k];
                }
            }
        }
    }
}
