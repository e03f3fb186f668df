use crate::request::{Accepts, Ask, Flag, Heading, Rejected, Request, UsageError, words};

words! {
    /// How the fresh points of a step are drawn.
    Sampling {
        Uniform = "uniform", "As the problem's loss weighs them";
        Christoffel = "christoffel", "Out of the fixed points by their leverage (inverse Christoffel density)";
    }
}

/// The flag of the points of a step.
pub static BATCH: Flag = Flag {
    name: "batch",
    value: "N",
    heading: Heading::Method,
    help: "The points of a step: all, the problem's fixed ones, or about N fresh random points in every step",
    accepts: Accepts::Text(|text| count(text).map(drop)),
};

/// The flag of their distribution.
pub static SAMPLING: Flag = Flag {
    name: "sampling",
    value: "NAME",
    heading: Heading::Method,
    help: "How the points of --batch N are drawn [default: uniform]",
    accepts: Accepts::Names(Sampling::names),
};

/// On which points a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Batch {
    /// The problem's fixed points, the same in every step.
    All,
    /// Fresh random points in every step.
    Fresh {
        /// About so many.
        count: usize,
        /// How they are drawn.
        sampling: Sampling,
    },
}

/// How many fresh points, if any.
fn count(text: &str) -> Result<Option<usize>, Rejected> {
    match text.trim().parse() {
        _ if text == "all" => Ok(None),
        Ok(count) if (1..=1_000_000).contains(&count) => Ok(Some(count)),
        _ => Err(Rejected("allowed are all, and a whole number of points from 1 to 1000000".to_owned())),
    }
}

impl Batch {
    /// The points that a request asks for.
    ///
    /// # Errors
    /// [`UsageError`] for a value that a flag does not take.
    pub fn take(ask: &mut Ask) -> Result<Self, UsageError> {
        let Some(count) = ask.take_by(&BATCH, count)?.flatten() else { return Ok(Self::All) };
        Ok(Self::Fresh { count, sampling: ask.take(&SAMPLING)?.unwrap_or(Sampling::Uniform) })
    }

    /// Adds them to a request.
    pub fn write(self, request: &mut Request) {
        match self {
            Self::All => request.write(&BATCH, "all"),
            Self::Fresh { count, sampling } => {
                request.write(&BATCH, count);
                request.write(&SAMPLING, sampling);
            }
        }
    }
}
