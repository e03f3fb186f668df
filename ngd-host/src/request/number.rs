//! Plain numbers with a range.

use super::Rejected;

fn finite(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// A finite number > 0; `what` names it in the error.
///
/// # Errors
/// Anything else.
pub fn positive(what: &str, text: &str) -> Result<f64, Rejected> {
    finite(text)
        .filter(|&number| number > 0.0)
        .ok_or_else(|| Rejected(format!("{what} must be a finite number above 0")))
}

/// A finite number ≥ 0; `what` names it in the error.
///
/// # Errors
/// Anything else.
pub fn not_negative(what: &str, text: &str) -> Result<f64, Rejected> {
    finite(text)
        .filter(|&number| number >= 0.0)
        .ok_or_else(|| Rejected(format!("{what} must be a finite number, 0 or above")))
}

/// A number in [0, 1); `what` names it in the error.
///
/// # Errors
/// Anything else.
pub fn fraction(what: &str, text: &str) -> Result<f64, Rejected> {
    finite(text)
        .filter(|number| (0.0..1.0).contains(number))
        .ok_or_else(|| Rejected(format!("{what} must be a number from 0 up to, but not including, 1")))
}

/// The momentum β.
///
/// # Errors
/// Outside [0, 1).
pub fn momentum(text: &str) -> Result<f64, Rejected> {
    fraction("the momentum β", text)
}

/// A limit in seconds.
///
/// # Errors
/// Not finite or not positive.
pub fn seconds(text: &str) -> Result<f64, Rejected> {
    positive("the limit in seconds", text)
}

/// A count of at least one.
///
/// # Errors
/// Anything else.
pub fn count(text: &str) -> Result<u64, Rejected> {
    text.trim()
        .parse()
        .ok()
        .filter(|&count: &u64| count > 0)
        .ok_or_else(|| Rejected("must be a whole number, 1 or above".to_owned()))
}

/// The seed of one run.
///
/// # Errors
/// Not a whole number of 64 bits.
pub fn seed(text: &str) -> Result<u64, Rejected> {
    text.trim().parse().map_err(|_| Rejected(format!("a seed is a whole number from 0 to {}", u64::MAX)))
}
