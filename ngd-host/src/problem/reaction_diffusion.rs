//! −εv″ + v′ = 1 on (0, 1), ε = 0.1, v = x(1−x)·network.

use super::{Defaults, Shape};
use crate::choice::{Activation, Cutoff, Damping, Init, Optimizer, Precision, Solver, Step};

pub(super) const SHAPE: Shape = Shape { inputs: 1, outputs: 1, optimizer: Optimizer::NaturalHeavyBall };

pub(super) fn defaults(optimizer: Optimizer) -> Defaults {
    let natural = optimizer.is_natural();
    Defaults {
        layers: &[1, 20, 1],
        activation: Activation::Tanh,
        init: Init::Glorot,
        precision: Precision::F64,
        iterations: if natural { 400 } else { 5_000 },
        solver: Solver::Svd,
        step: if natural { Step::Fixed(0.1) } else { Step::Backtracking },
        momentum: 0.5,
        damping: Damping::Adaptive,
        cutoff: Cutoff::Constant(1e-5),
    }
}
