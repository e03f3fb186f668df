//! `summary.json`, and the array of `--json`.

use std::io::{self, Write};

use serde::Serialize;

use crate::method::Solver;
use crate::problem::{Layers, ProblemName};
use crate::training::{Ended, LearntCoefficient, Precision, Settings, Verdict};

/// The file's name.
pub const NAME: &str = "summary.json";

/// One seed's result, as an object of the array. What is not finite is written as `null`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Record {
    /// The equation.
    pub problem: ProblemName,
    /// The method.
    pub optimizer: &'static str,
    /// `null` for first-order methods.
    pub solver: Option<&'static str>,
    /// The number type.
    pub precision: Precision,
    /// The seed of the initial values.
    pub seed: u64,
    /// Widths, inputs first; `null` for a model that is no network.
    pub layers: Option<Layers>,
    /// P.
    pub parameters: usize,
    /// N, the quadrature points.
    pub samples: usize,
    /// Steps done.
    pub iterations: u64,
    /// Evaluations of the loss, the one at the start included.
    pub loss_evaluations: u64,
    /// Training time, without error norms and files.
    pub seconds: f64,
    /// At the θ that is kept: the last, or the best where the loss may rise.
    pub loss: f64,
    /// There.
    pub relative_l2_error: f64,
    /// There.
    pub relative_h1_error: f64,
    /// Of an inverse problem, there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub coefficients: Vec<LearntCoefficient>,
    /// Why it ended.
    pub verdict: Verdict,
    /// Why no further step could be tried, in words.
    pub reason: Option<String>,
    /// Every flag with its value.
    pub settings: Settings,
    /// That of the program.
    pub version: &'static str,
}

impl Record {
    /// The result of `seed`.
    pub fn new(settings: &Settings, seed: u64, [parameters, samples]: [usize; 2], ended: &Ended) -> Self {
        Self {
            problem: settings.problem,
            optimizer: settings.method.name(),
            solver: settings.method.solver().map(Solver::name),
            precision: settings.precision,
            seed,
            layers: settings.network.as_ref().map(|network| network.layers.clone()),
            parameters,
            samples,
            iterations: ended.last.iteration,
            loss_evaluations: ended.last.loss_evaluations,
            seconds: ended.last.seconds,
            loss: ended.loss,
            relative_l2_error: ended.errors.relative_l2,
            relative_h1_error: ended.errors.relative_h1,
            coefficients: ended.coefficients.clone(),
            verdict: ended.verdict,
            reason: ended.reason.clone(),
            settings: settings.clone(),
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// The contents of the file.
///
/// # Errors
/// Those of the serializer.
pub fn file(record: &Record) -> serde_json::Result<String> {
    serde_json::to_string_pretty(record).map(|text| text + "\n")
}

/// Writes the array of all records.
///
/// # Errors
/// Those of `out`.
pub fn array(records: &[Record], out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, records)?;
    writeln!(out)
}
