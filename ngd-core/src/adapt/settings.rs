//! What an adapter is told of its sensor, and every choice of the method with its default.

use super::AdaptError;
use crate::Real;

/// Where a reading no longer means anything: a reading at a limit or beyond it is refused, as a clipped one stands
/// *at* its limit. In the units of what the adapter is given.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Limits<R, const D: usize, const O: usize = 1> {
    /// Of each input, the lower and the upper one.
    pub inputs: [[R; 2]; D],
    /// Of each output.
    pub outputs: [[R; 2]; O],
}

impl<R: Real, const D: usize, const O: usize> Limits<R, D, O> {
    /// The same for all inputs, the same for all outputs.
    pub fn all(inputs: [R; 2], outputs: [R; 2]) -> Self {
        Self { inputs: [inputs; D], outputs: [outputs; O] }
    }

    /// None at all, for recorded data that are known to be clean. Without limits three hundred moderate lies spoil θ,
    /// and it takes the adapter as long to unlearn them.
    pub fn none() -> Self {
        Self::all([-R::INFINITY, R::INFINITY], [-R::INFINITY, R::INFINITY])
    }
}

/// The last good θ, kept beside the present one.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct RollBack<R> {
    /// Observations between two looks at whether the present θ is good; 256.
    pub interval: u16,
    /// θ is good if ν is at most this; 2.
    pub calm: R,
    /// The last good θ returns if its squared errors over the last [`WINDOW`](super::WINDOW) readings, in units of σ², are
    /// smaller by more than this; 64.
    pub advantage: R,
}

/// The sensor, and the method's choices. Symbols and sources are those of [the module](super).
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Settings<R, const D: usize, const O: usize = 1> {
    /// σ, the standard deviation of a reading around the model: noise and the model's own error, in units of the output. No
    /// smaller than the truth: honest readings are refused then, and a model that stands still wanders.
    pub noise: [R; O],
    /// Where a reading is clipped. Required, of inputs too.
    pub limits: Limits<R, D, O>,
    /// N, so many equal readings in a row are a stuck sensor if the prediction moves meanwhile; 3. 0 for never.
    pub stuck: u8,
    /// By more than this the prediction must move: the sensor's resolution and 4σ. By default 4σ.
    pub resolution: [R; O],
    /// 1 − γ², what an observation's time takes of the knowledge; 5e-5. (Not 1 minus a rounded γ².)
    pub forgetting: R,
    /// σ₀², the variance that a parameter returns to without observations, in units of σ²; 1.
    pub prior: R,
    /// The variance of a parameter as deployed, in units of σ₀²; 0.03.
    pub start: R,
    /// a, by how much faster P opens when innovations are larger than expected; 100.
    pub haste: R,
    /// β, how much of the last step is expected to go on; 0. Pays on a drift that goes on, costs where there is none;
    /// above 0.9 it diverges.
    pub momentum: R,
    /// A reading so many deviations away is an outlier; 5.
    pub outlier: R,
    /// From so many outliers in a row on they are another sensor; 4.
    pub outliers: u8,
    /// Beyond so many deviations a reading weighs less; 3.
    pub doubt: R,
    /// An observation whose prediction is known to this variance, in units of σ², teaches nothing; 0.2. 0 to learn always.
    pub excitation: R,
    /// The variance of a reading is taken to be at least this times that of the prediction, which keeps P positive when a dead
    /// input wakes; 1e-5.
    pub floor: R,
    /// The share of the last innovation in ν; 0.05.
    pub excess_rate: R,
    /// No squared innovation counts for more than this in ν; 25.
    pub excess_ceiling: R,
    /// Whether θ returns to its deployed value as P returns to σ₀²; true.
    pub pull: bool,
    /// When θ returns to the last good one; `None` for never.
    pub roll_back: Option<RollBack<R>>,
}

impl<R: Real, const D: usize, const O: usize> Settings<R, D, O> {
    /// The defaults for a sensor with this noise and these limits.
    ///
    /// # Source
    /// Measured on seven kinds of drift and three of faults by networks of 61 parameters; chosen once.
    pub fn new(noise: [R; O], limits: Limits<R, D, O>) -> Self {
        Self {
            noise,
            limits,
            stuck: 3,
            resolution: noise.map(|noise| R::of(4.0) * noise),
            forgetting: R::of(5e-5),
            prior: R::ONE,
            start: R::of(0.03),
            haste: R::of(100.0),
            momentum: R::ZERO,
            outlier: R::of(5.0),
            outliers: 4,
            doubt: R::of(3.0),
            excitation: R::of(0.2),
            floor: R::of(1e-5),
            excess_rate: R::of(0.05),
            excess_ceiling: R::of(25.0),
            pull: true,
            roll_back: Some(RollBack { interval: 256, calm: R::of(2.0), advantage: R::of(64.0) }),
        }
    }
}

impl<R: Real, const D: usize, const O: usize> Settings<R, D, O> {
    /// Whether every number is in its range.
    pub(super) fn check(&self) -> Result<(), AdaptError> {
        let positive = |x: R| x > R::ZERO && x.is_finite();
        for (o, noise) in self.noise.iter().enumerate() {
            if !(positive(*noise) && positive(*noise * *noise) && positive(R::ONE / (*noise * *noise))) {
                return Err(AdaptError::Noise(o));
            }
        }
        let limits = self.limits.inputs.iter().chain(&self.limits.outputs);
        if let Some(limit) = limits
            .into_iter()
            .position(|[low, high]| low.partial_cmp(high) != Some(core::cmp::Ordering::Less))
        {
            return Err(AdaptError::Limit(limit));
        }
        let ordered = |[least, choice, most]: [R; 3]| least <= choice && choice <= most && choice.is_finite();
        let (zero, one, most) = (R::ZERO, R::ONE, R::MAX);
        let choices = [
            ("forgetting", [zero, self.forgetting, R::HALF]),
            ("prior", [R::MIN_POSITIVE, self.prior, most]),
            ("start", [R::MIN_POSITIVE, self.start, one]),
            ("haste", [zero, self.haste, most]),
            ("momentum", [zero, self.momentum, one - R::EPSILON]),
            ("outlier", [R::MIN_POSITIVE, self.outlier, most]),
            ("doubt", [R::MIN_POSITIVE, self.doubt, most]),
            ("excitation", [zero, self.excitation, most]),
            ("floor", [zero, self.floor, most]),
            ("excess_rate", [zero, self.excess_rate, one]),
            ("excess_ceiling", [R::MIN_POSITIVE, self.excess_ceiling, most]),
        ];
        if let Some((name, _)) = choices.into_iter().find(|(_, bounds)| !ordered(*bounds)) {
            return Err(AdaptError::Setting(name));
        }
        if self.resolution.iter().any(|resolution| !ordered([zero, *resolution, most])) {
            return Err(AdaptError::Setting("resolution"));
        }
        Ok(())
    }
}
