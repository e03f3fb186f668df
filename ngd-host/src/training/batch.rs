use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::request::Rejected;

/// On which points a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub enum Batch {
    /// The problem's fixed points, the same in every step.
    All,
    /// About so many fresh random points in every step.
    Fresh(usize),
}

impl FromStr for Batch {
    type Err = Rejected;

    fn from_str(text: &str) -> Result<Self, Rejected> {
        match text.trim().parse() {
            _ if text == "all" => Ok(Self::All),
            Ok(count) if (1..=1_000_000).contains(&count) => Ok(Self::Fresh(count)),
            _ => Err(Rejected("allowed are all, and a whole number of points from 1 to 1000000".to_owned())),
        }
    }
}

impl fmt::Display for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Fresh(count) => write!(f, "{count}"),
        }
    }
}

impl From<Batch> for String {
    fn from(batch: Batch) -> Self {
        batch.to_string()
    }
}
