//! −u″ = π² sin πx on (0, 1), u = 0 at both ends.

use std::f64::consts::PI;

use ngd_core::{BOUNDARY, INTERIOR, Jet, Mlp, Order, Problem, Real, Residual, Sample};

use super::setting::{Domain, Setting, inner_points};
use super::{Defaults, Shape};
use crate::choice::{Activation, Cutoff, Damping, Init, Optimizer, Precision, Solver, Step};

pub(super) const SHAPE: Shape = Shape { inputs: 1, outputs: 1, optimizer: Optimizer::NaturalGradient };

pub(super) fn defaults(optimizer: Optimizer) -> Defaults {
    Defaults {
        layers: &[1, 16, 1],
        activation: Activation::Tanh,
        init: Init::Glorot,
        precision: Precision::F64,
        iterations: if optimizer.is_natural() { 300 } else { 5_000 },
        solver: Solver::Svd,
        step: Step::Backtracking,
        momentum: 0.9,
        damping: Damping::Adaptive,
        cutoff: Cutoff::AnnealedTo(1e-9),
    }
}

/// The equation: 100 inner points of weight 1/100, both ends of weight 1; 2001 points for the errors.
///
/// # Source
/// Exact solution sin πx; points as in the one-dimensional example of Müller, Zeinhofer (arXiv 2302.13163).
#[derive(Clone, Copy, Debug)]
pub struct Poisson1d;

impl<R: Real> Problem<R, 1, 1> for Poisson1d {
    fn order(&self) -> Order {
        Order::Second
    }

    fn linearize(&self, sample: &Sample<R, 1>, [u]: &[Jet<R, 1>; 1], _: usize) -> Residual<R, 1, 1> {
        let [f] = sample.target;
        match sample.kind {
            INTERIOR => Residual::new(u.second[0] + f, [Jet::second(0, R::ONE)]),
            _ => Residual::of_value(u.value - f),
        }
    }
}

impl<R: Real> Setting<R, 1, 1> for Poisson1d {
    type Model = Mlp<1>;

    fn samples(&self) -> Vec<Sample<R, 1>> {
        let source = |x: f64| {
            let f = PI * PI * (PI * x).sin();
            Sample::new([R::of(x)], R::of(1.0 / 100.0), INTERIOR).with_target([R::of(f)])
        };
        let ends = [0.0, 1.0].map(|x| Sample::new([R::of(x)], R::ONE, BOUNDARY));
        inner_points(101).map(source).chain(ends).collect()
    }

    fn model(&self, network: Mlp<1>) -> Mlp<1> {
        network
    }

    fn exact(&self, [x]: &[f64; 1]) -> [Jet<f64, 1>; 1] {
        let (sin, cos) = (PI * x).sin_cos();
        [Jet { value: sin, gradient: [PI * cos], ..Jet::ZERO }]
    }

    fn error_points(&self) -> Vec<[f64; 1]> {
        (0..=2000).map(|i| [f64::from(i) / 2000.0]).collect()
    }

    fn domain(&self) -> Domain<1> {
        Domain { axes: ["x"], extent: [[0.0, 1.0]] }
    }
}
