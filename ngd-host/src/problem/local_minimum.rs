//! v = 0.075 θ sin 2πx + 0.12 θ² cos 2πx fitted to its own member θ = 1: one parameter, two minima.

use ngd_core::problem::Regression;
use ngd_core::{INTERIOR, Jet, Order, Problem, Real, Sample};

use super::plane_curve::wave;
use super::{AnyModel, Case, Domain, Entry, Network, PlaneCurve, Setting, Shape, points};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "local-minimum",
    about: "v = 0.075 θ sin 2πx + 0.12 θ² cos 2πx fitted to θ = 1: one parameter, a local minimum on the way",
    open: || Shape::of(LocalMinimum),
};

/// The fit at x = i/16 with weights 1/16, from θ = −2.5. Beside the global minimum θ = 1 there is a local one
/// at θ = −0.7338536 with L = 4.994136e-3, behind a barrier at −0.2661464.
///
/// # Source
/// Nouy, Somacal (arXiv 2604.15554): u_θ = θ b·Φ + θ² b⊥·Φ; the numbers are ours.
#[derive(Clone, Copy, Debug)]
pub struct LocalMinimum;

/// The points and weights of a fit by a curve in the plane.
pub(super) fn samples(target: [f64; 2]) -> Vec<Sample<f64, 1>> {
    let places = (0..16).map(|i| [f64::from(i) / 16.0]).collect();
    points::block(places, 1.0, INTERIOR, |[x]| [wave(target, *x, Order::Value).value])
}

fn parabola(theta: f64) -> [[f64; 2]; 2] {
    [[0.075 * theta, 0.12 * theta * theta], [0.075, 0.24 * theta]]
}

impl Case<1, 1> for LocalMinimum {
    fn recommended(&self) -> &str {
        "--optimizer natural-heavy-ball --step fixed:0.1 --momentum 0.8 \
         --solver svd --cutoff 0 --acceleration none"
    }

    fn domain(&self) -> Domain<1> {
        Domain::unit(["x"])
    }

    fn samples(&self) -> Vec<Sample<f64, 1>> {
        samples(parabola(1.0)[0])
    }

    fn exact(&self, [x]: &[f64; 1]) -> [Jet<f64, 1>; 1] {
        [wave(parabola(1.0)[0], *x, Order::Second)]
    }

    fn error_points(&self) -> Vec<[f64; 1]> {
        self.domain().closed_grid([401])
    }
}

impl<R: Real> Setting<R, 1, 1> for LocalMinimum {
    fn problem(&self) -> &dyn Problem<R, 1, 1> {
        &Regression
    }

    fn model(&self, _: Option<&Network>) -> Result<AnyModel<R, 1, 1>, String> {
        Ok(AnyModel::own(PlaneCurve { start: -2.5, point: parabola }))
    }
}
