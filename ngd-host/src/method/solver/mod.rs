//! `--solver`: how the least-squares problem of a natural step is solved, and what regularizes it.
#![allow(
    clippy::extra_unused_type_parameters,
    reason = "the table calls every solver alike, whether it has numbers or not"
)]

mod accumulated;
mod averaged;
mod cholesky;
mod dual;
mod square_root;
mod svd;

pub use accumulated::Accumulated;
pub use averaged::Averaged;
pub use cholesky::Cholesky;
pub use dual::Dual;
pub use square_root::SquareRoot;
pub use svd::Svd;

use super::cutoff::CUTOFF;
use super::damping::{ByLength, DAMPING, Damping, GainRatio};
use super::dynamic::{AnyDamping, AnySolver};
use super::{Float, Step};
use crate::request::{Accepts, Ask, Flag, Heading, Name, Request, UsageError};

/// The flag.
pub static SOLVER: Flag = Flag {
    name: "solver",
    value: "NAME",
    heading: Heading::Method,
    help: "How a natural step is solved; only for natural and parameter methods",
    accepts: Accepts::Names(Solver::names),
};

/// A solver with its regularization.
trait SolverPart: Sized {
    const NAME: &'static str;
    const ABOUT: &'static str;
    /// The flag of its regularization.
    const FLAG: &'static Flag;

    /// Takes its regularization out of a request; `step` says how far steps go.
    fn take(ask: &mut Ask, step: Step) -> Result<Self, UsageError>;

    /// Adds its regularization to a request.
    fn write(&self, request: &mut Request);

    /// The solver of the core for batches of at most so many rows.
    fn build<R: Float>(&self, rows: usize) -> AnySolver<R>;

    /// The regularization of the core for P parameters.
    fn regularization<R: Float>(&self, parameters: usize) -> AnyDamping<R>;
}

macro_rules! solvers {
    ($($part:ident),+ $(,)?) => {
        /// A solver with its regularization.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum Solver {
            $(
                #[doc = concat!("See [`", stringify!($part), "`].")]
                $part($part),
            )+
        }

        impl Solver {
            /// Their names.
            pub fn names() -> Vec<Name> {
                vec![$(Name { name: $part::NAME, about: $part::ABOUT }),+]
            }

            /// Those of the names whose solvers take this flag.
            pub fn that_take(flag: &Flag) -> Vec<&'static str> {
                [$(($part::NAME, $part::FLAG)),+]
                    .into_iter()
                    .filter_map(|(name, own)| (own == flag).then_some(name))
                    .collect()
            }

            /// The solver of this name with the regularization that a request asks for, for steps of such a length.
            ///
            /// # Errors
            /// [`UsageError`] for a regularization that does not go with the steps.
            pub fn take(name: &str, ask: &mut Ask, step: Step) -> Result<Self, UsageError> {
                $(if name == $part::NAME {
                    return $part::take(ask, step).map(Self::$part);
                })+
                let names: Vec<&str> = Self::names().iter().map(|name| name.name).collect();
                Err(UsageError::value(&SOLVER, name, crate::request::not_among(name, &names)))
            }

            /// What it is called.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$part(_) => $part::NAME),+ }
            }

            /// The flag of its regularization.
            pub fn flag(&self) -> &'static Flag {
                match self { $(Self::$part(_) => $part::FLAG),+ }
            }

            /// Adds it to a request.
            pub fn write(&self, request: &mut Request) {
                request.write(&SOLVER, self.name());
                match self { $(Self::$part(part) => part.write(request)),+ }
            }

            /// The solver of the core for batches of at most so many rows.
            pub fn build<R: Float>(&self, rows: usize) -> AnySolver<R> {
                match self { $(Self::$part(part) => part.build(rows)),+ }
            }

            /// The regularization of the core for P parameters.
            pub fn regularization<R: Float>(&self, parameters: usize) -> AnyDamping<R> {
                match self { $(Self::$part(part) => part.regularization(parameters)),+ }
            }
        }
    };
}

solvers! { Cholesky, SquareRoot, Svd, Dual, Averaged, Accumulated }

impl Solver {
    /// Whether it is regularized by a damping λ; otherwise by a cutoff.
    pub fn is_damped(&self) -> bool {
        self.flag() != &CUTOFF
    }
}

/// A solver that takes a damping.
macro_rules! damped {
    ($part:ident, $name:literal, $about:literal) => {
        impl super::SolverPart for $part {
            const NAME: &'static str = $name;
            const ABOUT: &'static str = $about;
            const FLAG: &'static $crate::request::Flag = &$crate::method::damping::DAMPING;

            fn take(
                ask: &mut $crate::request::Ask,
                step: $crate::method::Step,
            ) -> Result<Self, $crate::request::UsageError> {
                Ok(Self { damping: super::damping(ask, step)? })
            }

            fn write(&self, request: &mut $crate::request::Request) {
                request.write(&$crate::method::damping::DAMPING, self.damping);
            }

            fn build<R: $crate::method::Float>(&self, rows: usize) -> $crate::method::dynamic::AnySolver<R> {
                $crate::method::dynamic::AnySolver::new(self.solver::<R>(rows))
            }

            fn regularization<R: $crate::method::Float>(
                &self,
                _parameters: usize,
            ) -> $crate::method::dynamic::AnyDamping<R> {
                self.damping.build()
            }
        }
    };
}

use damped;

/// λ of a solver. By the length of a search, unless steps are shorter than any search would make them: then by the
/// gain.
fn damping(ask: &mut Ask, step: Step) -> Result<Damping, UsageError> {
    let asked = ask.asked::<Damping>(&DAMPING, str::parse)?;
    if matches!(asked, Some(Damping::ByLength(_))) && step.is_cautious() {
        return Err(UsageError::Ignored {
            flag: "--damping length".to_owned(),
            by: format!("--step {step}"),
            remedy: "λ follows the length that a search finds; with this step it is constant:L, adaptive or \
                     gain-ratio"
                .to_owned(),
        });
    }
    let usual = match ask.take::<Damping>(&DAMPING)? {
        None | Some(Damping::ByLength(_)) if step.is_cautious() => Damping::GainRatio(GainRatio),
        recommended => recommended.unwrap_or(Damping::ByLength(ByLength)),
    };
    Ok(asked.unwrap_or(usual))
}
