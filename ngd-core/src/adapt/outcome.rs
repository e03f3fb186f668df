//! What became of an observation.

use core::fmt;

use crate::{MemoryError, Real};

/// Why a reading was not learnt from. Nothing has changed but the counters, what is remembered of the reading itself, and
/// the velocity, which is zero unless the reading was an [`Outlier`](Self::Outlier).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Refusal {
    /// An input or the reading is not finite, or what the model makes of them.
    NotFinite,
    /// An input or the reading stands at its limit or beyond.
    AtLimit,
    /// The reading repeats itself while the prediction moves.
    Stuck,
    /// The reading is far from the prediction, and so are not yet enough before it.
    Outlier,
    /// The adapter was told not to learn.
    Held,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotFinite => "not finite: look at the sensor's wiring, or at the scaling of its inputs",
            Self::AtLimit => "at a limit: the sensor is saturated, or its limits are set too narrow",
            Self::Stuck => "stuck: the reading repeats itself; a sensor that may do so has stuck = 0",
            Self::Outlier => {
                "an outlier: far from the prediction; if honest readings are, the noise is set too small"
            }
            Self::Held => "held: the adapter was told not to learn",
        })
    }
}

/// How far a reading was from its prediction.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Innovation<R> {
    /// e, reading minus prediction.
    pub error: R,
    /// (σ̂s)², the variance that was expected of it.
    pub variance: R,
}

impl<R: Real> Innovation<R> {
    /// σ̂s, the standard deviation that was expected.
    pub fn deviation(&self) -> R {
        self.variance.sqrt()
    }
}

/// What became of one output's reading.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Reading<R> {
    /// θ and P have changed.
    Learnt(Innovation<R>),
    /// The reading was no news: θ and P have stayed.
    Known(Innovation<R>),
    /// It was not learnt from.
    Refused(Refusal),
}

/// What became of an observation. None of these is an error.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Outcome<R, const O: usize = 1> {
    /// At least one output's reading was taken.
    Accepted([Reading<R>; O]),
    /// None was, and this is why the first was not.
    Refused(Refusal),
    /// The last good θ predicted the last readings better than the present one, and is θ again.
    RolledBack([Reading<R>; O]),
}

impl<R: Real, const O: usize> Outcome<R, O> {
    /// Whether a reading was taken.
    pub fn is_accepted(&self) -> bool {
        matches!(self, Self::Accepted(_))
    }

    /// Whether an earlier θ has returned.
    pub fn is_rolled_back(&self) -> bool {
        matches!(self, Self::RolledBack(_))
    }

    /// The innovation of an output, if its reading was taken.
    pub fn innovation(&self, output: usize) -> Option<Innovation<R>> {
        let (Self::Accepted(readings) | Self::RolledBack(readings)) = self else { return None };
        match readings.get(output)? {
            Reading::Learnt(innovation) | Reading::Known(innovation) => Some(*innovation),
            Reading::Refused(_) => None,
        }
    }
}

impl<R: Real, const O: usize> fmt::Display for Outcome<R, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepted(_) => f.write_str("accepted"),
            Self::Refused(refusal) => write!(f, "refused, {refusal}"),
            Self::RolledBack(_) => f.write_str("rolled back to the last good parameters"),
        }
    }
}

/// How often what became of readings; each output counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Counts {
    /// [`Reading::Learnt`].
    pub learnt: u32,
    /// [`Reading::Known`].
    pub known: u32,
    /// [`Refusal::NotFinite`].
    pub not_finite: u32,
    /// [`Refusal::AtLimit`].
    pub at_limit: u32,
    /// [`Refusal::Stuck`].
    pub stuck: u32,
    /// [`Refusal::Outlier`].
    pub outliers: u32,
    /// [`Refusal::Held`].
    pub held: u32,
    /// [`Outcome::RolledBack`].
    pub rolled_back: u32,
}

impl Counts {
    pub(super) fn count<R>(&mut self, reading: &Reading<R>) {
        let count = match reading {
            Reading::Learnt(_) => &mut self.learnt,
            Reading::Known(_) => &mut self.known,
            Reading::Refused(Refusal::NotFinite) => &mut self.not_finite,
            Reading::Refused(Refusal::AtLimit) => &mut self.at_limit,
            Reading::Refused(Refusal::Stuck) => &mut self.stuck,
            Reading::Refused(Refusal::Outlier) => &mut self.outliers,
            Reading::Refused(Refusal::Held) => &mut self.held,
        };
        *count = count.saturating_add(1);
    }

    /// Readings that were refused, for whatever reason.
    pub fn refused(&self) -> u32 {
        let Self { not_finite, at_limit, stuck, outliers, held, .. } = self;
        [at_limit, stuck, outliers, held]
            .into_iter()
            .fold(*not_finite, |sum, count| sum.saturating_add(*count))
    }
}

/// Why an adapter cannot work at all. Nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum AdaptError {
    /// The memory is too small.
    Memory(MemoryError),
    /// The deployed θ has not as many entries as the model has parameters.
    Parameters {
        /// The model's.
        expected: usize,
        /// θ's.
        found: usize,
    },
    /// A deployed parameter is not finite.
    Theta(usize),
    /// The active spans are not in ascending order, overlap, or leave θ.
    Active,
    /// σ of this output is not a positive number.
    Noise(usize),
    /// A lower limit of this input, or of output `limit − D`, is not below the upper one.
    Limit(usize),
    /// A choice is not in its range.
    Setting(&'static str),
    /// [`begin`](super::Adapter::begin) has not been called.
    NotBegun,
}

impl fmt::Display for AdaptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory(error) => error.fmt(f),
            Self::Parameters { expected, found } => {
                write!(f, "theta has {found} entries and the model {expected} parameters: make them equal")
            }
            Self::Theta(entry) => {
                write!(f, "entry {entry} of the deployed theta is not finite: train it anew")
            }
            Self::Active => f.write_str("the active spans must ascend, not overlap and lie within theta"),
            Self::Noise(output) => write!(f, "the noise of output {output} must be a positive number"),
            Self::Limit(limit) => {
                write!(f, "limit {limit}, inputs first: the lower one must be below the upper one")
            }
            Self::Setting(name) => write!(f, "{name} is out of its range: see adapt::Settings"),
            Self::NotBegun => f.write_str("the adapter has not begun: call begin, or restore a state"),
        }
    }
}

impl core::error::Error for AdaptError {}

impl From<MemoryError> for AdaptError {
    fn from(error: MemoryError) -> Self {
        Self::Memory(error)
    }
}
