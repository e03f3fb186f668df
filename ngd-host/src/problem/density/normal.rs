//! The normal densities as a model of two parameters.

use ngd_core::model::At;
use ngd_core::{Jet, Order, Real};

use crate::problem::OwnModel;

/// ln q = −½((x − m)/e^s)² − s − ½ ln 2π, θ = (m, s). A value of this type holds the parameters at the start.
#[derive(Clone, Copy, Debug)]
pub struct Normal {
    /// m.
    pub mean: f64,
    /// s.
    pub log_deviation: f64,
}

/// ½ ln 2π.
const HALF_LOG_TAU: f64 = 0.918_938_533_204_672_8;

impl Normal {
    /// The jet of ln q.
    pub fn logarithm(&self, x: f64, order: Order) -> Jet<f64, 1> {
        let (precision, away) = ((-2.0 * self.log_deviation).exp(), x - self.mean);
        let up_to = |needed, entry| if order >= needed { entry } else { 0.0 };
        Jet {
            value: -0.5 * precision * away * away - self.log_deviation - HALF_LOG_TAU,
            gradient: [up_to(Order::Gradient, -precision * away)],
            second: [up_to(Order::Second, -precision)],
        }
    }

    fn of<R: Real>(theta: &[R]) -> Self {
        let entry = |index: usize| theta.get(index).map_or(f64::NAN, |entry| entry.to_f64());
        Self { mean: entry(0), log_deviation: entry(1) }
    }
}

impl<R: Real> OwnModel<R, 1, 1> for Normal {
    fn start(&self) -> Vec<f64> {
        vec![self.mean, self.log_deviation]
    }

    fn jet(&self, at: At<'_, R, 1>) -> [Jet<R, 1>; 1] {
        let jet = Self::of(at.theta).logarithm(at.point()[0].to_f64(), at.order);
        [Jet { value: R::of(jet.value), gradient: jet.gradient.map(R::of), second: jet.second.map(R::of) }]
    }

    fn pull_back(&self, at: At<'_, R, 1>, [c]: &[Jet<R, 1>; 1], row: &mut [R]) {
        let density = Self::of(at.theta);
        let precision = (-2.0 * density.log_deviation).exp();
        let away = at.point()[0].to_f64() - density.mean;
        let [value, gradient, second] = [c.value, c.gradient[0], c.second[0]].map(|entry| entry.to_f64());
        let by_mean = precision * (away * value + gradient);
        let by_deviation =
            (precision * away * away - 1.0) * value + 2.0 * precision * (away * gradient + second);
        for (entry, derivative) in row.iter_mut().zip([by_mean, by_deviation]) {
            *entry = R::of(derivative);
        }
    }
}
