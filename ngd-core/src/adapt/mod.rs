//! A deployed model follows its sensor.
mod active;
mod adapter;
mod channel;
mod covariance;
mod footprint;
mod learn;
mod observation;
mod observe;
mod outcome;
mod predict;
mod roll_back;
mod room;
mod settings;
mod snapshot;

pub use active::{Active, Span, biases};
pub use adapter::Adapter;
pub use footprint::{Footprint, Memory};
pub use outcome::{AdaptError, Counts, Innovation, Outcome, Reading, Refusal};
pub use predict::Prediction;
pub use roll_back::WINDOW;
pub use settings::{Limits, RollBack, Settings};
pub use snapshot::Snapshot;
