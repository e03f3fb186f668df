//! −v″ + ρ v³ = π² cos πx + cos³ πx on (−1, 1), v = −1 at both ends: ρ out of measurements of v.

use std::f64::consts::PI;

use ngd_core::{BOUNDARY, INTERIOR, Jet, Order, Problem, Real, Residual, Sample};

use super::measurements::{constraints, measured};
use super::{AnyModel, Case, Coefficient, Domain, Entry, Network, Setting, Shape};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "inverse-reaction",
    about: "−v″ + ρ v³ = f: the constant ρ out of 50 noisy measurements of v, with its standard deviation",
    open: || Shape::of(InverseReaction::default()),
};

/// 50 measurements of v with standard deviation 0.01; the equation at 60 points holds up to 0.05 and
/// the boundary values up to 1e-3. The outputs of the model are v and ρ, a constant that starts at ½; the loss is half of χ².
///
/// # Source
/// Ours, the equation of [`NonlinearReaction`](super::NonlinearReaction). In the measurements ρ = 1 and
/// v = cos πx.
#[derive(Clone, Copy, Debug, Default)]
pub struct InverseReaction {
    noise_seed: u64,
}

const NOISE: f64 = 0.01;
const TOLERANCE: f64 = 0.05;
const AT_ENDS: f64 = 1e-3;

impl<R: Real> Problem<R, 1, 2> for InverseReaction {
    fn order(&self) -> Order {
        Order::Second
    }

    fn linearize(&self, sample: &Sample<R, 1, 2>, [v, rho]: &[Jet<R, 1>; 2], _: usize) -> Residual<R, 1, 2> {
        let [data, _] = sample.target;
        match sample.kind {
            INTERIOR => {
                let square = v.value * v.value;
                let slope = R::of(3.0) * rho.value * square;
                let by_v = Jet { value: slope, gradient: [R::ZERO], second: [-R::ONE] };
                let residual = rho.value * square * v.value - v.second[0] - data;
                Residual::new(residual, [by_v, Jet::value(square * v.value)])
            }
            _ => Residual::new(v.value - data, [Jet::value(R::ONE), Jet::ZERO]),
        }
    }
}

impl Case<1, 2> for InverseReaction {
    fn recommended(&self) -> &str {
        "--layers 1,12,1 --solver svd"
    }

    fn domain(&self) -> Domain<1> {
        Domain { axes: ["x"], extent: [[-1.0, 1.0]] }
    }

    fn is_noisy(&self) -> bool {
        true
    }

    fn draw_noise(&mut self, seed: u64) {
        self.noise_seed = seed;
    }

    fn samples(&self) -> Vec<Sample<f64, 1, 2>> {
        let domain = self.domain();
        let source = |[x]: &[f64; 1]| PI * PI * (PI * x).cos() + (PI * x).cos().powi(3);
        let mut samples = constraints(domain.inner_grid([60]), TOLERANCE, INTERIOR, source);
        samples.extend(constraints(vec![[-1.0], [1.0]], AT_ENDS, BOUNDARY, |_| -1.0));
        let truth = |point: &[f64; 1]| self.exact(point)[0].value;
        samples.extend(measured(domain.midpoints([50]), NOISE, self.noise_seed, truth));
        samples
    }

    fn exact(&self, [x]: &[f64; 1]) -> [Jet<f64, 1>; 2] {
        let (sin, cos) = (PI * x).sin_cos();
        [Jet { value: cos, gradient: [-PI * sin], ..Jet::ZERO }, Jet::value(1.0)]
    }

    fn error_points(&self) -> Vec<[f64; 1]> {
        self.domain().closed_grid([401])
    }

    fn coefficients(&self) -> Vec<Coefficient<1>> {
        vec![Coefficient { name: "ρ", output: 1, point: [0.0] }]
    }
}

impl<R: Real> Setting<R, 1, 2> for InverseReaction {
    fn problem(&self) -> &dyn Problem<R, 1, 2> {
        self
    }

    fn model(&self, network: Option<&Network>) -> Result<AnyModel<R, 1, 2>, String> {
        AnyModel::with_constants(network, 0.5)
    }
}
