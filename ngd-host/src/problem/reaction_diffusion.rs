//! −εv″ + v′ = 1 on (0, 1), ε = 0.1, v = x(1−x)·network.

use ngd_core::model::HardBoundary;
use ngd_core::{INTERIOR, Jet, Mlp, Order, Problem, Real, Residual, Sample};

use super::setting::{Domain, Setting};
use super::{Defaults, Shape};
use crate::choice::{Activation, Cutoff, Damping, Init, Optimizer, Precision, Solver, Step};

pub(super) const SHAPE: Shape = Shape { inputs: 1, outputs: 1, optimizer: Optimizer::NaturalHeavyBall };

pub(super) fn defaults(optimizer: Optimizer) -> Defaults {
    let natural = optimizer.is_natural();
    Defaults {
        layers: &[1, 20, 1],
        activation: Activation::Tanh,
        init: Init::Glorot,
        precision: Precision::F64,
        iterations: if natural { 400 } else { 5_000 },
        solver: Solver::Svd,
        step: if natural { Step::Fixed(0.1) } else { Step::Backtracking },
        momentum: 0.5,
        damping: Damping::Adaptive,
        cutoff: Cutoff::AnnealedTo(1e-5),
    }
}

/// The equation, at 100 midpoints of weight 1/100; 2001 points for the errors.
///
/// # Source
/// Nouy, Somacal (arXiv 2604.15554). Exact solution x − (e^{(x−1)/ε} − e^{−1/ε})/(1 − e^{−1/ε}).
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
type Boundary<R> = fn(&[R; 1]) -> (Jet<R, 1>, [Jet<R, 1>; 1]);

fn both_ends<R: Real>([x]: &[R; 1]) -> (Jet<R, 1>, [Jet<R, 1>; 1]) {
    let two = R::ONE + R::ONE;
    let factor = Jet { value: *x * (R::ONE - *x), gradient: [R::ONE - two * *x], second: [-two] };
    (factor, [Jet::ZERO])
}

impl<R: Real> Setting<R, 1, 1> for ReactionDiffusion {
    type Model = HardBoundary<Mlp<1>, Boundary<R>>;

    fn samples(&self) -> Vec<Sample<R, 1>> {
        let midpoint = |i| Sample::new([R::of((f64::from(i) + 0.5) / 100.0)], R::of(1.0 / 100.0), INTERIOR);
        (0..100).map(midpoint).collect()
    }

    fn model(&self, network: Mlp<1>) -> Self::Model {
        HardBoundary::new(network, both_ends)
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
        (0..=2000).map(|i| [f64::from(i) / 2000.0]).collect()
    }

    fn domain(&self) -> Domain<1> {
        Domain { axes: ["x"], extent: [[0.0, 1.0]] }
    }
}
