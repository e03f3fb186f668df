//! −κ u_xx = π² sin πx on (0, 1), u = 0 at both ends, for every κ from ½ to 2 at once.

use std::f64::consts::PI;

use ngd_core::{BOUNDARY, INTERIOR, Jet, Order, Problem, Real, Residual, Sample};

use super::{Case, Domain, Entry, Setting, Shape, Side, points};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "parametric-poisson",
    about: "−κ u_xx = π² sin πx for every κ from ½ to 2 at once: κ is an input of the network",
    open: || Shape::of(ParametricPoisson),
};

/// The equation with κ as a second input of the network: a grid of 30² inner points and 30 points on each
/// side in x, each set of weight 1; a grid of 100² points of x and κ for the errors, which are therefore
/// those over the whole range of κ.
///
/// # Source
/// Ours. Exact solution sin πx / κ.
#[derive(Clone, Copy, Debug)]
pub struct ParametricPoisson;

impl<R: Real> Problem<R, 2, 1> for ParametricPoisson {
    fn order(&self) -> Order {
        Order::Second
    }

    fn linearize(&self, sample: &Sample<R, 2>, [u]: &[Jet<R, 2>; 1], _: usize) -> Residual<R, 2, 1> {
        let ([data], [_, kappa]) = (sample.target, sample.point);
        match sample.kind {
            INTERIOR => Residual::new(kappa * u.second[0] + data, [Jet::second(0, kappa)]),
            _ => Residual::of_value(u.value - data),
        }
    }
}

impl Case<2, 1> for ParametricPoisson {
    fn recommended(&self) -> &str {
        "--layers 2,32,1 --solver svd"
    }

    fn domain(&self) -> Domain<2> {
        Domain { axes: ["x", "κ"], extent: [[0.0, 1.0], [0.5, 2.0]] }
    }

    fn samples(&self) -> Vec<Sample<f64, 2>> {
        let domain = self.domain();
        let source = |[x, _]: &[f64; 2]| [PI * PI * (PI * x).sin()];
        let mut samples = points::block(domain.inner_grid([30; 2]), 1.0, INTERIOR, source);
        for side in [Side::Left, Side::Right] {
            samples.extend(points::block(domain.side(side, 30), 1.0, BOUNDARY, |_| [0.0]));
        }
        samples
    }

    fn exact(&self, [x, kappa]: &[f64; 2]) -> [Jet<f64, 2>; 1] {
        let (sin, cos) = (PI * x).sin_cos();
        let value = sin / kappa;
        [Jet { value, gradient: [PI * cos / kappa, -value / kappa], ..Jet::ZERO }]
    }

    fn error_points(&self) -> Vec<[f64; 2]> {
        self.domain().inner_grid([100; 2])
    }
}

impl<R: Real> Setting<R, 2, 1> for ParametricPoisson {
    fn problem(&self) -> &dyn Problem<R, 2, 1> {
        self
    }
}
