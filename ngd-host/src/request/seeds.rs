use std::ops::Range;
use std::str::FromStr;

use super::{Rejected, number};

/// The most seeds of one command.
pub const MAX_SEEDS: u64 = 10_000;

/// The seeds of a run: `A..B`, B excluded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seeds(Range<u64>);

impl Seeds {
    /// All of them, in order.
    pub fn range(&self) -> Range<u64> {
        self.0.clone()
    }
}

/// Which seeds of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// This one: `--seed`.
    One(u64),
    /// These: `--seeds`.
    Several(Seeds),
}

impl Which {
    /// All of them, in order.
    pub fn list(&self) -> Vec<u64> {
        match self {
            Self::One(seed) => vec![*seed],
            Self::Several(seeds) => seeds.range().collect(),
        }
    }
}

impl From<Range<u64>> for Seeds {
    fn from(range: Range<u64>) -> Self {
        Self(range)
    }
}

impl FromStr for Seeds {
    type Err = Rejected;

    fn from_str(text: &str) -> Result<Self, Rejected> {
        let (first, end) = text
            .split_once("..")
            .ok_or_else(|| Rejected("a range of seeds is written A..B, for example 0..10".to_owned()))?;
        let range = number::seed(first)?..number::seed(end)?;
        if range.is_empty() {
            return Err(Rejected("the range A..B must contain a seed: A below B, B is excluded".to_owned()));
        }
        if range.end - range.start > MAX_SEEDS {
            return Err(Rejected(format!("a range may contain at most {MAX_SEEDS} seeds")));
        }
        Ok(Self(range))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_excluded() {
        let seeds: Seeds = "3..6".parse().unwrap();
        assert_eq!(seeds.range().collect::<Vec<_>>(), [3, 4, 5]);
        let last: Seeds = format!("{}..{}", u64::MAX - 1, u64::MAX).parse().unwrap();
        assert_eq!(last.range().count(), 1);
    }

    #[test]
    fn what_is_no_range_is_rejected() {
        for text in
            ["", "3", "..", "1..", "..2", "2..2", "3..1", "-1..2", "0..=3", "a..b", "0..20000", "0..1e3"]
        {
            assert!(text.parse::<Seeds>().is_err(), "{text}");
        }
    }
}
