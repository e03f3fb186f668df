//! u_t + u u_x = (0.01/π) u_xx on (0, 1) × (−1, 1), u(0, x) = −sin πx, u = 0 at both ends.

mod cole_hopf;

use std::f64::consts::PI;

use ngd_core::{INTERIOR, Jet, Order, Problem, Real, Residual, Sample};

use super::{AnyModel, Case, Domain, Entry, Network, Setting, Shape, points};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "burgers",
    about: "u_t + u u_x = (0.01/π) u_xx on (0, 1) × (−1, 1), u(0, x) = −sin πx",
    open: || Shape::of(Burgers::default()),
};

/// The equation at 5000 points, of weight 2 together; a grid of 100² points for the errors. Points are
/// (t, x), those of the Sobol sequence with x = s/10 + 9s³/10, s in (−1, 1): ten times denser at x = 0,
/// where the front stands, than they would be. On a grid the front hides between two columns: the loss is
/// then 1e-9 and the error 0.9. u = −sin πx + t(1 − x²)·network has the initial and boundary values built
/// in.
///
/// # Source
/// The equation of Raissi, Perdikaris, Karniadakis (arXiv 1711.10561). Reference: the transformation of
/// Cole and Hopf. Network, points and the built-in values are ours; Schwencke, Furtlehner take 64 places
/// that are logarithmic around the front and 2-32-64-1, whose 2273 parameters cost some seconds a step. A
/// third hidden layer halves the steps to any accuracy.
/// Straight steps creep along a curved valley here (2e-4 after 300 whole ones, accelerated ones 7e-6).
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

    fn linearize(&self, _: &Sample<R, 2>, [u]: &[Jet<R, 2>; 1], _: usize) -> Residual<R, 2, 1> {
        let viscosity = R::of(self.viscosity);
        let [in_time, in_space] = u.gradient;
        let cotangent = Jet { value: in_space, gradient: [R::ONE, u.value], second: [R::ZERO, -viscosity] };
        Residual::new(in_time + u.value * in_space - viscosity * u.second[1], [cotangent])
    }
}

/// a = t(1 − x²), l = −sin πx.
fn beginning_and_ends<R: Real>([t, x]: &[R; 2]) -> (Jet<R, 2>, [Jet<R, 2>; 1]) {
    let two = R::ONE + R::ONE;
    let bump = R::ONE - *x * *x;
    let factor = Jet { value: *t * bump, gradient: [bump, -two * *t * *x], second: [R::ZERO, -two * *t] };
    let (sin, cos) = (PI * x.to_f64()).sin_cos();
    let lift = Jet {
        value: R::of(-sin),
        gradient: [R::ZERO, R::of(-PI * cos)],
        second: [R::ZERO, R::of(PI * PI * sin)],
    };
    (factor, [lift])
}

impl Case<2, 1> for Burgers {
    fn recommended(&self) -> &str {
        "--layers 2,20,20,20,1 --iterations 1500"
    }

    fn domain(&self) -> Domain<2> {
        Domain { axes: ["t", "x"], extent: [[0.0, 1.0], [-1.0, 1.0]] }
    }

    fn samples(&self) -> Vec<Sample<f64, 2>> {
        let place = |[t, x]: [f64; 2]| [t, 0.1 * x + 0.9 * x.powi(3)];
        let places = points::sobol(&self.domain(), 5000).into_iter().map(place).collect();
        points::block(places, 2.0, INTERIOR, |_| [0.0])
    }

    fn exact(&self, [t, x]: &[f64; 2]) -> [Jet<f64, 2>; 1] {
        [cole_hopf::jet(self.viscosity, *t, *x)]
    }

    fn error_points(&self) -> Vec<[f64; 2]> {
        self.domain().inner_grid([100; 2])
    }
}

impl<R: Real> Setting<R, 2, 1> for Burgers {
    fn problem(&self) -> &dyn Problem<R, 2, 1> {
        self
    }

    fn model(&self, network: Option<&Network>) -> Result<AnyModel<R, 2, 1>, String> {
        AnyModel::bounded(network, beginning_and_ends)
    }
}
