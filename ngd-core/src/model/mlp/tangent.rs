//! The change of the jets along a direction of the parameters: one more forward pass.

use super::argument::{Argument, entering, entering_gradient, taped};
use super::lane::{add_times, times};
use super::linear::{
    add_derivatives_to_outputs, add_weighted, add_weighted_derivatives, enter, enter_gradients, start,
};
use super::shape::Shape;
use super::tape::{Cutter, GRADIENT, Planes, SECOND, Tape};
use crate::model::At;
use crate::{Jet, Real};

/// ż = Ẇ h + W ḣ + ḃ, layer by layer, and its derivatives. E is D, or zero at the order of values.
#[inline(never)]
pub(super) fn push_forwards<
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
    direction: &[R],
    scratch: &mut [R],
) -> [Jet<[R; K], E>; O] {
    let words = K * mlp.tape_words(at.order, mlp.hidden());
    let (tapes, rest) = scratch.split_at_mut_checked(words).unwrap_or_default();
    let (mut tapes, mut cutter) = (Cutter(tapes), Cutter(rest));
    let mut changes = cutter.planes::<ORDER, D, K>(mlp.widest());
    let mut above = cutter.planes::<ORDER, D, K>(mlp.widest());
    let mut inputs = mlp.inputs::<ORDER, K>(&mut tapes);
    for index in 0..mlp.hidden() {
        let layer = mlp.layer(index);
        let (weights, _) = layer.parameters(at.theta);
        let (moved, moved_biases) = layer.parameters(direction);
        let tape = tapes.tape::<ORDER, D, K>(layer.outputs, index + N::BELOW);
        match &inputs {
            None => {
                enter(moved, moved_biases, at.points, above.value);
                if ORDER >= GRADIENT {
                    for (change, row) in above.gradient.iter_mut().zip(moved.as_chunks().0) {
                        *change = entering_gradient(row);
                    }
                }
                if ORDER >= SECOND {
                    above.second.fill([[R::ZERO; K]; D]);
                }
                activate::<ORDER, R, D, K>(&tape, entering(weights), &mut above);
            }
            Some(inputs) => {
                start(moved_biases, above.value);
                add_weighted(moved, layer.inputs, inputs.value, above.value);
                // Inputs do not change with the parameters.
                let changed = index > 0 || N::BELOW == 0;
                if changed {
                    add_weighted(weights, layer.inputs, changes.value, above.value);
                }
                above.clear::<ORDER>();
                add_weighted_derivatives::<ORDER, R, D, K>(layer.rows(moved), inputs, &mut above);
                if changed {
                    add_weighted_derivatives::<ORDER, R, D, K>(layer.rows(weights), &changes, &mut above);
                }
                activate::<ORDER, R, D, K>(&tape, taped::<ORDER, R, D, K>(&tape.argument), &mut above);
            }
        }
        (above, changes) = (changes, above);
        inputs = Some(tape.output);
    }
    let layer = mlp.layer(mlp.hidden());
    let (weights, _) = layer.parameters(at.theta);
    let (moved, moved_biases) = layer.parameters(direction);
    let (mut values, mut jets) = ([[R::ZERO; K]; O], [Jet::ZEROS; O]);
    match &inputs {
        None => {
            enter(moved, moved_biases, at.points, &mut values);
            enter_gradients::<ORDER, R, D, O, K, E>(moved, &mut jets);
        }
        Some(inputs) => {
            start(moved_biases, &mut values);
            add_weighted(moved, layer.inputs, inputs.value, &mut values);
            let changed = mlp.hidden() > 0 || N::BELOW == 0;
            if changed {
                add_weighted(weights, layer.inputs, changes.value, &mut values);
            }
            add_derivatives_to_outputs::<ORDER, R, D, O, K, E>(layer.rows(moved), inputs, &mut jets);
            if changed {
                add_derivatives_to_outputs::<ORDER, R, D, O, K, E>(layer.rows(weights), &changes, &mut jets);
            }
        }
    }
    for (jet, value) in jets.iter_mut().zip(&values) {
        jet.value = *value;
    }
    jets
}

/// From the change of z, ∂z, ∂²z to that of a, ∂a, ∂²a, in place.
#[inline(always)]
fn activate<const ORDER: u8, R: Real, const D: usize, const K: usize>(
    tape: &Tape<'_, R, D, K>,
    argument: impl Iterator<Item = Argument<R, D, K>>,
    change: &mut Planes<'_, R, D, K>,
) {
    let [first, second, third] = &tape.slopes;
    let changes = change.value.iter().zip(change.gradient.iter_mut()).zip(argument);
    // δ∂²a = (σ‴ (∂z)² + σ″ ∂²z) δz + 2 σ″ ∂z δ∂z + σ′ δ∂²z, δ∂a = σ″ ∂z δz + σ′ δ∂z.
    if ORDER >= SECOND {
        let slopes = first.iter().zip(second.iter()).zip(third.iter());
        for ((((c0, c1), z), c2), ((s1, s2), s3)) in changes.zip(change.second.iter_mut()).zip(slopes) {
            let (mut gradient, mut curvature) = (*c1, *c2);
            for d in 0..D {
                let z1 = &z.gradient[d];
                let curve = times(s2, z1);
                let bend = times(&curve, &gradient[d]);
                let mut twist = times(&times(s3, z1), z1);
                if let Some(z2) = &z.second {
                    add_times(&mut twist, s2, &z2[d]);
                }
                let own = times(s1, &curvature[d]);
                for k in 0..K {
                    curvature[d][k] = twist[k] * c0[k] + (bend[k] + bend[k]) + own[k];
                    gradient[d][k] = curve[k] * c0[k] + s1[k] * gradient[d][k];
                }
            }
            (*c1, *c2) = (gradient, curvature);
        }
    } else if ORDER >= GRADIENT {
        for (((c0, c1), z), (s1, s2)) in changes.zip(first.iter().zip(second.iter())) {
            let mut gradient = *c1;
            for (g, z1) in gradient.iter_mut().zip(&z.gradient) {
                let mut sum = times(&times(s2, z1), c0);
                add_times(&mut sum, s1, g);
                *g = sum;
            }
            *c1 = gradient;
        }
    }
    for (c0, s1) in change.value.iter_mut().zip(first.iter()) {
        *c0 = times(c0, s1);
    }
}
