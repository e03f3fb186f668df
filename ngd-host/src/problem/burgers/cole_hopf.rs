//! Burgers' equation in closed form: with F(y) = e^{−cos πy / 2πν} and y = x − z√(4νt),
//!
//! u(t, x) = −E[sin πy], E the mean over z of weight F(y) e^{−z²}   (Cole 1951, Hopf 1950).
//!
//! Derivatives are covariances of the same weight: F′ = F sin πy / 2ν.

use std::f64::consts::PI;

use ngd_core::Jet;

/// Spacing and range of z. The trapezoidal rule converges faster than any power of the spacing: both the
/// bell e^{−z²} and the peaks of F, for t ≤ 1 at least 0.4 wide in z, span several nodes. What is beyond the
/// range is below e^{100−156}.
const SPACING: f64 = 0.1;
const RANGE: f64 = 12.5;

/// Value and gradient of u at t ≥ 0.
pub(super) fn jet(viscosity: f64, t: f64, x: f64) -> Jet<f64, 2> {
    let (sin, cos) = (PI * x).sin_cos();
    if t <= 0.0 {
        let in_time = viscosity * PI * PI * sin - PI * sin * cos;
        return Jet { value: -sin, gradient: [in_time, -PI * cos], ..Jet::ZERO };
    }
    let width = (4.0 * viscosity * t).sqrt();
    let nodes = (2.0 * RANGE / SPACING) as i32;
    let node = |i: i32| {
        let z = -RANGE + SPACING * f64::from(i);
        let (sin, cos) = (PI * (x - z * width)).sin_cos();
        (z, sin, cos, -cos / (2.0 * PI * viscosity) - z * z)
    };
    let top = (0..=nodes).map(|i| node(i).3).fold(f64::NEG_INFINITY, f64::max);
    // E of 1, sin, cos, z cos.
    let mut sums = [0.0; 4];
    for (z, sin, cos, exponent) in (0..=nodes).map(node) {
        let weight = (exponent - top).exp();
        for (sum, term) in sums.iter_mut().zip([1.0, sin, cos, z * cos]) {
            *sum += weight * term;
        }
    }
    let [total, sin, cos, z_cos] = sums;
    let [sin, cos, z_cos] = [sin, cos, z_cos].map(|sum| sum / total);
    // Covariances of sin with sin and with z sin, about the means, so that nothing cancels.
    let mut spread = [0.0; 2];
    for (z, node_sin, _, exponent) in (0..=nodes).map(node) {
        let weight = (exponent - top).exp() / total;
        spread[0] += weight * (node_sin - sin) * (node_sin - sin);
        spread[1] += weight * z * node_sin * (node_sin - sin);
    }
    let in_space = -PI * cos - spread[0] / (2.0 * viscosity);
    let in_time = width / (2.0 * t) * (PI * z_cos + spread[1] / (2.0 * viscosity));
    Jet { value: -sin, gradient: [in_time, in_space], ..Jet::ZERO }
}
