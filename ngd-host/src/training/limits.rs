//! The flags of [`Stopping`].

use super::{Stopping, Target};
use crate::request::{Accepts, Ask, Flag, Heading, Rejected, Request, UsageError, number};

/// The flag of the steps.
pub static ITERATIONS: Flag = Flag {
    name: "iterations",
    value: "N",
    heading: Heading::Run,
    help: "The most iterations, 1 or above",
    accepts: Accepts::Text(|text| iterations(text).map(drop)),
};

/// The flag of the accuracy.
pub static TARGET: Flag = Flag {
    name: "target",
    value: "TARGET",
    heading: Heading::Run,
    help: "What is accurate enough: loss=X or l2=X (relative L² error) with X above 0 [default: none]",
    accepts: Accepts::parsed::<Target>(),
};

/// The flag of the time.
pub static TIME_LIMIT: Flag = Flag {
    name: "time-limit",
    value: "SECONDS",
    heading: Heading::Run,
    help: "The most seconds of training of each run, above 0, without error norms and files [default: none]",
    accepts: Accepts::Text(|text| number::seconds(text).map(drop)),
};

fn iterations(text: &str) -> Result<u64, Rejected> {
    number::count(text).map_err(|Rejected(reason)| Rejected(format!("iterations {reason}")))
}

impl Stopping {
    /// The limits that a request asks for; `usual` iterations where it asks for none.
    ///
    /// # Errors
    /// [`UsageError`] for a value that a flag does not take.
    pub fn take(ask: &mut Ask, usual: Option<u64>) -> Result<Self, UsageError> {
        let asked = ask.asked(&ITERATIONS, iterations)?;
        let recommended = ask.recommended().parsed(&ITERATIONS, iterations)?;
        Ok(Self {
            iterations: asked.or(usual).or(recommended).unwrap_or(USUAL),
            target: ask.take(&TARGET)?,
            time_limit: ask.take_by(&TIME_LIMIT, number::seconds)?,
        })
    }

    /// Adds them to a request.
    pub fn write(&self, request: &mut Request) {
        request.write(&ITERATIONS, self.iterations);
        if let Some(target) = self.target {
            request.write(&TARGET, target);
        }
        if let Some(seconds) = self.time_limit {
            request.write(&TIME_LIMIT, seconds);
        }
    }
}

/// The iterations where nobody says otherwise.
const USUAL: u64 = 200;
