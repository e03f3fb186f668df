use crate::choice::{
    Acceleration, Activation, Batch, Cutoff, Damping, Init, Optimizer, Policy, Precision, Solver, Step,
};

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
    /// `--acceleration` of the natural methods; none where a fixed step is shorter than a whole one.
    pub acceleration: Acceleration,
    /// `--policy` of this step, if it is not the usual one of its kind.
    pub policy: Option<Policy>,
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
            policy: None,
            momentum: 0.9,
            damping: Damping::Adaptive,
            cutoff: Cutoff::AnnealedTo(1e-8, Cutoff::STEPS),
            noisy: false,
            energy: false,
        }
    }
    /// The method of Levenberg and Marquardt: whole damped steps, the damping raised where one fails.
    pub const fn levenberg_marquardt(layers: &'static [usize]) -> Self {
        Self {
            iterations: 1500,
            solver: Solver::Cholesky,
            step: Step::Fixed(1.0),
            policy: Some(Policy::Descent),
            ..Self::of(layers)
        }
    }
}
