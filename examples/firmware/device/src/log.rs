//! What a program says while it runs: by `defmt` with the feature of that name, else nothing at all.

#[cfg(feature = "defmt")]
use defmt_semihosting as _;
use ngd_core::{Outcome, StepError};

/// A step and what became of it.
pub fn step(number: u32, outcome: &Outcome<f32>) {
    #[cfg(feature = "defmt")]
    defmt::info!("step {=u32}: {}", number, outcome);
    let _ = (number, outcome);
}

/// A step that could not be tried.
pub fn error(error: StepError) {
    #[cfg(feature = "defmt")]
    defmt::error!("{}", error);
    let _ = error;
}

/// The result, whether it is within its bound.
pub fn result(what: &str, error: f32, bound: f32) -> bool {
    let passed = error <= bound;
    #[cfg(feature = "defmt")]
    defmt::info!("{=str} {=f32}, at most {=f32}: {=bool}", what, error, bound, passed);
    let _ = what;
    passed
}
