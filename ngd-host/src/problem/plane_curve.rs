//! A model of one parameter: a curve in the plane of sin 2πx and cos 2πx.

use std::f64::consts::TAU;

use ngd_core::model::At;
use ngd_core::{Jet, Order, Real};

use super::OwnModel;

/// v_θ = p(θ) sin 2πx + q(θ) cos 2πx.
#[derive(Clone, Copy, Debug)]
pub struct PlaneCurve {
    /// θ at the start.
    pub start: f64,
    /// (p, q) and their derivatives in θ.
    pub point: fn(f64) -> [[f64; 2]; 2],
}

/// The jet of p sin 2πx + q cos 2πx.
pub(super) fn wave([p, q]: [f64; 2], x: f64, order: Order) -> Jet<f64, 1> {
    let (sin, cos) = (TAU * x).sin_cos();
    let value = p * sin + q * cos;
    let up_to = |needed, entry| if order >= needed { entry } else { 0.0 };
    Jet {
        value,
        gradient: [up_to(Order::Gradient, TAU * (p * cos - q * sin))],
        second: [up_to(Order::Second, -TAU * TAU * value)],
    }
}

impl PlaneCurve {
    fn at<R: Real>(&self, at: At<'_, R, 1>, derivative: usize) -> Jet<f64, 1> {
        let theta = at.theta.first().map_or(f64::NAN, |theta| theta.to_f64());
        wave((self.point)(theta)[derivative], at.point()[0].to_f64(), at.order)
    }
}

impl<R: Real> OwnModel<R, 1, 1> for PlaneCurve {
    fn start(&self) -> Vec<f64> {
        vec![self.start]
    }

    fn jet(&self, at: At<'_, R, 1>) -> [Jet<R, 1>; 1] {
        let jet = self.at(at, 0);
        [Jet { value: R::of(jet.value), gradient: jet.gradient.map(R::of), second: jet.second.map(R::of) }]
    }

    fn pull_back(&self, at: At<'_, R, 1>, [c]: &[Jet<R, 1>; 1], row: &mut [R]) {
        let slope = self.at(at, 1);
        let along = c.value * R::of(slope.value)
            + c.gradient[0] * R::of(slope.gradient[0])
            + c.second[0] * R::of(slope.second[0]);
        row.iter_mut().for_each(|entry| *entry = along);
    }
}
