//! u_t + βu_x = 0 on (0, 1) × (0, 2π), β = 30, u(0, x) = sin x.

use std::f64::consts::TAU;

use ngd_core::{BOUNDARY, INTERIOR, Jet, Order, Problem, Real, Residual, Sample};

use super::{Case, Domain, Entry, Setting, Shape, Side, points};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "advection",
    about: "u_t + 30 u_x = 0 on (0, 1) × (0, 2π), u = sin(x − 30t)",
    open: || Shape::of(Advection::default()),
};

/// The equation: the midpoints of 40 by 30 cells, of weight 1 together, 60 points at the beginning and 60
/// at the inflow x = 0, of weight 1 a side; a grid of 100² points for the errors. Points are (t, x).
///
/// # Source
/// Equation and solution sin(x − βt) of Krishnapriyan et al. (arXiv 2109.01050), section 3.1. They ask for
/// periodicity; a residual sees one point, so here the inflow has the values of the periodic solution,
/// which determines it as well. Points and network are ours.
#[derive(Clone, Copy, Debug)]
pub struct Advection {
    /// β, the speed.
    pub speed: f64,
}

impl Default for Advection {
    fn default() -> Self {
        Self { speed: 30.0 }
    }
}

impl<R: Real> Problem<R, 2, 1> for Advection {
    fn order(&self) -> Order {
        Order::Gradient
    }

    fn linearize(&self, sample: &Sample<R, 2>, [u]: &[Jet<R, 2>; 1], _: usize) -> Residual<R, 2, 1> {
        let [data] = sample.target;
        if sample.kind != INTERIOR {
            return Residual::of_value(u.value - data);
        }
        let speed = R::of(self.speed);
        let cotangent = Jet { gradient: [R::ONE, speed], ..Jet::ZERO };
        Residual::new(u.gradient[0] + speed * u.gradient[1], [cotangent])
    }
}

impl Case<2, 1> for Advection {
    fn recommended(&self) -> &str {
        "--layers 2,20,20,1 --iterations 1000"
    }

    fn domain(&self) -> Domain<2> {
        Domain { axes: ["t", "x"], extent: [[0.0, 1.0], [0.0, TAU]] }
    }

    fn samples(&self) -> Vec<Sample<f64, 2>> {
        let domain = self.domain();
        let value = |point: &[f64; 2]| [self.exact(point)[0].value];
        let mut samples = points::block(domain.midpoints([40, 30]), 1.0, INTERIOR, |_| [0.0]);
        for side in [Side::Left, Side::Bottom] {
            samples.extend(points::block(domain.side(side, 60), 1.0, BOUNDARY, value));
        }
        samples
    }

    fn exact(&self, [t, x]: &[f64; 2]) -> [Jet<f64, 2>; 1] {
        let (sin, cos) = (x - self.speed * t).sin_cos();
        [Jet { value: sin, gradient: [-self.speed * cos, cos], ..Jet::ZERO }]
    }

    fn error_points(&self) -> Vec<[f64; 2]> {
        self.domain().inner_grid([100; 2])
    }
}

impl<R: Real> Setting<R, 2, 1> for Advection {
    fn problem(&self) -> &dyn Problem<R, 2, 1> {
        self
    }
}
