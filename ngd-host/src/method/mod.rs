//! The named methods and their parts. A part is one file: its name, how it is read from a request and written to one,
//! and the part of the core that it builds.

mod acceleration;
mod adam;
mod coordinates;
pub mod cutoff;
pub mod damping;
mod dynamic;
mod family;
mod lbfgs;
mod momentum;
mod natural;
mod optimizer;
mod plain;
mod policy;
mod preset;
mod restarts;
pub mod solver;
mod spectrum;
mod spoken;
pub mod step;
mod table;

use faer::traits::RealField;
use ngd_core::Real;

pub use acceleration::{ACCELERATION, Acceleration};
pub use adam::Adam;
pub use coordinates::{Coordinates, WHITEN};
pub use cutoff::{CUTOFF, Cutoff};
pub use damping::{DAMPING, Damping};
pub use lbfgs::Lbfgs;
pub use momentum::{MOMENTUM, Momentum};
pub use natural::Natural;
pub use optimizer::{Build, NaturalStep, Optimizer};
pub use plain::Plain;
pub use policy::{POLICY, Policy};
pub use preset::{OPTIMIZER, Preset};
pub use restarts::{RESTARTS, Restarts};
pub use solver::{SOLVER, Solver};
pub use spectrum::HeapSpectrum;
pub use step::{STEP, Step};

use crate::request::{Ask, Flag, Request, UsageError};
use preset::Kind;

/// The flags of all methods.
pub static FLAGS: [&Flag; 10] =
    [&OPTIMIZER, &SOLVER, &DAMPING, &CUTOFF, &STEP, &ACCELERATION, &MOMENTUM, &RESTARTS, &POLICY, &WHITEN];

/// A number that the core and the linear algebra of the host know.
pub trait Float: Real + RealField {}
impl Float for f32 {}
impl Float for f64 {}

/// A method with exactly the parts that it has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    /// A step that meets the tangent space.
    Natural(Natural),
    /// A step along the gradient.
    Plain(Plain),
    /// Adam.
    Adam(Adam),
    /// L-BFGS.
    Lbfgs(Lbfgs),
}

impl Method {
    /// The named method with the parts that a request asks for.
    ///
    /// # Errors
    /// [`UsageError`] for parts that do not go together.
    pub fn take(preset: &'static Preset, ask: &mut Ask) -> Result<Self, UsageError> {
        Ok(match &preset.kind {
            Kind::Natural(only) => Self::Natural(Natural::take(preset, only.as_ref(), ask)?),
            Kind::Plain => Self::Plain(Plain::take(preset, ask)?),
            Kind::Adam => Self::Adam(Adam::take(preset, ask)?),
            Kind::Lbfgs => Self::Lbfgs(Lbfgs::take(preset, ask)?),
        })
    }

    /// Adds its name and its parts to a request.
    pub fn write(&self, request: &mut Request) {
        request.write(&OPTIMIZER, self.preset().name);
        match self {
            Self::Natural(method) => method.write(request),
            Self::Plain(method) => method.write(request),
            Self::Adam(method) => method.write(request),
            Self::Lbfgs(method) => method.write(request),
        }
    }

    /// The named method that it is, whatever its parts.
    pub fn preset(&self) -> &'static Preset {
        match self {
            Self::Natural(method) => method.preset,
            Self::Plain(method) => method.preset,
            Self::Adam(method) => method.preset,
            Self::Lbfgs(method) => method.preset,
        }
    }

    /// What it is called.
    pub fn name(&self) -> &'static str {
        self.preset().name
    }

    /// Its solver, if it has one.
    pub fn solver(&self) -> Option<&Solver> {
        match self {
            Self::Natural(method) => Some(&method.solver),
            _ => None,
        }
    }

    /// Why it has no use for a flag.
    pub fn ignores(&self, flag: &Flag) -> UsageError {
        let solvers = Solver::that_take(flag);
        let (by, remedy) = match self {
            Self::Natural(Natural { solver, .. }) if !solvers.is_empty() => {
                let (name, own) = (solver.name(), solver.flag().dashed());
                (
                    format!("the solver {name}"),
                    format!("{name} takes {own}; it belongs to {}", solvers.join(", ")),
                )
            }
            Self::Lbfgs(_) if [&STEP, &POLICY].contains(&flag) => {
                let own = "it has a search of its own and never raises the loss";
                (self.name().to_owned(), own.to_owned())
            }
            _ if !solvers.is_empty() => {
                let whiten = if self.preset().takes(flag) { "--whiten and to " } else { "" };
                let solvers = solvers.join(", ");
                let remedy = format!("it belongs to {whiten}these solvers of natural methods: {solvers}");
                (self.name().to_owned(), remedy)
            }
            _ => {
                let takes = |other: &&Preset| other.takes(flag);
                let names: Vec<&str> = Preset::all().iter().filter(takes).map(|other| other.name).collect();
                (self.name().to_owned(), format!("it belongs to {}", names.join(", ")))
            }
        };
        UsageError::Ignored { flag: flag.dashed(), by, remedy }
    }
}
