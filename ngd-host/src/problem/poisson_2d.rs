//! −Δu = 2π² sin πx sin πy on the unit square, u = 0 on the boundary.

use super::{Defaults, Shape};
use crate::choice::{Activation, Cutoff, Damping, Init, Optimizer, Precision, Solver, Step};

pub(super) const SHAPE: Shape = Shape { inputs: 2, outputs: 1, optimizer: Optimizer::NaturalGradient };

pub(super) fn defaults(optimizer: Optimizer) -> Defaults {
    Defaults {
        layers: &[2, 32, 1],
        activation: Activation::Tanh,
        init: Init::Glorot,
        precision: Precision::F64,
        iterations: if optimizer.is_natural() { 200 } else { 5_000 },
        solver: Solver::Svd,
        step: Step::Backtracking,
        momentum: 0.9,
        damping: Damping::Adaptive,
        cutoff: Cutoff::Annealed,
    }
}
