//! u_tt − u_xx + u³ = f on the unit square, u = x cos 5πt + (xt)³.

use std::f64::consts::PI;

use ngd_core::{BOUNDARY, INTERIOR, Jet, Order, Problem, Real, Residual, Sample};

use super::{Case, Domain, Entry, Setting, Shape, Side, points};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "klein-gordon",
    about: "u_tt − u_xx + u³ = f on the unit square, u = x cos 5πt + (xt)³",
    open: || Shape::of(KleinGordon),
};

/// The equation: the midpoints of 40 by 30 cells, 30 points on the sides x = 0 and x = 1 and 30 at t = 0, there
/// once for u and once for u_t, each set of weight 1; a grid of 100² points for the errors. Points are
/// (t, x).
///
/// # Source
/// Equation and solution of Wang, Teng, Perdikaris (arXiv 2001.04536), section 4.2; points and network are
/// ours.
#[derive(Clone, Copy, Debug)]
pub struct KleinGordon;

/// A sample that asks for u_t.
const VELOCITY: u16 = 2;
const FREQUENCY: f64 = 5.0 * PI;

impl<R: Real> Problem<R, 2, 1> for KleinGordon {
    fn order(&self) -> Order {
        Order::Second
    }

    fn linearize(&self, sample: &Sample<R, 2>, [u]: &[Jet<R, 2>; 1], _: usize) -> Residual<R, 2, 1> {
        let [data] = sample.target;
        match sample.kind {
            INTERIOR => {
                let square = u.value * u.value;
                let cotangent =
                    Jet { value: R::of(3.0) * square, gradient: [R::ZERO; 2], second: [R::ONE, -R::ONE] };
                Residual::new(u.second[0] - u.second[1] + square * u.value - data, [cotangent])
            }
            VELOCITY => Residual::new(u.gradient[0] - data, [Jet::gradient(0, R::ONE)]),
            _ => Residual::of_value(u.value - data),
        }
    }
}

fn source([t, x]: &[f64; 2]) -> [f64; 1] {
    let cos = (FREQUENCY * t).cos();
    let u = x * cos + (x * t).powi(3);
    [-FREQUENCY * FREQUENCY * x * cos + 6.0 * x * t * (x * x - t * t) + u.powi(3)]
}

impl Case<2, 1> for KleinGordon {
    fn recommended(&self) -> &str {
        "--layers 2,20,20,1 --iterations 1000"
    }

    fn domain(&self) -> Domain<2> {
        Domain::unit(["t", "x"])
    }

    fn samples(&self) -> Vec<Sample<f64, 2>> {
        let domain = self.domain();
        let value = |point: &[f64; 2]| [self.exact(point)[0].value];
        let mut samples = points::block(domain.midpoints([40, 30]), 1.0, INTERIOR, source);
        for side in [Side::Left, Side::Bottom, Side::Top] {
            samples.extend(points::block(domain.side(side, 30), 1.0, BOUNDARY, value));
        }
        samples.extend(points::block(domain.side(Side::Left, 30), 1.0, VELOCITY, |_| [0.0]));
        samples
    }

    fn exact(&self, [t, x]: &[f64; 2]) -> [Jet<f64, 2>; 1] {
        let (sin, cos) = (FREQUENCY * t).sin_cos();
        let square = (x * t) * (x * t);
        [Jet {
            value: x * cos + square * x * t,
            gradient: [-FREQUENCY * x * sin + 3.0 * square * x, cos + 3.0 * square * t],
            ..Jet::ZERO
        }]
    }

    fn error_points(&self) -> Vec<[f64; 2]> {
        self.domain().inner_grid([100; 2])
    }
}

impl<R: Real> Setting<R, 2, 1> for KleinGordon {
    fn problem(&self) -> &dyn Problem<R, 2, 1> {
        self
    }
}
