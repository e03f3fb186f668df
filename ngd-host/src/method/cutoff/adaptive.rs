use std::fmt;

use ngd_core::damping::AdaptiveCutoff;

use crate::method::Float;
use crate::method::family::Part;
use crate::request::{Rejected, number};

/// The smallest, as long as they leave out no more than a share of the residual.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adaptive {
    /// The share; that of the core if `None`.
    pub share: Option<f64>,
}

impl Part for Adaptive {
    const FORM: &'static str = "adaptive[:X]";
    const ABOUT: &'static str =
        "The smallest, as long as they hold no more than the share X (0.03) of the residual";

    fn parse(text: &str) -> Option<Result<Self, Rejected>> {
        let rest = text.strip_prefix("adaptive")?;
        if rest.is_empty() {
            return Some(Ok(Self { share: None }));
        }
        let share = number::fraction("the share X of adaptive:X", rest.strip_prefix(':')?);
        Some(share.map(|share| Self { share: Some(share) }))
    }
}

impl fmt::Display for Adaptive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.share {
            None => f.write_str("adaptive"),
            Some(share) => write!(f, "adaptive:{share:?}"),
        }
    }
}

impl Adaptive {
    /// The rule of the core.
    pub fn build<R: Float>(&self, parameters: usize) -> AdaptiveCutoff<R> {
        let usual = AdaptiveCutoff::new(parameters);
        match self.share {
            None => usual,
            Some(share) => AdaptiveCutoff { share: R::of(share), ..usual },
        }
    }
}
