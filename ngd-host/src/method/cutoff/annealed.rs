use std::fmt;

use ngd_core::damping::AnnealedCutoff;

use crate::method::Float;
use crate::method::family::Part;
use crate::request::{Rejected, number};

/// A cutoff that falls geometrically over the first steps and is tripled where no length helps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Annealed(Option<Fall>);

#[derive(Clone, Copy, Debug, PartialEq)]
struct Fall {
    /// The cutoff of the first step.
    first: f64,
    /// The cutoff from the last step on.
    last: f64,
    /// The steps between.
    steps: u32,
}

impl Annealed {
    /// From 1e-4 to this cutoff in 20 steps.
    pub const fn to(last: f64) -> Self {
        Self(Some(Fall::to(last)))
    }

    /// The rule of the core.
    pub fn build<R: Float>(&self, parameters: usize) -> AnnealedCutoff<R> {
        match self.0 {
            None => AnnealedCutoff::new(parameters),
            Some(Fall { first, last, steps }) => AnnealedCutoff::between(R::of(first), R::of(last), steps),
        }
    }
}

impl Part for Annealed {
    const FORM: &'static str = "annealed[:X[:N[:F]]]";
    const ABOUT: &'static str = "A cutoff that falls from F (1e-4) to X (√(εP)) over the first N (20) steps";

    fn parse(text: &str) -> Option<Result<Self, Rejected>> {
        let rest = text.strip_prefix("annealed")?;
        if rest.is_empty() {
            return Some(Ok(Self(None)));
        }
        Some(Fall::parse(rest.strip_prefix(':')?).map(|fall| Self(Some(fall))))
    }
}

impl fmt::Display for Annealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(Fall { first, last, steps }) = self.0 else { return f.write_str("annealed") };
        let usual = Fall::to(last);
        match (steps == usual.steps, first == usual.first) {
            (true, true) => write!(f, "annealed:{last:?}"),
            (false, true) => write!(f, "annealed:{last:?}:{steps}"),
            (_, false) => write!(f, "annealed:{last:?}:{steps}:{first:?}"),
        }
    }
}

impl Fall {
    const fn to(last: f64) -> Self {
        Self { first: 1e-4, last, steps: 20 }
    }

    /// X, X:N or X:N:F.
    fn parse(text: &str) -> Result<Self, Rejected> {
        let mut parts = text.splitn(3, ':');
        let last = parts.next().unwrap_or_default();
        let mut fall = Self::to(number::fraction("the last cutoff X of annealed:X", last)?);
        if let Some(steps) = parts.next() {
            fall.steps = number_of_steps(steps)?;
        }
        if let Some(first) = parts.next() {
            fall.first = number::fraction("the first cutoff F of annealed:X:N:F", first)?;
        }
        Ok(fall)
    }
}

fn number_of_steps(text: &str) -> Result<u32, Rejected> {
    let none = || Rejected("the steps N of annealed:X:N must be a whole number, 1 or above".to_owned());
    text.trim().parse().ok().filter(|&steps| steps > 0).ok_or_else(none)
}
