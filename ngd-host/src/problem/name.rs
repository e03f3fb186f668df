use std::fmt;

use clap::ValueEnum;
use clap::builder::PossibleValue;
use serde::{Serialize, Serializer};

use super::{AnyCase, Defaults, Shape, TABLE, Visitor, poisson_2d};

/// A problem as the table holds it.
pub struct Entry {
    /// What it is called.
    pub name: &'static str,
    /// Its equation, in one line.
    pub about: &'static str,
    /// The problem itself.
    pub open: fn() -> Shape,
}

/// A problem that `ngd` knows.
#[derive(Clone, Copy)]
pub struct ProblemName(pub(super) &'static Entry);

impl ProblemName {
    /// The problem that is trained where none is named.
    pub const FIRST: Self = Self(&poisson_2d::ENTRY);

    /// The problem of this name.
    pub fn find(name: &str) -> Option<Self> {
        TABLE.iter().copied().find(|problem| problem.0.name == name)
    }

    /// Hands the problem to a visitor.
    pub fn visit<V: Visitor>(self, visitor: V) -> V::Output {
        (self.0.open)().visit(visitor)
    }

    /// What holds where no flag says otherwise.
    pub fn defaults(self) -> Defaults {
        struct Ask;
        impl Visitor for Ask {
            type Output = Defaults;
            fn visit<const D: usize, const O: usize>(self, case: Box<dyn AnyCase<D, O>>) -> Defaults {
                case.defaults()
            }
        }
        self.visit(Ask)
    }

    /// D, the coordinates of a point.
    pub fn inputs(self) -> usize {
        struct Ask;
        impl Visitor for Ask {
            type Output = usize;
            fn visit<const D: usize, const O: usize>(self, _: Box<dyn AnyCase<D, O>>) -> usize {
                D
            }
        }
        self.visit(Ask)
    }
}

impl PartialEq for ProblemName {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for ProblemName {}

impl fmt::Debug for ProblemName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

impl Serialize for ProblemName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.name)
    }
}

impl ValueEnum for ProblemName {
    fn value_variants<'a>() -> &'a [Self] {
        &TABLE
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name).help(self.0.about))
    }
}
