//! −Δu = 2π² sin πx sin πy on the unit square, u = 0 on the boundary.

use std::f64::consts::PI;

use ngd_core::{BOUNDARY, INTERIOR, Jet, Mlp, Order, Problem, Real, Residual, Sample};

use super::setting::{Domain, Setting, inner_points, pairs};
use super::{Defaults, Shape};
use crate::choice::{Activation, Cutoff, Damping, Init, Optimizer, Precision, Solver, Step};

pub(super) const SHAPE: Shape = Shape { inputs: 2, outputs: 1, optimizer: Optimizer::NaturalGradient };

pub(super) fn defaults(optimizer: Optimizer) -> Defaults {
    Defaults {
        layers: &[2, 32, 1],
        activation: Activation::Tanh,
        init: Init::Glorot,
        precision: Precision::F64,
        iterations: if optimizer.is_natural() { 200 } else { 5_000 },
        solver: Solver::Svd,
        step: Step::Backtracking,
        momentum: 0.9,
        damping: Damping::Adaptive,
        cutoff: Cutoff::AnnealedTo(1e-8),
    }
}

/// The equation: a grid of 30² inner points of weight 1/900, 30 points a side of weight 4/120; a grid
/// of 198² points for the errors.
///
/// # Source
/// Müller, Zeinhofer (arXiv 2302.13163), section 4.1. Exact solution sin πx sin πy.
#[derive(Clone, Copy, Debug)]
pub struct Poisson2d;

impl<R: Real> Problem<R, 2, 1> for Poisson2d {
    fn order(&self) -> Order {
        Order::Second
    }

    fn linearize(&self, sample: &Sample<R, 2>, [u]: &[Jet<R, 2>; 1], _: usize) -> Residual<R, 2, 1> {
        let [f] = sample.target;
        match sample.kind {
            INTERIOR => {
                let laplacian = Jet { second: [R::ONE; 2], ..Jet::ZERO };
                Residual::new(u.second[0] + u.second[1] + f, [laplacian])
            }
            _ => Residual::of_value(u.value - f),
        }
    }
}

impl<R: Real> Setting<R, 2, 1> for Poisson2d {
    type Model = Mlp<2>;

    fn samples(&self) -> Vec<Sample<R, 2>> {
        let source = |[x, y]: [f64; 2]| {
            let f = 2.0 * PI * PI * (PI * x).sin() * (PI * y).sin();
            Sample::new([x, y].map(R::of), R::of(1.0 / 900.0), INTERIOR).with_target([R::of(f)])
        };
        let sides: [fn(f64) -> [f64; 2]; 4] =
            [|t| [t, 0.0], |t| [1.0, t], |t| [1.0 - t, 1.0], |t| [0.0, 1.0 - t]];
        let side = |side: fn(f64) -> [f64; 2]| {
            (0..30).map(move |i| {
                let point = side(f64::from(i) / 30.0).map(R::of);
                Sample::new(point, R::of(4.0 / 120.0), BOUNDARY)
            })
        };
        pairs(inner_points(31)).map(source).chain(sides.into_iter().flat_map(side)).collect()
    }

    fn model(&self, network: Mlp<2>) -> Mlp<2> {
        network
    }

    fn exact(&self, [x, y]: &[f64; 2]) -> [Jet<f64, 2>; 1] {
        let ((sx, cx), (sy, cy)) = ((PI * x).sin_cos(), (PI * y).sin_cos());
        [Jet { value: sx * sy, gradient: [PI * cx * sy, PI * sx * cy], ..Jet::ZERO }]
    }

    fn error_points(&self) -> Vec<[f64; 2]> {
        pairs(inner_points(199)).collect()
    }

    fn domain(&self) -> Domain<2> {
        Domain { axes: ["x", "y"], extent: [[0.0, 1.0]; 2] }
    }
}
