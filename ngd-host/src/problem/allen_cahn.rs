//! u_t = 1e-3 u_xx + 5(u − u³) on (0, 1) × (−1, 1), u(0, x) = x² cos πx, u = −1 at both ends.

pub mod spectral;

use std::f64::consts::PI;

use ngd_core::metric::GaussNewton;
use ngd_core::{BOUNDARY, INTERIOR, Jet, Mlp, Order, Problem, Real, Residual, Sample};

use super::{Case, Defaults, Domain, Network, Setting, Side, points};

/// The equation: a grid of 30 by 60 inner points of weight 2 together, 60 points of weight 2 at t = 0 and 30
/// of weight 1 at each end; 100 times by 100 places for the errors. Points are (t, x).
///
/// # Source
/// Equation, boundary values and network of Schwencke, Furtlehner (arXiv 2412.10782); 30 points for every
/// unit of length. Reference: [`spectral`].
#[derive(Clone, Copy, Debug)]
pub struct AllenCahn;

pub(super) const DIFFUSION: f64 = 1e-3;
pub(super) const REACTION: f64 = 5.0;

impl<R: Real> Problem<R, 2, 1> for AllenCahn {
    fn order(&self) -> Order {
        Order::Second
    }

    fn linearize(&self, sample: &Sample<R, 2>, [u]: &[Jet<R, 2>; 1], _: usize) -> Residual<R, 2, 1> {
        let [data] = sample.target;
        if sample.kind != INTERIOR {
            return Residual::of_value(u.value - data);
        }
        let (diffusion, reaction) = (R::of(DIFFUSION), R::of(REACTION));
        let square = u.value * u.value;
        let cotangent = Jet {
            value: reaction * (R::of(3.0) * square - R::ONE),
            gradient: [R::ONE, R::ZERO],
            second: [R::ZERO, -diffusion],
        };
        let growth = reaction * (u.value - square * u.value);
        Residual::new(u.gradient[0] - diffusion * u.second[1] - growth, [cotangent])
    }
}

impl Case<2, 1> for AllenCahn {
    fn defaults(&self) -> Defaults {
        Defaults { iterations: 300, ..Defaults::of(&[2, 20, 20, 20, 1]) }
    }

    fn domain(&self) -> Domain<2> {
        Domain { axes: ["t", "x"], extent: [[0.0, 1.0], [-1.0, 1.0]] }
    }

    fn samples(&self) -> Vec<Sample<f64, 2>> {
        let domain = self.domain();
        let value = |[_, x]: &[f64; 2]| [x * x * (PI * x).cos()];
        let mut samples = points::block(domain.inner_grid([30, 60]), 2.0, INTERIOR, |_| [0.0]);
        samples.extend(points::block(domain.side(Side::Left, 60), 2.0, BOUNDARY, value));
        for side in [Side::Bottom, Side::Top] {
            samples.extend(points::block(domain.side(side, 30), 1.0, BOUNDARY, |_| [-1.0]));
        }
        samples
    }

    fn exact(&self, [t, x]: &[f64; 2]) -> [Jet<f64, 2>; 1] {
        [spectral::reference().jet(*t, *x)]
    }

    fn error_points(&self) -> Vec<[f64; 2]> {
        self.domain().inner_grid([99, 100])
    }
}

impl<R: Real> Setting<R, 2, 1> for AllenCahn {
    type Model = Mlp<2>;
    type Metric = GaussNewton;

    fn problem(&self) -> &dyn Problem<R, 2, 1> {
        self
    }

    fn model(&self, network: &Network<'_>) -> Result<Mlp<2>, String> {
        network.build()
    }
}
