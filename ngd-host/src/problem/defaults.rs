use crate::method::{Acceleration, Cutoff, Damping, Fall, Optimizer, Solver, Step};
use crate::problem::{Activation, Init};
use crate::training::{Batch, Precision};

/// One value for every flag. Those that the optimizer or solver does not use are not read.
#[derive(Clone, Debug, PartialEq)]
pub struct Defaults {
    /// The optimizer that is taken without `--optimizer`.
    pub optimizer: Optimizer,
    /// `--layers`: inputs, hidden widths, outputs; empty for a model that is no network.
    pub layers: &'static [usize],
    /// `--activation`.
    pub activation: Activation,
    /// `--init`.
    pub init: Init,
    /// `--precision`.
    pub precision: Precision,
    /// `--batch`.
    pub batch: Batch,
    /// `--iterations` of natural methods.
    pub iterations: u64,
    /// `--iterations` of all others.
    pub plain_iterations: u64,
    /// `--solver` of the natural methods.
    pub solver: Solver,
    /// `--step` of the natural methods; all others search by backtracking.
    pub step: Step,
    /// `--acceleration` of the natural methods; none where a fixed step is shorter than a whole one and the solver
    /// has no cutoff that could be raised for it.
    pub acceleration: Acceleration,
    /// `--momentum` of the methods that have one.
    pub momentum: f64,
    /// `--damping` of the solvers that take one.
    pub damping: Damping,
    /// `--cutoff` of the solver `svd`.
    pub cutoff: Cutoff,
    /// Whether the data carry noise that `--noise-seed` draws.
    pub noisy: bool,
    /// Whether the loss is an energy and no sum of squares of residuals.
    pub energy: bool,
}

impl Defaults {
    /// What holds for a network on fixed points unless a problem says otherwise: natural gradient with
    /// annealed singular values and a backtracking length.
    pub const fn of(layers: &'static [usize]) -> Self {
        Self {
            optimizer: Optimizer::NaturalGradient,
            layers,
            activation: Activation::Tanh,
            init: Init::Glorot,
            precision: Precision::F64,
            batch: Batch::All,
            iterations: 200,
            plain_iterations: 5_000,
            solver: Solver::Svd,
            step: Step::Backtracking,
            acceleration: Acceleration::Geodesic,
            momentum: 0.9,
            damping: Damping::Adaptive,
            cutoff: Cutoff::AnnealedTo(Fall::to(1e-8)),
            noisy: false,
            energy: false,
        }
    }

    /// Damped steps whose λ follows the length of a backtracking search: where the network has two hidden layers or
    /// its points many coordinates, their valleys are narrow and long, and truncated singular values advance there by
    /// short lengths only.
    pub const fn damped_by_length(layers: &'static [usize]) -> Self {
        Self { iterations: 1000, solver: Solver::Cholesky, damping: Damping::ByLength, ..Self::of(layers) }
    }
}
