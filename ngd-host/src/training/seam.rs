//! The seam between the program and whatever trains.

use serde::Serialize;

/// One seed's training in progress, whatever its precision, dimension, model and optimizer.
pub trait Training {
    /// P.
    fn parameters(&self) -> usize;

    /// N, the quadrature points.
    fn samples(&self) -> usize;

    /// The loss at the present θ; before the first step the initial loss.
    fn loss(&mut self) -> f64;

    /// One optimizer step.
    ///
    /// # Errors
    /// [`TrainingError`] when a step could not be tried; θ is then unchanged.
    fn step(&mut self) -> Result<StepRecord, TrainingError>;

    /// Ends the training at the θ to be kept, the best one where the loss may rise, and returns its loss.
    fn finish(&mut self) -> f64 {
        self.loss()
    }

    /// How far the present solution is from the exact one.
    fn errors(&mut self) -> Errors;

    /// The first of [`errors`](Training::errors) alone: it is asked for after every step, and may cost
    /// less.
    fn relative_l2(&mut self) -> f64 {
        self.errors().relative_l2
    }

    /// The learnt coefficients of an inverse problem; none for others.
    fn coefficients(&mut self) -> Vec<LearntCoefficient> {
        Vec::new()
    }

    /// The present solution beside the exact one, for the picture.
    fn solution(&mut self) -> Solution;
}

/// What one step did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepRecord {
    /// The loss at the θ after the step.
    pub loss: f64,
    /// η, how far along the direction; α of a fixed step.
    pub length: f64,
    /// λ or the relative cutoff in use; NaN for methods without.
    pub damping: f64,
    /// β in use; zero for methods without.
    pub beta: f64,
    /// What became of the step.
    pub outcome: Outcome,
    /// How often the loss was evaluated.
    pub loss_evaluations: u64,
    /// False when a further step would be the same again.
    pub can_continue: bool,
    /// Whether the loss went beyond all bounds.
    pub diverged: bool,
}

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// θ before the first step.
    Initial,
    /// θ moved.
    Accepted,
    /// θ stayed, the momentum restarts.
    Rejected,
}

/// Distances to the exact solution, relative to its norm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Errors {
    /// ‖u − u*‖ / ‖u*‖ in L².
    pub relative_l2: f64,
    /// The same in H¹.
    pub relative_h1: f64,
}

/// A coefficient of an equation as the data determine it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LearntCoefficient {
    /// Its name.
    pub name: &'static str,
    /// The estimate.
    pub value: f64,
    /// Its standard deviation, by the noise of the data and the linearized model.
    pub standard_deviation: f64,
    /// The value behind the measurements.
    pub exact: f64,
}

/// The solution on points that make a good picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Solution {
    /// One coordinate. Shapes: all of one length, `x` ascending.
    Curve {
        /// The points.
        x: Vec<f64>,
        /// The network.
        u: Vec<f64>,
        /// The exact solution.
        exact: Vec<f64>,
    },
    /// Two coordinates. Shapes: `u` and `exact` have `columns`·`rows` entries, row by row, the first row
    /// at the bottom; entries are at the centres of the cells that tile `extent`.
    Map {
        /// Names of the coordinates, across and up.
        axes: [&'static str; 2],
        /// Cells across and up.
        cells: [usize; 2],
        /// Where the domain begins and ends, across and up.
        extent: [[f64; 2]; 2],
        /// The network.
        u: Vec<f64>,
        /// The exact solution.
        exact: Vec<f64>,
    },
}

/// Why a training or a step could not be tried.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct TrainingError(#[from] Box<dyn std::error::Error + Send + Sync>);

impl From<String> for TrainingError {
    fn from(reason: String) -> Self {
        Self(reason.into())
    }
}
