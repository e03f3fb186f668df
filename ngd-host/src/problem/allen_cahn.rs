//! u_t = 1e-3 u_xx + 5(u − u³) on (0, 1) × (−1, 1), u(0, x) = x² cos πx, u = −1 at both ends.

pub mod spectral;

use std::f64::consts::PI;

use ngd_core::{INTERIOR, Jet, Order, Problem, Real, Residual, Sample};

use super::{AnyModel, Case, Domain, Entry, Network, Setting, Shape, points};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "allen-cahn",
    about: "u_t = 0.001 u_xx + 5(u − u³) on (0, 1) × (−1, 1), u(0, x) = x² cos πx, u = −1 at both ends",
    open: || Shape::of(AllenCahn),
};

/// The equation at 4000 points of the Sobol sequence, of weight 2 together; 100 times by 100 places for the
/// errors. Points are (t, x). u = x² cos πx + t(1 − x²)·network has the initial and boundary values built
/// in: with the initial values in the loss runs end at other solutions of the equation.
///
/// # Source
/// Equation, boundary values and network of Schwencke, Furtlehner (arXiv 2412.10782); points and the built-in
/// values are ours. Reference: [`spectral`].
#[derive(Clone, Copy, Debug)]
pub struct AllenCahn;

pub(super) const DIFFUSION: f64 = 1e-3;
pub(super) const REACTION: f64 = 5.0;

impl<R: Real> Problem<R, 2, 1> for AllenCahn {
    fn order(&self) -> Order {
        Order::Second
    }

    fn linearize(&self, _: &Sample<R, 2>, [u]: &[Jet<R, 2>; 1], _: usize) -> Residual<R, 2, 1> {
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

/// a = t(1 − x²), l = x² cos πx.
fn beginning_and_ends<R: Real>([t, x]: &[R; 2]) -> (Jet<R, 2>, [Jet<R, 2>; 1]) {
    let two = R::ONE + R::ONE;
    let bump = R::ONE - *x * *x;
    let factor = Jet { value: *t * bump, gradient: [bump, -two * *t * *x], second: [R::ZERO, -two * *t] };
    let x = x.to_f64();
    let (sin, cos) = (PI * x).sin_cos();
    let square = PI * x * x;
    let lift = Jet {
        value: R::of(x * x * cos),
        gradient: [R::ZERO, R::of(2.0 * x * cos - square * sin)],
        second: [R::ZERO, R::of((2.0 - PI * square) * cos - 4.0 * PI * x * sin)],
    };
    (factor, [lift])
}

impl Case<2, 1> for AllenCahn {
    fn recommended(&self) -> &str {
        "--layers 2,20,20,20,1 --iterations 1500"
    }

    fn domain(&self) -> Domain<2> {
        Domain { axes: ["t", "x"], extent: [[0.0, 1.0], [-1.0, 1.0]] }
    }

    fn samples(&self) -> Vec<Sample<f64, 2>> {
        points::block(points::sobol(&self.domain(), 4000), 2.0, INTERIOR, |_| [0.0])
    }

    fn exact(&self, [t, x]: &[f64; 2]) -> [Jet<f64, 2>; 1] {
        [spectral::reference().jet(*t, *x)]
    }

    fn error_points(&self) -> Vec<[f64; 2]> {
        self.domain().inner_grid([99, 100])
    }
}

impl<R: Real> Setting<R, 2, 1> for AllenCahn {
    fn problem(&self) -> &dyn Problem<R, 2, 1> {
        self
    }

    fn model(&self, network: Option<&Network>) -> Result<AnyModel<R, 2, 1>, String> {
        AnyModel::bounded(network, beginning_and_ends)
    }
}
