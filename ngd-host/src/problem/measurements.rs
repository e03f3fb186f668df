//! Measurements with noise, and rows in units of their standard deviations.

use ngd_core::Sample;

use super::points;

/// A sample that is a measurement.
pub const MEASUREMENT: u16 = 7;

/// The purpose of its random numbers.
const NOISE: u64 = 0x0D15_E000_0000_0000;

/// What is read off `truth` at these points, each with independent normal noise of one standard deviation;
/// rows are divided by it, so that the loss is half of χ².
pub(super) fn measured<const D: usize, const O: usize>(
    places: Vec<[f64; D]>,
    deviation: f64,
    noise_seed: u64,
    truth: impl Fn(&[f64; D]) -> f64,
) -> Vec<Sample<f64, D, O>> {
    let mut random = points::stream(noise_seed, NOISE);
    let mut measure = |point| {
        let mut target = [0.0; O];
        target[0] = truth(&point) + deviation * random.normal::<f64>();
        Sample::new(point, 1.0 / (deviation * deviation), MEASUREMENT).with_target(target)
    };
    places.into_iter().map(&mut measure).collect()
}

/// Equations at these points that hold up to a standard deviation.
pub(super) fn constraints<const D: usize, const O: usize>(
    points: Vec<[f64; D]>,
    deviation: f64,
    kind: u16,
    target: impl Fn(&[f64; D]) -> f64,
) -> Vec<Sample<f64, D, O>> {
    let constraint = |point| {
        let mut data = [0.0; O];
        data[0] = target(&point);
        Sample::new(point, 1.0 / (deviation * deviation), kind).with_target(data)
    };
    points.into_iter().map(constraint).collect()
}
