//! −u″ = π² sin πx on (0, 1), u = 0 at both ends.

use super::{Defaults, Shape};
use crate::choice::{Activation, Cutoff, Damping, Init, Optimizer, Precision, Solver, Step};

pub(super) const SHAPE: Shape = Shape { inputs: 1, outputs: 1, optimizer: Optimizer::NaturalGradient };

pub(super) fn defaults(optimizer: Optimizer) -> Defaults {
    Defaults {
        layers: &[1, 16, 1],
        activation: Activation::Tanh,
        init: Init::Glorot,
        precision: Precision::F64,
        iterations: if optimizer.is_natural() { 100 } else { 5_000 },
        solver: Solver::Svd,
        step: Step::Backtracking,
        momentum: 0.9,
        damping: Damping::Adaptive,
        cutoff: Cutoff::Annealed,
    }
}
