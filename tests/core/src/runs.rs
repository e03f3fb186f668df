//! What the claims about steps share: memory for a model, data of a curve, the presets.

use nalgebra::{DMatrix, DVector};
use ngd_core::model::{Expansion, Monomials};
use ngd_core::natural_gradient::Thin;
use ngd_core::{Footprint, Model, Momentum, NaturalGradient, Order, Real, Sample, Transport};

/// Zeroed memory for every optimizer of a model: three triangles, a second metric, an acceleration.
pub fn memory<R: Real, const D: usize, const O: usize>(model: &impl Model<R, D, O>) -> Vec<R> {
    let scratch = model.block_scratch(Order::Second, ngd_core::BLOCK);
    vec![R::ZERO; 4 * Footprint::new(model.parameters(), scratch).words()]
}

/// Zeroed memory for a first-order method with a history of so many pairs.
pub fn first_order_memory<const D: usize>(model: &impl Model<f64, D, 1>, history: usize) -> Vec<f64> {
    let scratch = model.block_scratch(Order::Second, ngd_core::BLOCK);
    vec![0.0; Footprint::new(model.parameters(), scratch).with_history(history).words()]
}

/// An uneven curve on [−1, 1] with uneven weights.
pub fn curve(count: usize) -> Vec<Sample<f64, 1>> {
    let sample = |i: usize| {
        let x = -1.0 + 2.0 * (i as f64 + 0.5) / count as f64;
        let weight = (1.0 + 0.5 * (7.0 * i as f64).sin()) / count as f64;
        Sample { point: [x], target: [(3.0 * x).sin() + 0.3 * x * x], weight, kind: ngd_core::INTERIOR }
    };
    (0..count).map(sample).collect()
}

/// 1, x, … x⁴: a linear model of five parameters.
pub const QUARTIC: Expansion<Monomials> = Expansion::new(Monomials { degree: 4 });

/// The coefficients from which the runs of the linear model begin.
pub const START: [f64; 5] = [1.5, -2.0, 0.7, 3.0, -1.0];

/// √weight times the monomials at the samples, and √weight times the targets.
pub fn weighted(samples: &[Sample<f64, 1>]) -> (DMatrix<f64>, DVector<f64>) {
    let rows = DMatrix::from_fn(samples.len(), START.len(), |i, j| {
        samples[i].weight.sqrt() * samples[i].point[0].powi(j as i32)
    });
    (rows, DVector::from_fn(samples.len(), |i, _| samples[i].weight.sqrt() * samples[i].target[0]))
}

/// The thin step, whose parts the claims exchange.
pub type Preset = NaturalGradient<f64, Thin<f64>>;

/// All methods with momentum, by the thin step.
pub fn presets(beta: f64) -> [(&'static str, Preset); 5] {
    let heavy_ball = |transport| Momentum::HeavyBall { beta, transport };
    let nesterov = |transport| Momentum::Nesterov { beta, transport };
    [
        ("natural heavy ball", heavy_ball(Transport::Projected)),
        ("natural heavy ball, difference", heavy_ball(Transport::Difference)),
        ("natural Nesterov", nesterov(Transport::Difference)),
        ("parameter heavy ball", heavy_ball(Transport::Parameter)),
        ("parameter Nesterov", nesterov(Transport::Parameter)),
    ]
    .map(|(name, momentum)| (name, NaturalGradient::<f64>::thin().with_momentum(momentum)))
}

/// The bits of numbers, to be compared.
pub fn bits(numbers: &[f64]) -> Vec<u64> {
    numbers.iter().map(|number| number.to_bits()).collect()
}
