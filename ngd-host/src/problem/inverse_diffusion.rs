//! −κ u″ = π² sin πx on (0, 1), u = 0 at both ends: κ out of measurements of u.

use std::f64::consts::PI;

use ngd_core::{BOUNDARY, INTERIOR, Jet, Order, Problem, Real, Residual, Sample};

use super::measurements::{constraints, measured};
use super::{AnyModel, Case, Coefficient, Domain, Entry, Network, Setting, Shape};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "inverse-diffusion",
    about: "−κ u″ = π² sin πx: the constant κ out of 40 noisy measurements of u, with its standard deviation",
    open: || Shape::of(InverseDiffusion::default()),
};

/// 40 measurements of u with standard deviation 0.02; the equation at 50 points holds up to 0.05 and
/// the boundary values up to 1e-3. The outputs of the model are u and κ, a constant that starts at 1; the loss is half of χ². The
/// equation is divided by κ: a product κu″ is also made small by a huge κ of the wrong sign, where runs end.
///
/// # Source
/// Ours. In the measurements κ = 1.5 and u = sin πx / κ.
#[derive(Clone, Copy, Debug, Default)]
pub struct InverseDiffusion {
    noise_seed: u64,
}

const KAPPA: f64 = 1.5;
const NOISE: f64 = 0.02;
const TOLERANCE: f64 = 0.05;
const AT_ENDS: f64 = 1e-3;

impl<R: Real> Problem<R, 1, 2> for InverseDiffusion {
    fn order(&self) -> Order {
        Order::Second
    }

    fn linearize(
        &self,
        sample: &Sample<R, 1, 2>,
        [u, kappa]: &[Jet<R, 1>; 2],
        _: usize,
    ) -> Residual<R, 1, 2> {
        let [data, _] = sample.target;
        match sample.kind {
            INTERIOR => {
                let source = data / kappa.value;
                let cotangent = [Jet::second(0, R::ONE), Jet::value(-source / kappa.value)];
                Residual::new(u.second[0] + source, cotangent)
            }
            _ => Residual::new(u.value - data, [Jet::value(R::ONE), Jet::ZERO]),
        }
    }
}

impl Case<1, 2> for InverseDiffusion {
    fn recommended(&self) -> &str {
        "--layers 1,10,1 --solver svd"
    }

    fn domain(&self) -> Domain<1> {
        Domain::unit(["x"])
    }

    fn is_noisy(&self) -> bool {
        true
    }

    fn draw_noise(&mut self, seed: u64) {
        self.noise_seed = seed;
    }

    fn samples(&self) -> Vec<Sample<f64, 1, 2>> {
        let domain = self.domain();
        let source = |[x]: &[f64; 1]| PI * PI * (PI * x).sin();
        let mut samples = constraints(domain.inner_grid([50]), TOLERANCE, INTERIOR, source);
        samples.extend(constraints(vec![[0.0], [1.0]], AT_ENDS, BOUNDARY, |_| 0.0));
        let truth = |point: &[f64; 1]| self.exact(point)[0].value;
        samples.extend(measured(domain.midpoints([40]), NOISE, self.noise_seed, truth));
        samples
    }

    fn exact(&self, [x]: &[f64; 1]) -> [Jet<f64, 1>; 2] {
        let (sin, cos) = (PI * x).sin_cos();
        let u = Jet { value: sin / KAPPA, gradient: [PI * cos / KAPPA], ..Jet::ZERO };
        [u, Jet::value(KAPPA)]
    }

    fn error_points(&self) -> Vec<[f64; 1]> {
        self.domain().closed_grid([401])
    }

    fn coefficients(&self) -> Vec<Coefficient<1>> {
        vec![Coefficient { name: "κ", output: 1, point: [0.5] }]
    }
}

impl<R: Real> Setting<R, 1, 2> for InverseDiffusion {
    fn problem(&self) -> &dyn Problem<R, 1, 2> {
        self
    }

    fn model(&self, network: Option<&Network>) -> Result<AnyModel<R, 1, 2>, String> {
        AnyModel::with_constants(network, 1.0)
    }
}
