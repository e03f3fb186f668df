//! What a named method is: `--optimizer`.

use std::fmt;

use super::damping::DAMPING;
use super::natural::Only;
use super::solver::SOLVER;
use super::spoken::Recipe;
use super::step::STEP;
use super::table::PRESETS;
use super::{Adam, FLAGS, Lbfgs, Momentum, Natural, Plain, Solver};
use crate::request::{Accepts, Flag, Heading, Name, Rejected, Request, UsageError, not_among};

/// The flag.
pub static OPTIMIZER: Flag = Flag {
    name: "optimizer",
    value: "NAME",
    heading: Heading::Method,
    help: "The method",
    accepts: Accepts::Names(Preset::names),
};

/// A named method, a preset of parts.
pub struct Preset {
    /// What `--optimizer` calls it.
    pub name: &'static str,
    /// Another name for the same.
    pub alias: Option<&'static str>,
    /// In one line.
    pub about: &'static str,
    /// What it is in the core.
    pub core: &'static str,
    /// The formula of its step.
    pub formula: &'static str,
    /// Where it was published, in Markdown.
    pub source: &'static str,
    /// The parts that the recommendation of a problem exchanges.
    pub follows: &'static [&'static Flag],
    /// Its iterations where nobody says otherwise; those of the problem if `None`.
    pub iterations: Option<u64>,
    pub(super) kind: Kind,
    /// The preset of the core.
    pub(super) recipe: fn() -> Recipe,
}

/// Which parts it has.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Natural(Option<Only>),
    Plain,
    Adam,
    Lbfgs,
}

impl Preset {
    /// All named methods, in the order in which they are listed.
    pub fn all() -> &'static [Self] {
        &PRESETS
    }

    /// The method of this name, or of this other name.
    ///
    /// # Errors
    /// The names that there are.
    pub fn find(name: &str) -> Result<&'static Self, Rejected> {
        let found = PRESETS.iter().find(|preset| preset.name == name || preset.alias == Some(name));
        let names = || Self::names().iter().map(|name| name.name).collect::<Vec<_>>();
        found.ok_or_else(|| not_among(name, &names()))
    }

    /// The names and what they stand for.
    pub fn names() -> Vec<Name> {
        let both = |preset: &'static Self| {
            let names = [Some(preset.name), preset.alias].into_iter().flatten();
            names.map(|name| Name { name, about: preset.about })
        };
        PRESETS.iter().flat_map(both).collect()
    }

    /// Whether the step solves a least-squares problem, so that it has a solver and a regularization.
    pub fn is_natural(&self) -> bool {
        matches!(self.kind, Kind::Natural(_))
    }

    /// Whether there is a velocity, so that β means something.
    pub fn has_momentum(&self) -> bool {
        !matches!(self.momentum(), Momentum::None)
    }

    /// Whether it takes the loss for a sum of squares of residuals.
    pub fn needs_residuals(&self) -> bool {
        matches!(self.momentum(), Momentum::Spring { .. })
    }

    /// Its parts, in the words of the command line.
    pub fn parts(&self) -> Request {
        let taken: Vec<&Flag> = FLAGS.into_iter().filter(|flag| self.takes(flag)).collect();
        (self.recipe)().parts.only(&taken)
    }

    pub(super) fn momentum(&self) -> Momentum {
        (self.recipe)().momentum
    }

    /// Whether it takes a flag, with the right solver or coordinates.
    pub fn takes(&self, flag: &Flag) -> bool {
        let own: &[&Flag] = match self.kind {
            Kind::Natural(_) => &Natural::FLAGS,
            Kind::Plain => &Plain::FLAGS,
            Kind::Adam => &Adam::FLAGS,
            Kind::Lbfgs => &Lbfgs::FLAGS,
        };
        let regularization =
            if self.is_natural() { !Solver::that_take(flag).is_empty() } else { flag == &DAMPING };
        regularization || own.contains(&flag) || self.momentum().flags().contains(&flag)
    }
}

impl Preset {
    /// What of a problem's recommendation exchanges its parts.
    pub fn exchange(&self, recommended: &Request) -> Request {
        let mut exchanged = recommended.only(self.follows);
        if let Kind::Natural(Some(only)) = self.kind
            && only.check(self, &exchanged).is_err()
        {
            exchanged.remove(&STEP);
        }
        exchanged
    }

    /// What suits batches far smaller than the network. What a batch leaves undetermined must be damped, and its
    /// kernel is smaller than a Gram matrix; but a velocity that is to be projected on the tangent space needs the
    /// batches before, which show more of it.
    ///
    /// # Errors
    /// [`UsageError`] for a value that a flag does not take.
    pub fn of_small_batches(&self, asked: &Request) -> Result<Request, UsageError> {
        let mut request = Request::default();
        if self.follows.contains(&&SOLVER) {
            let usual = if self.momentum().is_projected() { "accumulated" } else { "dual" };
            let solver = asked.get(&SOLVER).unwrap_or(usual);
            request.set(&SOLVER, solver)?;
            request.set(&DAMPING, if solver == "accumulated" { SUMMED_DAMPING } else { BATCH_DAMPING })?;
        }
        Ok(request)
    }
}

/// λ of small batches by themselves and summed up. Summed up, natural heavy ball on poisson-5d, batches of 40, 1000
/// steps of 0.01, ends at 2.6e-3, with 1e-2 at 8.2e-3, with 1e-4 at 2.9e-3; by steps of 0.1 at 2.2e-3, 7.7e-3 and
/// 1.4e-2 (medians of three seeds).
const BATCH_DAMPING: &str = "constant:0.01";
const SUMMED_DAMPING: &str = "constant:0.001";

impl PartialEq for Preset {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl fmt::Debug for Preset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
