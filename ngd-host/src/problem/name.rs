use std::fmt;

use serde::{Serialize, Serializer};

use super::{AnyCase, AnyMetric, Setting, Shape, TABLE, Visitor, poisson_2d};
use crate::request::{Flag, Name, Rejected, Request, UsageError, Word, not_among};

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
    ///
    /// # Errors
    /// The names that there are.
    pub fn find(name: &str) -> Result<Self, Rejected> {
        let found = TABLE.iter().copied().find(|problem| problem.0.name == name);
        found.ok_or_else(|| not_among(name, &TABLE.map(|problem| problem.0.name)))
    }

    /// The names and what they stand for.
    pub fn names() -> Vec<Name> {
        TABLE.iter().map(|problem| Name { name: problem.0.name, about: problem.0.about }).collect()
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// Hands the problem to a visitor.
    pub fn visit<V: Visitor>(self, visitor: V) -> V::Output {
        (self.0.open)().visit(visitor)
    }

    /// The flags that suit it.
    ///
    /// # Errors
    /// [`UsageError`] for a mistake in the problem's file.
    pub fn recommended(self, flags: &[&'static Flag]) -> Result<Request, UsageError> {
        struct Ask<'a>(&'a [&'static Flag]);
        impl Visitor for Ask<'_> {
            type Output = Result<Request, UsageError>;
            fn visit<const D: usize, const O: usize>(self, case: Box<dyn AnyCase<D, O>>) -> Self::Output {
                Request::read(case.recommended(), self.0)
            }
        }
        self.visit(Ask(flags))
    }

    /// Whether the data carry noise that `--noise-seed` draws.
    pub fn is_noisy(self) -> bool {
        struct Ask;
        impl Visitor for Ask {
            type Output = bool;
            fn visit<const D: usize, const O: usize>(self, case: Box<dyn AnyCase<D, O>>) -> bool {
                case.is_noisy()
            }
        }
        self.visit(Ask)
    }

    /// Whether the loss is an energy and no sum of squares of residuals.
    pub fn is_energy(self) -> bool {
        struct Ask;
        impl Visitor for Ask {
            type Output = bool;
            fn visit<const D: usize, const O: usize>(self, case: Box<dyn AnyCase<D, O>>) -> bool {
                let case: Box<dyn Setting<f64, D, O>> = case;
                matches!(case.metric(), AnyMetric::Energy(_))
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

impl Word for ProblemName {
    const ALL: &'static [Self] = &TABLE;

    fn word(self) -> &'static str {
        self.0.name
    }

    fn about(self) -> &'static str {
        self.0.about
    }
}
