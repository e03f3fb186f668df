//! The equations, one per file, each with its own good defaults.

mod poisson_1d;
mod poisson_2d;
mod reaction_diffusion;
mod setting;

use clap::ValueEnum;
use serde::Serialize;

pub use poisson_1d::Poisson1d;
pub use poisson_2d::Poisson2d;
pub use reaction_diffusion::ReactionDiffusion;
pub use setting::{Domain, Setting};

use crate::choice::{Activation, Cutoff, Damping, Init, Optimizer, Precision, Solver, Step};

/// The problems that `ngd` knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
pub enum ProblemName {
    /// −u″ = π² sin πx on (0, 1), u = 0 at both ends
    #[serde(rename = "poisson-1d")]
    #[value(name = "poisson-1d")]
    Poisson1d,
    /// −Δu = 2π² sin πx sin πy on the unit square, u = 0 on the boundary
    #[serde(rename = "poisson-2d")]
    #[value(name = "poisson-2d")]
    Poisson2d,
    /// −εv″ + v′ = 1 on (0, 1), ε = 0.1, v = x(1−x)·network: the boundary values are built in
    #[serde(rename = "reaction-diffusion")]
    #[value(name = "reaction-diffusion")]
    ReactionDiffusion,
}

impl ProblemName {
    /// What the network of this problem must look like, and the optimizer it is best solved with.
    pub fn shape(self) -> Shape {
        match self {
            Self::Poisson1d => poisson_1d::SHAPE,
            Self::Poisson2d => poisson_2d::SHAPE,
            Self::ReactionDiffusion => reaction_diffusion::SHAPE,
        }
    }

    /// What holds where no flag says otherwise.
    pub fn defaults(self, optimizer: Optimizer) -> Defaults {
        match self {
            Self::Poisson1d => poisson_1d::defaults(optimizer),
            Self::Poisson2d => poisson_2d::defaults(optimizer),
            Self::ReactionDiffusion => reaction_diffusion::defaults(optimizer),
        }
    }
}

/// The interface of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// D, the coordinates of a point.
    pub inputs: usize,
    /// O, the components of the solution.
    pub outputs: usize,
    /// The optimizer that is taken without `--optimizer`.
    pub optimizer: Optimizer,
}

/// One value for every flag. Those that the optimizer or solver does not use are not read.
#[derive(Clone, Debug, PartialEq)]
pub struct Defaults {
    /// `--layers`.
    pub layers: &'static [usize],
    /// `--activation`.
    pub activation: Activation,
    /// `--init`.
    pub init: Init,
    /// `--precision`.
    pub precision: Precision,
    /// `--iterations`.
    pub iterations: u64,
    /// `--solver` of the natural methods.
    pub solver: Solver,
    /// `--step`.
    pub step: Step,
    /// `--momentum` of the methods that have one.
    pub momentum: f64,
    /// `--damping` of the solvers that take one.
    pub damping: Damping,
    /// `--cutoff` of the solver `svd`.
    pub cutoff: Cutoff,
}
