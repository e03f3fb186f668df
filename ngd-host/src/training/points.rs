//! The points of a training: fixed ones, or fresh ones in every step.

use ngd_core::damping::Constant;
use ngd_core::least_squares::SquareRoot;
use ngd_core::model::SplitMix64;
use ngd_core::sampling::{Candidates, draw};
use ngd_core::{Footprint, Sample};

use crate::method::Float;
use crate::problem::{AnyModel, Setting, stream};
use crate::training::{Batch, Sampling, TrainingError};

/// The purpose of the random numbers of fresh points.
const FRESH: u64 = 0x5EED_0000_0000_0000;

/// λ of the leverage, relative to trace(G)/P: directions below √λ of the largest are rounding.
const LEVERAGE_DAMPING: f64 = 1e-10;

/// The points of the loss: the fixed ones, and those of the present step.
pub(super) struct Points<R, const D: usize, const O: usize> {
    pub(super) fixed: Vec<Sample<f64, D, O>>,
    pub(super) present: Vec<Sample<R, D, O>>,
    batch: Batch,
    random: SplitMix64,
    optimal: Option<Optimal<R, D, O>>,
}

/// What optimal sampling works on: candidates, their scores, memory.
struct Optimal<R, const D: usize, const O: usize> {
    candidates: Vec<Sample<R, D, O>>,
    scores: Vec<R>,
    memory: Vec<R>,
}

impl<R: Float, const D: usize, const O: usize> Points<R, D, O> {
    /// The fixed points, of which fresh ones are drawn as settings say.
    pub(super) fn new(
        fixed: Vec<Sample<f64, D, O>>,
        batch: Batch,
        seed: u64,
        parameters: usize,
        scratch: usize,
    ) -> Self {
        let present = in_precision(&fixed);
        let optimal =
            matches!(batch, Batch::Fresh { sampling: Sampling::Christoffel, .. }).then(|| Optimal {
                candidates: present.clone(),
                scores: vec![R::ZERO; fixed.len()],
                memory: vec![R::ZERO; Footprint::new(parameters, scratch).words()],
            });
        Self { fixed, present, batch, random: stream(seed, FRESH), optimal }
    }

    /// Whether every step has points of its own.
    pub(super) fn are_fresh(&self) -> bool {
        self.batch != Batch::All
    }

    /// Fresh points for the next step, if it takes fresh ones.
    ///
    /// # Errors
    /// In words, when the leverage of the candidates cannot be computed.
    pub(super) fn draw(
        &mut self,
        setting: &dyn Setting<R, D, O>,
        model: &AnyModel<R, D, O>,
        theta: &[R],
    ) -> Result<(), TrainingError> {
        let Batch::Fresh { count, .. } = self.batch else { return Ok(()) };
        let Some(Optimal { candidates, scores, memory }) = &mut self.optimal else {
            self.present = in_precision(&setting.fresh(&self.fixed, count, &mut self.random));
            return Ok(());
        };
        let problem = setting.problem();
        let damping = Constant { relative: R::of(LEVERAGE_DAMPING) };
        self.present.resize(count, candidates[0]);
        Candidates { model, problem, samples: &candidates[..] }
            .leverage(theta, (&mut SquareRoot, &damping), memory, scores)
            .map_err(|error| format!("the leverage of the candidate points: {error}"))?;
        draw(candidates, scores, &mut self.random, &mut self.present)
            .map_err(|error| format!("optimal sampling: {error}"))?;
        Ok(())
    }
}

/// Samples in the number type of the training.
pub(super) fn in_precision<R: Float, const D: usize, const O: usize>(
    samples: &[Sample<f64, D, O>],
) -> Vec<Sample<R, D, O>> {
    let sample = |sample: &Sample<f64, D, O>| Sample {
        point: sample.point.map(R::of),
        target: sample.target.map(R::of),
        weight: R::of(sample.weight),
        kind: sample.kind,
    };
    samples.iter().map(sample).collect()
}
