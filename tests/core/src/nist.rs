//! Correct digits of NIST's certified values.

use ngd_core::natural_gradient::Covariance;
use ngd_core::{Real, StepError};
use ngd_nist::Set;

/// −log₁₀ of the relative error.
fn digits(found: f64, certified: f64) -> f64 {
    -((found - certified) / certified).abs().log10()
}

/// The smallest, NaN if one is.
fn fewest(digits: impl Iterator<Item = f64>) -> f64 {
    digits.fold(f64::INFINITY, |a, b| if a.is_nan() || a <= b { a } else { b })
}

/// Correct digits of the worst parameter.
pub fn digits_of_theta<R: Real>(set: &Set, theta: &[R]) -> f64 {
    let certified = set.parameters::<f64>().map(|parameter| parameter.certified);
    fewest(theta.iter().zip(certified).map(|(found, certified)| digits(found.to_f64(), certified)))
}

/// Correct digits of the worst standard deviation.
pub fn digits_of_deviations<R: Real>(set: &Set, covariance: Result<Covariance<'_, R>, StepError>) -> f64 {
    let Ok(covariance) = covariance else { return f64::NAN };
    fewest(set.parameters::<f64>().enumerate().map(|(j, parameter)| {
        digits(covariance.deviation(j).map_or(f64::NAN, Real::to_f64), parameter.deviation)
    }))
}
