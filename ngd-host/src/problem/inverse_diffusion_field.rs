//! −(κ(x) u′)′ = f on (0, 1), u(0) = 0, u(1) = 1: the field κ out of measurements of u.

use std::f64::consts::{PI, TAU};

use ngd_core::{BOUNDARY, INTERIOR, Jet, Order, Problem, Real, Residual, Sample};

use super::measurements::{constraints, measured};
use super::{AnyModel, Case, Coefficient, Domain, Entry, Network, Setting, Shape};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "inverse-diffusion-field",
    about: "−(κ(x) u′)′ = f: the field κ out of 100 noisy measurements of u, with its standard deviation",
    open: || Shape::of(InverseDiffusionField::default()),
};

/// 100 measurements of u with standard deviation 1e-3; the equation at 50 points and u(1) = 1 hold up to
/// 1e-3. The outputs are u = x·network and ln κ = x·network: u(0) = 0 and κ(0) = 1, without which the flux
/// would be free, are built in, and so is κ > 0, without which a third of all runs end at a negative κ. The
/// equation is divided by κ. What is reported is ln κ in the middle. The loss is half of χ².
///
/// # Source
/// Ours. In the measurements κ = 1 + ½ sin πx and u = x + sin 2πx / 10.
#[derive(Clone, Copy, Debug, Default)]
pub struct InverseDiffusionField {
    noise_seed: u64,
}

const NOISE: f64 = 1e-3;
const TOLERANCE: f64 = 1e-3;

impl<R: Real> Problem<R, 1, 2> for InverseDiffusionField {
    fn order(&self) -> Order {
        Order::Second
    }

    fn linearize(
        &self,
        sample: &Sample<R, 1, 2>,
        [u, logarithm]: &[Jet<R, 1>; 2],
        _: usize,
    ) -> Residual<R, 1, 2> {
        let [data, _] = sample.target;
        match sample.kind {
            INTERIOR => {
                let ([slope], [curvature], [rate]) = (u.gradient, u.second, logarithm.gradient);
                let source = data * (-logarithm.value).exp();
                let by_u = Jet { value: R::ZERO, gradient: [rate], second: [R::ONE] };
                let by_logarithm = Jet { value: -source, gradient: [slope], second: [R::ZERO] };
                Residual::new(curvature + rate * slope + source, [by_u, by_logarithm])
            }
            _ => Residual::new(u.value - data, [Jet::value(R::ONE), Jet::ZERO]),
        }
    }
}

/// a = x, l = 0.
fn beginning<R: Real>([x]: &[R; 1]) -> (Jet<R, 1>, [Jet<R, 1>; 2]) {
    (Jet { value: *x, gradient: [R::ONE], second: [R::ZERO] }, [Jet::ZERO; 2])
}

fn source([x]: &[f64; 1]) -> f64 {
    let ((sin, cos), (double_sin, double_cos)) = ((PI * x).sin_cos(), (TAU * x).sin_cos());
    let (slope, curvature) = (1.0 + 0.1 * TAU * double_cos, -0.1 * TAU * TAU * double_sin);
    -((1.0 + 0.5 * sin) * curvature + 0.5 * PI * cos * slope)
}

impl Case<1, 2> for InverseDiffusionField {
    fn recommended(&self) -> &str {
        "--layers 1,8,2 --solver svd"
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
        let mut samples = constraints(domain.inner_grid([50]), TOLERANCE, INTERIOR, source);
        samples.extend(constraints(vec![[1.0]], TOLERANCE, BOUNDARY, |[x]| *x));
        let truth = |point: &[f64; 1]| self.exact(point)[0].value;
        samples.extend(measured(domain.midpoints([100]), NOISE, self.noise_seed, truth));
        samples
    }

    fn exact(&self, [x]: &[f64; 1]) -> [Jet<f64, 1>; 2] {
        let ((sin, cos), (double_sin, double_cos)) = ((PI * x).sin_cos(), (TAU * x).sin_cos());
        let u = Jet { value: x + 0.1 * double_sin, gradient: [1.0 + 0.1 * TAU * double_cos], ..Jet::ZERO };
        let kappa = 1.0 + 0.5 * sin;
        [u, Jet { value: kappa.ln(), gradient: [0.5 * PI * cos / kappa], ..Jet::ZERO }]
    }

    fn error_points(&self) -> Vec<[f64; 1]> {
        self.domain().closed_grid([401])
    }

    fn coefficients(&self) -> Vec<Coefficient<1>> {
        vec![Coefficient { name: "ln κ(½)", output: 1, point: [0.5] }]
    }
}

impl<R: Real> Setting<R, 1, 2> for InverseDiffusionField {
    fn problem(&self) -> &dyn Problem<R, 1, 2> {
        self
    }

    fn model(&self, network: Option<&Network>) -> Result<AnyModel<R, 1, 2>, String> {
        AnyModel::bounded(network, beginning)
    }
}
