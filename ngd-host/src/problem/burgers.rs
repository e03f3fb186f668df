//! u_t + u u_x = (0.01/π) u_xx on (0, 1) × (−1, 1), u(0, x) = −sin πx, u = 0 at both ends.

mod cole_hopf;

use std::f64::consts::PI;

use ngd_core::metric::GaussNewton;
use ngd_core::{BOUNDARY, INTERIOR, Jet, Mlp, Order, Problem, Real, Residual, Sample};

use super::{Case, Defaults, Domain, Network, Setting, Side, points};

/// The equation: 30 times by 60 places inside, of weight 2 together; 60 points at t = 0 of weight 2 and 30
/// of weight 1 at each end; a grid of 100² points for the errors. Points are (t, x). The places are even in
/// s with x = (s + s⁵)/2, five times closer at x = 0, where the front stands, than at the ends.
///
/// # Source
/// The equation of Raissi, Perdikaris, Karniadakis (arXiv 1711.10561). Reference: the transformation of
/// Cole and Hopf. Network and points are ours; Schwencke, Furtlehner take 64 places that are logarithmic
/// around the front and 2-32-64-1, whose 2273 parameters cost some seconds a step.
#[derive(Clone, Copy, Debug)]
pub struct Burgers {
    /// ν, the viscosity.
    pub viscosity: f64,
}

impl Default for Burgers {
    fn default() -> Self {
        Self { viscosity: 0.01 / PI }
    }
}

impl<R: Real> Problem<R, 2, 1> for Burgers {
    fn order(&self) -> Order {
        Order::Second
    }

    fn linearize(&self, sample: &Sample<R, 2>, [u]: &[Jet<R, 2>; 1], _: usize) -> Residual<R, 2, 1> {
        let [data] = sample.target;
        if sample.kind != INTERIOR {
            return Residual::of_value(u.value - data);
        }
        let viscosity = R::of(self.viscosity);
        let [in_time, in_space] = u.gradient;
        let cotangent = Jet { value: in_space, gradient: [R::ONE, u.value], second: [R::ZERO, -viscosity] };
        Residual::new(in_time + u.value * in_space - viscosity * u.second[1], [cotangent])
    }
}

impl Case<2, 1> for Burgers {
    fn defaults(&self) -> Defaults {
        Defaults { iterations: 300, ..Defaults::of(&[2, 20, 20, 1]) }
    }

    fn domain(&self) -> Domain<2> {
        Domain { axes: ["t", "x"], extent: [[0.0, 1.0], [-1.0, 1.0]] }
    }

    fn samples(&self) -> Vec<Sample<f64, 2>> {
        let domain = self.domain();
        let closer = |[t, s]: [f64; 2]| [t, 0.5 * (s + s.powi(5))];
        let value = |[_, x]: &[f64; 2]| [-(PI * x).sin()];
        let places = domain.inner_grid([30, 60]).into_iter().map(closer).collect();
        let beginning = domain.side(Side::Left, 60).into_iter().map(closer).collect();
        let mut samples = points::block(places, 2.0, INTERIOR, |_| [0.0]);
        samples.extend(points::block(beginning, 2.0, BOUNDARY, value));
        for side in [Side::Bottom, Side::Top] {
            samples.extend(points::block(domain.side(side, 30), 1.0, BOUNDARY, |_| [0.0]));
        }
        samples
    }

    fn exact(&self, [t, x]: &[f64; 2]) -> [Jet<f64, 2>; 1] {
        [cole_hopf::jet(self.viscosity, *t, *x)]
    }

    fn error_points(&self) -> Vec<[f64; 2]> {
        self.domain().inner_grid([100; 2])
    }
}

impl<R: Real> Setting<R, 2, 1> for Burgers {
    type Model = Mlp<2>;
    type Metric = GaussNewton;

    fn problem(&self) -> &dyn Problem<R, 2, 1> {
        self
    }

    fn model(&self, network: &Network<'_>) -> Result<Mlp<2>, String> {
        network.build()
    }
}
