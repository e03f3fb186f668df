//! −εv″ + v′ = 1 on (0, 1), ε = 0.1, v = x(1−x)·network.

use ngd_core::{INTERIOR, Jet, Order, Problem, Real, Residual, Sample};

use super::{AnyModel, Case, Domain, Entry, Network, Setting, Shape, points};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "reaction-diffusion",
    about: "−εv″ + v′ = 1 on (0, 1), ε = 0.1, v = x(1−x)·network: the boundary values are built in",
    open: || Shape::of(ReactionDiffusion::default()),
};

/// The equation, at 100 midpoints of weight 1/100; 2001 points for the errors.
///
/// # Source
/// Nouy, Somacal (arXiv 2604.15554). The fall of the cutoff is ours: of some eight, over 20 to 300 steps, the one by
/// which momentum gains most to losses of 5e-6 and 1e-7; deeper ones want 30 steps. Exact solution x − (e^{(x−1)/ε} − e^{−1/ε})/(1 − e^{−1/ε}).
#[derive(Clone, Copy, Debug)]
pub struct ReactionDiffusion {
    /// ε, the diffusion.
    pub diffusion: f64,
}

impl Default for ReactionDiffusion {
    fn default() -> Self {
        Self { diffusion: 0.1 }
    }
}

impl<R: Real> Problem<R, 1, 1> for ReactionDiffusion {
    fn order(&self) -> Order {
        Order::Second
    }

    fn linearize(&self, _: &Sample<R, 1>, [v]: &[Jet<R, 1>; 1], _: usize) -> Residual<R, 1, 1> {
        let diffusion = R::of(self.diffusion);
        let cotangent = Jet { value: R::ZERO, gradient: [R::ONE], second: [-diffusion] };
        Residual::new(v.gradient[0] - diffusion * v.second[0] - R::ONE, [cotangent])
    }
}

/// a = x(1−x), l = 0.
fn both_ends<R: Real>([x]: &[R; 1]) -> (Jet<R, 1>, [Jet<R, 1>; 1]) {
    let two = R::ONE + R::ONE;
    let factor = Jet { value: *x * (R::ONE - *x), gradient: [R::ONE - two * *x], second: [-two] };
    (factor, [Jet::ZERO])
}

impl Case<1, 1> for ReactionDiffusion {
    fn recommended(&self) -> &str {
        "--optimizer natural-heavy-ball --layers 1,20,1 --step fixed:0.1 --momentum 0.5 \
         --solver svd --cutoff annealed:1e-5:100:3e-4 --iterations 400"
    }

    fn domain(&self) -> Domain<1> {
        Domain::unit(["x"])
    }

    fn samples(&self) -> Vec<Sample<f64, 1>> {
        points::block(self.domain().midpoints([100]), 1.0, INTERIOR, |_| [0.0])
    }

    fn exact(&self, [x]: &[f64; 1]) -> [Jet<f64, 1>; 1] {
        let e = self.diffusion;
        let bottom = -(-1.0 / e).exp_m1();
        let layer = ((x - 1.0) / e).exp();
        [Jet {
            value: x - (layer - (-1.0 / e).exp()) / bottom,
            gradient: [1.0 - layer / (e * bottom)],
            ..Jet::ZERO
        }]
    }

    fn error_points(&self) -> Vec<[f64; 1]> {
        self.domain().closed_grid([2001])
    }
}

impl<R: Real> Setting<R, 1, 1> for ReactionDiffusion {
    fn problem(&self) -> &dyn Problem<R, 1, 1> {
        self
    }

    fn model(&self, network: Option<&Network>) -> Result<AnyModel<R, 1, 1>, String> {
        AnyModel::bounded(network, both_ends)
    }
}
