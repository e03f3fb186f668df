//! u_t = ¼ u_xx on (0, 1)², u(0, x) = sin πx, u = 0 at both ends.

use std::f64::consts::PI;

use ngd_core::{BOUNDARY, INTERIOR, Jet, Order, Problem, Real, Residual, Sample};

use super::{Case, Domain, Entry, Setting, Shape, Side, points};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "heat",
    about: "u_t = ¼ u_xx on the unit square, u(0, x) = sin πx",
    open: || Shape::of(Heat::default()),
};

/// The equation: a grid of 30² inner points of weight 1/900, 30 points of weight 1/30 on each of the three
/// sides; a grid of 100² points for the errors. Points are (t, x).
///
/// # Source
/// Müller, Zeinhofer (arXiv 2302.13163), section 4. Exact solution e^{−π²t/4} sin πx.
#[derive(Clone, Copy, Debug)]
pub struct Heat {
    /// The diffusivity.
    pub diffusivity: f64,
}

impl Default for Heat {
    fn default() -> Self {
        Self { diffusivity: 0.25 }
    }
}

impl<R: Real> Problem<R, 2, 1> for Heat {
    fn order(&self) -> Order {
        Order::Second
    }

    fn linearize(&self, sample: &Sample<R, 2>, [u]: &[Jet<R, 2>; 1], _: usize) -> Residual<R, 2, 1> {
        let [data] = sample.target;
        if sample.kind != INTERIOR {
            return Residual::of_value(u.value - data);
        }
        let diffusivity = R::of(self.diffusivity);
        let cotangent = Jet { gradient: [R::ONE, R::ZERO], second: [R::ZERO, -diffusivity], ..Jet::ZERO };
        Residual::new(u.gradient[0] - diffusivity * u.second[1], [cotangent])
    }
}

impl Case<2, 1> for Heat {
    fn recommended(&self) -> &str {
        "--layers 2,64,1 --solver svd --iterations 500"
    }

    fn domain(&self) -> Domain<2> {
        Domain::unit(["t", "x"])
    }

    fn samples(&self) -> Vec<Sample<f64, 2>> {
        let domain = self.domain();
        let mut samples = points::block(domain.inner_grid([30; 2]), 1.0, INTERIOR, |_| [0.0]);
        for side in [Side::Left, Side::Bottom, Side::Top] {
            let value = |point: &[f64; 2]| [if side == Side::Left { (PI * point[1]).sin() } else { 0.0 }];
            samples.extend(points::block(domain.side(side, 30), 1.0, BOUNDARY, value));
        }
        samples
    }

    fn exact(&self, [t, x]: &[f64; 2]) -> [Jet<f64, 2>; 1] {
        let rate = PI * PI * self.diffusivity;
        let (sin, cos) = (PI * x).sin_cos();
        let decay = (-rate * t).exp();
        [Jet { value: decay * sin, gradient: [-rate * decay * sin, PI * decay * cos], ..Jet::ZERO }]
    }

    fn error_points(&self) -> Vec<[f64; 2]> {
        self.domain().inner_grid([100; 2])
    }
}

impl<R: Real> Setting<R, 2, 1> for Heat {
    fn problem(&self) -> &dyn Problem<R, 2, 1> {
        self
    }
}
