//! Fixed trainings whose every θ goes into a hash: the certificate that two machines compute the same bits.

use core::fmt;

use ngd_core::least_squares::{LeastSquares, NormalEquations, SquareRoot};
use ngd_core::{Footprint, Mlp, Outcome, StepError};

use crate::boundary_layer::{self, BoundaryLayerTraining};
use crate::forecast::{self, Forecast};

/// Steps of each training.
const STEPS: u32 = 20;
/// The seed of the initial parameters.
const SEED: u64 = 1;

/// The memory of the trainings that every target can hold, in words.
pub const WORDS: usize = larger(forecast::footprint(&forecast::SMALL), boundary_layer::FOOTPRINT);
/// The memory of all trainings, in words.
pub const ALL_WORDS: usize = forecast::footprint(&forecast::USUAL).words();

const fn larger(a: Footprint, b: Footprint) -> usize {
    if a.words() > b.words() { a.words() } else { b.words() }
}

/// What became of a training.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Fowler, Noll and Vo's hash (1a, 64 bits) of all θ, one after another.
    pub hash: u64,
    /// Steps that moved θ.
    pub accepted: u32,
    /// Steps that did not.
    pub rejected: u32,
    /// Evaluations of the loss at trial lengths.
    pub evaluations: u32,
}

impl Default for Certificate {
    fn default() -> Self {
        Self { hash: 0xcbf2_9ce4_8422_2325, accepted: 0, rejected: 0, evaluations: 0 }
    }
}

impl Certificate {
    /// Adds a step and the θ that it left.
    pub fn add(&mut self, outcome: &Outcome<f32>, theta: &[f32]) {
        for byte in theta.iter().flat_map(|entry| entry.to_bits().to_le_bytes()) {
            self.hash = (self.hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
        self.accepted += u32::from(outcome.is_accepted());
        self.rejected += u32::from(!outcome.is_accepted());
        self.evaluations += outcome.report().loss_evaluations;
    }
}

impl fmt::Display for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { hash, accepted, rejected, evaluations } = self;
        write!(f, "{hash:016x} accepted {accepted} rejected {rejected} evaluations {evaluations}")
    }
}

/// The certificates of both solvers, handed to `report` with their names, in memory of [`WORDS`] or
/// [`ALL_WORDS`] words; in the latter a larger network is trained too.
///
/// # Errors
/// As [`NaturalGradient::step`](ngd_core::NaturalGradient::step).
pub fn issue(memory: &mut [f32], mut report: impl FnMut(&str, Certificate)) -> Result<(), StepError> {
    report(
        "forecast-25-normal-equations",
        forecast(forecast::SMALL, NormalEquations, &mut [0.0; 25], memory)?,
    );
    report("forecast-25-square-root", forecast(forecast::SMALL, SquareRoot, &mut [0.0; 25], memory)?);
    report("boundary-layer-31-normal-equations", boundary_layer(NormalEquations, memory)?);
    report("boundary-layer-31-square-root", boundary_layer(SquareRoot, memory)?);
    if memory.len() >= ALL_WORDS {
        let mut theta = [0.0; 61];
        report(
            "forecast-61-normal-equations",
            forecast(forecast::USUAL, NormalEquations, &mut theta, memory)?,
        );
        report("forecast-61-square-root", forecast(forecast::USUAL, SquareRoot, &mut theta, memory)?);
    }
    Ok(())
}

fn forecast<S: LeastSquares<f32>>(
    network: Mlp<4>,
    solver: S,
    theta: &mut [f32],
    memory: &mut [f32],
) -> Result<Certificate, StepError> {
    memory.fill(0.0);
    network.glorot_into(SEED, theta);
    let mut training = Forecast::new(network);
    let mut optimizer = forecast::optimizer().with_solver(solver);
    let mut certificate = Certificate::default();
    for _ in 0..STEPS {
        training.read();
        let outcome = training.step(&mut optimizer, theta, memory)?;
        certificate.add(&outcome, theta);
    }
    Ok(certificate)
}

fn boundary_layer<S: LeastSquares<f32>>(solver: S, memory: &mut [f32]) -> Result<Certificate, StepError> {
    memory.fill(0.0);
    let mut theta = [0.0; boundary_layer::NETWORK.parameters()];
    boundary_layer::NETWORK.glorot_into(SEED, &mut theta);
    let training = BoundaryLayerTraining::default();
    let mut optimizer = boundary_layer::optimizer().with_solver(solver);
    let mut certificate = Certificate::default();
    for _ in 0..STEPS {
        let outcome = training.step(&mut optimizer, &mut theta, memory)?;
        certificate.add(&outcome, &theta);
    }
    Ok(certificate)
}
