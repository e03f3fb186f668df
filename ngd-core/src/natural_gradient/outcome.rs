//! What became of a step, and why it could not be tried.

use core::fmt;

use crate::Real;
use crate::least_squares::FactorError;
use crate::memory::MemoryError;

/// What became of a step.
#[must_use = "a rejected step leaves θ where it was"]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Outcome<R> {
    /// θ moved.
    Accepted(Report<R>),
    /// θ is as it was; the momentum begins anew.
    Rejected(Report<R>),
}

/// The figures of a step.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Report<R> {
    /// The loss at θ after the step, on the samples of the step.
    pub loss: R,
    /// The loss at θ before it, on the same samples.
    pub loss_before: R,
    /// η, zero if rejected.
    pub length: R,
    /// λ, the relative or absolute cutoff, or the share of the residual that was left out.
    pub regularization: R,
    /// The β that was used: zero at the start, after a restart, and where momentum was dropped.
    pub beta: R,
    /// Actual over predicted decrease, where a decrease was predicted.
    pub gain: Option<R>,
    /// Evaluations of the loss besides that of the rows.
    pub loss_evaluations: u32,
    /// A further step on the same samples would end the same way.
    pub repeats: bool,
}

impl<R: Copy> Outcome<R> {
    /// The figures.
    pub fn report(&self) -> &Report<R> {
        match self {
            Self::Accepted(report) | Self::Rejected(report) => report,
        }
    }

    /// The loss at θ after the step, on the samples of the step.
    pub fn loss(&self) -> R {
        self.report().loss
    }

    /// Whether θ moved.
    pub fn is_accepted(&self) -> bool {
        matches!(self, Self::Accepted(_))
    }
}

impl<R: Real> fmt::Display for Outcome<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepted(report) => {
                write!(f, "accepted: loss {:e} at length {}", report.loss.to_f64(), report.length)
            }
            Self::Rejected(report) => {
                write!(f, "rejected and restarted: loss stays {:e}", report.loss.to_f64())
            }
        }
    }
}

/// Why a step could not be tried. θ, the velocity and every other state are bit for bit what they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum StepError {
    /// The memory is too small.
    Memory(MemoryError),
    /// θ has not as many entries as the model has parameters.
    Parameters {
        /// The model's.
        expected: usize,
        /// θ's.
        found: usize,
    },
    /// There are no samples.
    NoSamples,
    /// The weight of this sample is negative or not a number.
    Weight(usize),
    /// Residual or loss of this sample are not finite.
    Loss(usize),
    /// A coordinate of this sample is not finite, and so its row is not.
    Point(usize),
    /// β is not in [0, 1).
    Beta,
    /// α is not a positive number.
    LearningRate,
    /// The matrix could not be factored, and the damping cannot grow.
    Factor(FactorError),
    /// The direction is not finite.
    Direction,
}

impl fmt::Display for StepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory(error) => error.fmt(f),
            Self::Parameters { expected, found } => {
                write!(f, "theta has {found} entries and the model {expected} parameters: make them equal")
            }
            Self::NoSamples => f.write_str("there are no samples: a step needs at least one"),
            Self::Weight(sample) => {
                write!(f, "the weight of sample {sample} is negative or not finite: weights are at least 0")
            }
            Self::Loss(sample) => write!(
                f,
                "the loss of sample {sample} is not finite: check its data, or start from smaller parameters"
            ),
            Self::Point(sample) => {
                write!(f, "a coordinate of sample {sample} is not finite: check its data, or leave it out")
            }
            Self::Beta => f.write_str("beta must be at least 0 and less than 1"),
            Self::LearningRate => f.write_str("the learning rate must be a positive, finite number"),
            Self::Factor(error) => error.fmt(f),
            Self::Direction => {
                f.write_str("the direction is not finite: raise the damping or scale the problem")
            }
        }
    }
}

impl core::error::Error for StepError {}

impl From<MemoryError> for StepError {
    fn from(error: MemoryError) -> Self {
        Self::Memory(error)
    }
}

impl From<FactorError> for StepError {
    fn from(error: FactorError) -> Self {
        Self::Factor(error)
    }
}
