//! Δu + u = q on (−1, 1)², u = sin πx sin 4πy.

use std::f64::consts::PI;

use ngd_core::{BOUNDARY, INTERIOR, Jet, Order, Problem, Real, Residual, Sample};

use super::{Case, Domain, Entry, Setting, Shape, points};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "helmholtz",
    about: "Δu + u = q on (−1, 1)², u = sin πx sin 4πy",
    open: || Shape::of(Helmholtz),
};

/// The equation with wave number 1: the midpoints of 20 by 40 cells, of weight 4/800, 40 points on each side
/// of weight 8/160; a grid of 100² points for the errors.
///
/// # Source
/// Equation and solution of Wang, Teng, Perdikaris (arXiv 2001.04536), section 2.3; points and network are
/// ours.
#[derive(Clone, Copy, Debug)]
pub struct Helmholtz;

/// The waves along x and y.
const WAVES: [f64; 2] = [PI, 4.0 * PI];

impl<R: Real> Problem<R, 2, 1> for Helmholtz {
    fn order(&self) -> Order {
        Order::Second
    }

    fn linearize(&self, sample: &Sample<R, 2>, [u]: &[Jet<R, 2>; 1], _: usize) -> Residual<R, 2, 1> {
        let [data] = sample.target;
        if sample.kind != INTERIOR {
            return Residual::of_value(u.value - data);
        }
        let cotangent = Jet { value: R::ONE, gradient: [R::ZERO; 2], second: [R::ONE; 2] };
        Residual::new(u.second[0] + u.second[1] + u.value - data, [cotangent])
    }
}

impl Case<2, 1> for Helmholtz {
    fn recommended(&self) -> &str {
        "--layers 2,20,20,1 --iterations 1000"
    }

    fn domain(&self) -> Domain<2> {
        Domain { axes: ["x", "y"], extent: [[-1.0, 1.0]; 2] }
    }

    fn samples(&self) -> Vec<Sample<f64, 2>> {
        let domain = self.domain();
        let factor = 1.0 - WAVES[0] * WAVES[0] - WAVES[1] * WAVES[1];
        let source = |point: &[f64; 2]| [factor * self.exact(point)[0].value];
        let inside = points::block(domain.midpoints([20, 40]), domain.measure(), INTERIOR, source);
        let around = points::block(domain.around(40), 8.0, BOUNDARY, |_| [0.0]);
        [inside, around].concat()
    }

    fn exact(&self, [x, y]: &[f64; 2]) -> [Jet<f64, 2>; 1] {
        let ((sx, cx), (sy, cy)) = ((WAVES[0] * x).sin_cos(), (WAVES[1] * y).sin_cos());
        [Jet { value: sx * sy, gradient: [WAVES[0] * cx * sy, WAVES[1] * sx * cy], ..Jet::ZERO }]
    }

    fn error_points(&self) -> Vec<[f64; 2]> {
        self.domain().inner_grid([100; 2])
    }
}

impl<R: Real> Setting<R, 2, 1> for Helmholtz {
    fn problem(&self) -> &dyn Problem<R, 2, 1> {
        self
    }
}
