use std::fmt;

use ngd_core::damping;

use crate::method::Float;
use crate::method::family::Part;
use crate::request::{Rejected, number};

/// λ = L·trace(G)/P.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Constant {
    /// L, dimensionless.
    pub factor: f64,
}

impl Part for Constant {
    const FORM: &'static str = "constant:L";
    const ABOUT: &'static str = "λ = L·trace(G)/P, L ≥ 0";

    fn parse(text: &str) -> Option<Result<Self, Rejected>> {
        let factor = text.strip_prefix("constant:")?;
        let factor = number::not_negative("L of the damping λ = L·trace(G)/P", factor);
        Some(factor.map(|factor| Self { factor }))
    }
}

impl fmt::Display for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "constant:{:?}", self.factor)
    }
}

impl Constant {
    /// The rule of the core.
    pub fn build<R: Float>(&self) -> damping::Constant<R> {
        damping::Constant { relative: R::of(self.factor) }
    }
}
