//! How far along a direction. A search asks for the loss at trial lengths and knows nothing of models.

mod geodesic;

pub use geodesic::GeodesicAcceleration;

use crate::Real;

/// The quadratic model of the loss along d: slope gᵀd, curvature dᵀGd.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Prediction<R> {
    /// gᵀd.
    pub slope: R,
    /// dᵀGd ≥ 0; zero if the solver has no Gram matrix.
    pub curvature: R,
}

impl<R: Real> Prediction<R> {
    /// The predicted decrease at length η: −η gᵀd − ½η² dᵀGd, right for any d.
    pub fn decrease(&self, length: R) -> R {
        -length * self.slope - R::HALF * length * length * self.curvature
    }
}

/// What a search may rely on.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Search<R> {
    /// The loss where the direction begins.
    pub start: R,
    /// The quadratic model there.
    pub prediction: Prediction<R>,
    /// A trial loss must be below this under descent, and not above it under escape.
    pub bound: R,
    /// Whether the policy is descent.
    pub descent: bool,
    /// Whether the step has no other direction to offer if this search fails.
    pub last: bool,
}

impl<R: Real> Search<R> {
    /// Whether the policy allows this loss.
    pub fn admits(&self, loss: R) -> bool {
        if self.descent { loss < self.bound } else { loss <= self.bound }
    }
}

/// A length and the loss there.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Found<R> {
    /// η.
    pub length: R,
    /// The loss at η.
    pub loss: R,
}

/// A rule for the length of a step.
pub trait StepLength<R: Real> {
    /// α, the factor of the gradient beside the velocity. A search leaves it one and shortens the whole
    /// direction, velocity included.
    fn learning_rate(&self) -> R {
        R::ONE
    }

    /// The largest η‖a‖/‖d‖ at which a step still follows the curve θ + ηd + ½η²a, a the geodesic
    /// acceleration; `None` for straight steps, which need no a. See [`GeodesicAcceleration`].
    fn most_acceleration(&self) -> Option<R> {
        None
    }

    /// Whether steps may follow a curve, as far as the type says it.
    const BENDS: bool = false;

    /// Whether to turn to a more cautious direction, of a larger cutoff, before any length is tried along this one:
    /// the longest step that would follow its acceleration is `bends`, and `cautions` directions were turned from
    /// already.
    fn turns_away(&self, bends: R, cautions: u32) -> bool {
        let _ = (bends, cautions);
        false
    }

    /// The length η, or `None` if there is no acceptable one. `trial` gives the loss at a length,
    /// infinite where it is not a number.
    fn search(&self, search: &Search<R>, trial: impl FnMut(R) -> R) -> Option<Found<R>>;
}

/// The whole direction, with α in front of the gradient. One trial.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Fixed<R> {
    /// α > 0.
    pub learning_rate: R,
}

impl<R: Real> StepLength<R> for Fixed<R> {
    fn learning_rate(&self) -> R {
        self.learning_rate
    }

    fn search(&self, search: &Search<R>, mut trial: impl FnMut(R) -> R) -> Option<Found<R>> {
        let loss = trial(R::ONE);
        search.admits(loss).then_some(Found { length: R::ONE, loss })
    }
}

/// The longest 2⁻ʲ, j ≤ `halvings`, whose decrease is at least `gain` of the predicted. Under escape,
/// the longest that the bound admits.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Backtracking<R> {
    /// The least ratio of actual to predicted decrease. 0.075: measured on Poisson and heat problems.
    pub gain: R,
    /// Halvings while the step could still try another direction. 6: with more a run may creep along a short
    /// direction, with fewer it turns away from a good one.
    pub halvings: u32,
    /// Halvings of the last direction. 39.
    pub last_halvings: u32,
}

impl<R: Real> Default for Backtracking<R> {
    fn default() -> Self {
        Self { gain: R::of(0.075), halvings: 6, last_halvings: 39 }
    }
}

impl<R: Real> StepLength<R> for Backtracking<R> {
    fn search(&self, search: &Search<R>, mut trial: impl FnMut(R) -> R) -> Option<Found<R>> {
        let halvings = if search.last { self.last_halvings } else { self.halvings };
        let mut length = R::ONE;
        for _ in 0..=halvings {
            let loss = trial(length);
            let enough = search.start - loss >= self.gain * search.prediction.decrease(length);
            if search.admits(loss) && (enough || !search.descent) {
                return Some(Found { length, loss });
            }
            length *= R::HALF;
        }
        None
    }
}

/// The best of 1, ½, ¼, … by the true loss.
///
/// # Source
/// Müller, Zeinhofer (arXiv 2302.13163), section 4, with 31 lengths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Grid {
    /// How many lengths. 31.
    pub lengths: u32,
}

impl Default for Grid {
    fn default() -> Self {
        Self { lengths: 31 }
    }
}

impl<R: Real> StepLength<R> for Grid {
    fn search(&self, search: &Search<R>, mut trial: impl FnMut(R) -> R) -> Option<Found<R>> {
        let mut best: Option<Found<R>> = None;
        let mut length = R::ONE;
        for _ in 0..self.lengths {
            let loss = trial(length);
            if search.admits(loss) && best.is_none_or(|best| loss < best.loss) {
                best = Some(Found { length, loss });
            }
            length *= R::HALF;
        }
        best
    }
}
