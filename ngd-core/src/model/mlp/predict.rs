//! The outputs alone, without any memory to lend.

use super::Mlp;
use super::shape::Layer;
use crate::Real;

/// Units of a layer that are computed together.
const CHUNK: usize = 64;

impl<const D: usize, const O: usize> Mlp<D, O> {
    /// u(x), bit for bit the value that [`Model::jet`](crate::Model::jet) gives: for a network in use, and between the
    /// steps of a training, whose memory it does not touch.
    ///
    /// Shapes: theta P; of one that is shorter the missing layers count as zero.   Cost: P multiply-adds, in networks
    /// with layers of more than 64 units a small multiple of it; on the stack 64 words a layer.
    pub fn predict<R: Real>(&self, theta: &[R], point: &[R; D]) -> [R; O] {
        let mut outputs = [R::ZERO; O];
        self.units(theta, point, self.hidden(), (0, &mut outputs));
        outputs
    }

    /// z = W h + b of the units of a layer from `first` on. The layers below are computed anew for every chunk of
    /// units: at most nine calls deep.
    fn units<R: Real>(&self, theta: &[R], point: &[R; D], index: usize, (first, z): (usize, &mut [R])) {
        let layer = self.layer(index);
        let (weights, biases) = layer.parameters(theta);
        for (z, bias) in z.iter_mut().zip(biases.iter().skip(first)) {
            *z = *bias;
        }
        if index == 0 {
            return add(&layer, weights, (first, z), (0, point));
        }
        let mut from = 0;
        while from < layer.inputs {
            let mut chunk = [R::ZERO; CHUNK];
            let units = chunk.get_mut(..CHUNK.min(layer.inputs - from)).unwrap_or_default();
            self.units(theta, point, index - 1, (from, units));
            for h in &mut *units {
                [*h] = self.activation.value(&[*h]);
            }
            add(&layer, weights, (first, z), (from, units));
            from += CHUNK;
        }
    }
}

/// Adds what the inputs from `from` on contribute to the units from `first` on.
fn add<R: Real>(layer: &Layer, weights: &[R], (first, z): (usize, &mut [R]), (from, inputs): (usize, &[R])) {
    for (z, row) in z.iter_mut().zip(layer.rows(weights).skip(first)) {
        for (w, h) in row.iter().skip(from).zip(inputs) {
            *z += *w * *h;
        }
    }
}
