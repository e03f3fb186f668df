//! Training: settings resolved from what was asked, the seam to the optimizers, the loop of one seed, many
//! seeds in parallel, when a run ends, Ctrl-C.

mod batch;
mod begin;
mod interrupt;
mod limits;
mod picture;
mod points;
mod precision;
mod seam;
mod seed;
mod seeds;
mod settings;
mod stopping;
mod trainer;
mod uncertainty;

pub use batch::{BATCH, Batch, SAMPLING, Sampling};
pub use begin::training;
pub use interrupt::Interrupt;
pub use limits::{ITERATIONS, TARGET, TIME_LIMIT};
pub use precision::{PRECISION, Precision};
pub use seam::{Errors, LearntCoefficient, Outcome, Solution, StepRecord, Training, TrainingError};
pub use seed::{Ended, Observer, Row, train};
pub use seeds::in_parallel;
pub use settings::{NOISE_SEED, Settings, flags, resolve, resolve_used};
pub use stopping::{Standing, Stopping, Target, Verdict};
pub use trainer::Trainer;
