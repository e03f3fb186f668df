//! A 4-10-1 network trained on a fixed relation, by Levenberg-Marquardt in double precision.

use nalgebra::{DMatrix, DVector};
use ngd_core::model::SplitMix64;
use ngd_core::{Activation, At, Mlp, Model, Order};

use super::scenario::{NOISE, inputs, relation};

pub const NET: Mlp<4> = Mlp::new(&[10], Activation::Tanh);
pub const P: usize = NET.parameters();
const SAMPLES: usize = 2000;

/// u and ∂u/∂θ in the precision of θ.
pub fn value_and_row<R: ngd_core::Real>(theta: &[R], x: &[R; 4], row: &mut [R]) -> R {
    let mut scratch = [R::ZERO; NET.scratch_words(Order::Value, 1)];
    let at = At::new(theta, x, Order::Value);
    let [[u]] = NET.values(at, &mut scratch);
    NET.pull_back_values(at, &[[R::ONE]], &mut scratch, row.as_chunks_mut::<1>().0);
    u
}

pub fn trained(seed: u64) -> Vec<f64> {
    let mut random = SplitMix64::new(seed);
    let x = inputs(SAMPLES, &mut random, 0.0);
    let y = DVector::from_iterator(SAMPLES, x.iter().map(|x| relation(x) + NOISE * random.normal::<f64>()));
    let mut theta = vec![0.0; P];
    for (i, entry) in theta.iter_mut().enumerate() {
        let scale = if i < 40 {
            0.7
        } else if i < 50 {
            0.5
        } else if i < 60 {
            0.3
        } else {
            0.0
        };
        *entry = scale * random.normal::<f64>();
    }
    let residual = |theta: &[f64]| {
        let mut row = vec![0.0; P];
        DVector::from_iterator(SAMPLES, x.iter().map(|x| value_and_row(theta, x, &mut row))) - &y
    };
    let (mut r, mut damping) = (residual(&theta), 0.1);
    for _ in 0..80 {
        let mut j = DMatrix::zeros(P, SAMPLES);
        for (x, mut column) in x.iter().zip(j.column_iter_mut()) {
            value_and_row(&theta, x, column.as_mut_slice());
        }
        let gram = &j * j.transpose() + DMatrix::identity(P, P) * damping;
        let step = gram.cholesky().expect("damped").solve(&(&j * &r));
        let trial: Vec<f64> = theta.iter().zip(step.iter()).map(|(theta, d)| theta - d).collect();
        let s = residual(&trial);
        if s.norm_squared() < r.norm_squared() {
            (theta, r, damping) = (trial, s, f64::max(damping / 3.0, 1e-6));
        } else {
            damping *= 4.0;
        }
    }
    theta
}
