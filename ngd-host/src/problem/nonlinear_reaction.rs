//! −v″ + v³ = π² cos πx + cos³ πx on (−1, 1), v = −1 + (1−x²)·network.

use std::f64::consts::PI;

use ngd_core::{INTERIOR, Jet, Order, Problem, Real, Residual, Sample};

use super::{AnyModel, Case, Domain, Entry, Network, Setting, Shape, points};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "nonlinear-reaction",
    about: "−v″ + v³ = π² cos πx + cos³ πx on (−1, 1): the boundary values are built in",
    open: || Shape::of(NonlinearReaction),
};

/// The equation, at 100 midpoints of weight 2/100; 2001 points for the errors.
///
/// # Source
/// Nouy, Somacal (arXiv 2604.15554), boundary values built in; points, width, α = 0.1 and β = 0.5 are those
/// of [`ReactionDiffusion`](super::ReactionDiffusion), where the source prints none. Exact solution cos πx.
#[derive(Clone, Copy, Debug)]
pub struct NonlinearReaction;

impl<R: Real> Problem<R, 1, 1> for NonlinearReaction {
    fn order(&self) -> Order {
        Order::Second
    }

    fn linearize(&self, sample: &Sample<R, 1>, [v]: &[Jet<R, 1>; 1], _: usize) -> Residual<R, 1, 1> {
        let [source] = sample.target;
        let square = v.value * v.value;
        let cotangent = Jet { value: R::of(3.0) * square, gradient: [R::ZERO], second: [-R::ONE] };
        Residual::new(square * v.value - v.second[0] - source, [cotangent])
    }
}

/// a = 1−x², l = −1.
fn both_ends<R: Real>([x]: &[R; 1]) -> (Jet<R, 1>, [Jet<R, 1>; 1]) {
    let two = R::ONE + R::ONE;
    let factor = Jet { value: R::ONE - *x * *x, gradient: [-two * *x], second: [-two] };
    (factor, [Jet::value(-R::ONE)])
}

impl Case<1, 1> for NonlinearReaction {
    fn recommended(&self) -> &str {
        "--optimizer natural-heavy-ball --layers 1,20,1 --step fixed:0.1 --momentum 0.5 \
         --solver svd --cutoff annealed:1e-5 --iterations 400"
    }

    fn domain(&self) -> Domain<1> {
        Domain { axes: ["x"], extent: [[-1.0, 1.0]] }
    }

    fn samples(&self) -> Vec<Sample<f64, 1>> {
        let source = |[x]: &[f64; 1]| [PI * PI * (PI * x).cos() + (PI * x).cos().powi(3)];
        points::block(self.domain().midpoints([100]), 2.0, INTERIOR, source)
    }

    fn exact(&self, [x]: &[f64; 1]) -> [Jet<f64, 1>; 1] {
        let (sin, cos) = (PI * x).sin_cos();
        [Jet { value: cos, gradient: [-PI * sin], ..Jet::ZERO }]
    }

    fn error_points(&self) -> Vec<[f64; 1]> {
        self.domain().closed_grid([2001])
    }
}

impl<R: Real> Setting<R, 1, 1> for NonlinearReaction {
    fn problem(&self) -> &dyn Problem<R, 1, 1> {
        self
    }

    fn model(&self, network: Option<&Network>) -> Result<AnyModel<R, 1, 1>, String> {
        AnyModel::bounded(network, both_ends)
    }
}
