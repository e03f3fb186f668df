//! Draws from scored candidates.

use core::fmt;

use crate::model::SplitMix64;
use crate::{Real, Sample};

/// Why nothing could be drawn, or nothing good enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum DrawError {
    /// The score of this candidate is negative, not finite or missing.
    Score(usize),
    /// All scores are zero.
    NoScores,
    /// So many draws were all further from the exact Gram matrix than allowed.
    Attempts(u32),
}

impl fmt::Display for DrawError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Score(candidate) => {
                write!(f, "candidate {candidate} has no score of at least 0: score all candidates first")
            }
            Self::NoScores => f.write_str("all scores are zero: the candidates see nothing of the model"),
            Self::Attempts(attempts) => write!(
                f,
                "none of {attempts} draws came close enough to the exact Gram matrix: draw more points"
            ),
        }
    }
}

impl core::error::Error for DrawError {}

/// Fills `drawn` with candidates, drawn independently with probability ∝ score ℓ_i, their weights
/// ω_i Σℓ/(n ℓ_i): the mean of Σ weight · f over them is Σ ω f over the candidates whose score is not zero.
///
/// Shapes: scores as many as candidates; n = `drawn.len()`.   Cost: n passes over the scores.
///
/// For several strata of candidates, draw from each of them apart.
///
/// # Errors
/// [`DrawError::Score`], [`DrawError::NoScores`]; `drawn` is untouched then.
///
/// # Source
/// Cohen, Migliorati (2017), Optimal weighted least-squares methods (arXiv 1608.00512).
pub fn draw<R: Real, const D: usize, const O: usize>(
    candidates: &[Sample<R, D, O>],
    scores: &[R],
    generator: &mut SplitMix64,
    drawn: &mut [Sample<R, D, O>],
) -> Result<(), DrawError> {
    let mut total = R::ZERO;
    for i in 0..candidates.len() {
        let score = scores.get(i).copied().filter(|score| *score >= R::ZERO && score.is_finite());
        total += score.ok_or(DrawError::Score(i))?;
    }
    if !(total > R::ZERO && total.is_finite()) {
        return Err(DrawError::NoScores);
    }
    let count = R::of_count(drawn.len());
    for place in drawn {
        let threshold = generator.uniform::<R>() * total;
        let mut sum = R::ZERO;
        for (candidate, score) in candidates.iter().zip(scores) {
            sum += *score;
            if *score > R::ZERO {
                *place = *candidate;
                place.weight = candidate.weight * total / (count * *score);
            }
            if sum > threshold {
                break;
            }
        }
    }
    Ok(())
}
