//! A spiral v = 0.02 θ (sin θ sin 2πx + cos θ cos 2πx) fitted to its own member θ = 1: a turn further out
//! it has a minimum of its own.

use ngd_core::problem::Regression;
use ngd_core::{Jet, Order, Problem, Real, Sample};

use super::plane_curve::wave;
use super::{AnyModel, Case, Domain, Entry, Network, PlaneCurve, Setting, Shape, local_minimum};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "twisted-loss",
    about: "A spiral of one parameter fitted to one of its own points: a local minimum on every turn",
    open: || Shape::of(TwistedLoss),
};

/// The fit at x = i/16 with weights 1/16, from θ = 10. Between the start and the global minimum θ = 1 the loss
/// has a local one at θ = 6.041 with L = 3.359e-3.
///
/// # Source
/// Ours, in place of the twisted loss of Nouy, Somacal (arXiv 2604.15554), whose numbers are not printed.
#[derive(Clone, Copy, Debug)]
pub struct TwistedLoss;

const SCALE: f64 = 0.02;

fn spiral(theta: f64) -> [[f64; 2]; 2] {
    let (sin, cos) = theta.sin_cos();
    let point = [SCALE * theta * sin, SCALE * theta * cos];
    [point, [SCALE * (sin + theta * cos), SCALE * (cos - theta * sin)]]
}

impl Case<1, 1> for TwistedLoss {
    fn recommended(&self) -> &str {
        "--optimizer natural-heavy-ball --step fixed:0.1 --momentum 0.9 \
         --solver svd --cutoff 0 --acceleration none --iterations 300"
    }

    fn domain(&self) -> Domain<1> {
        Domain::unit(["x"])
    }

    fn samples(&self) -> Vec<Sample<f64, 1>> {
        local_minimum::samples(spiral(1.0)[0])
    }

    fn exact(&self, [x]: &[f64; 1]) -> [Jet<f64, 1>; 1] {
        [wave(spiral(1.0)[0], *x, Order::Second)]
    }

    fn error_points(&self) -> Vec<[f64; 1]> {
        self.domain().closed_grid([401])
    }
}

impl<R: Real> Setting<R, 1, 1> for TwistedLoss {
    fn problem(&self) -> &dyn Problem<R, 1, 1> {
        &Regression
    }

    fn model(&self, _: Option<&Network>) -> Result<AnyModel<R, 1, 1>, String> {
        Ok(AnyModel::own(PlaneCurve { start: 10.0, point: spiral }))
    }
}
