//! Rates that grow with temperature (MGH10, Nelson).

use ngd_core::{At, Jet, Model, Real};

/// y = b₁e^(b₂/(x+b₃)): the resistance of a thermistor.
#[derive(Clone, Copy, Debug)]
pub struct Resistance;

impl<R: Real> Model<R, 1, 1> for Resistance {
    fn parameters(&self) -> usize {
        3
    }

    fn scratch(&self) -> usize {
        2
    }

    fn jet(&self, at: At<'_, R, 1>, scratch: &mut [R]) -> [Jet<R, 1>; 1] {
        let ([b1, b2, b3], [x], [inverse, power, ..]) = (at.theta, at.point(), scratch) else {
            return [Jet::ZERO];
        };
        *inverse = R::ONE / (*x + *b3);
        *power = (*b2 * *inverse).exp();
        [Jet::value(*b1 * *power)]
    }

    fn pull_back(&self, at: At<'_, R, 1>, [c]: &[Jet<R, 1>; 1], scratch: &mut [R], row: &mut [R]) {
        let ([b1, b2, _], [inverse, power, ..]) = (at.theta, scratch) else { return };
        let change = c.value * *power;
        let slope = change * *b1 * *inverse;
        row.copy_from_slice(&[change, slope, -slope * *b2 * *inverse]);
    }
}

/// log y = b₁ − b₂x₁e^(−b₃x₂): breakdown strength over time and temperature.
#[derive(Clone, Copy, Debug)]
pub struct Breakdown;

impl<R: Real> Model<R, 2, 1> for Breakdown {
    fn parameters(&self) -> usize {
        3
    }

    fn scratch(&self) -> usize {
        1
    }

    fn jet(&self, at: At<'_, R, 2>, scratch: &mut [R]) -> [Jet<R, 2>; 1] {
        let ([b1, b2, b3], [x1, x2], [aged, ..]) = (at.theta, at.point(), scratch) else {
            return [Jet::ZERO];
        };
        *aged = *x1 * (-*b3 * *x2).exp();
        [Jet::value(*b1 - *b2 * *aged)]
    }

    fn pull_back(&self, at: At<'_, R, 2>, [c]: &[Jet<R, 2>; 1], scratch: &mut [R], row: &mut [R]) {
        let ([_, b2, _], [_, x2], [aged, ..]) = (at.theta, at.point(), scratch) else { return };
        row.copy_from_slice(&[c.value, -c.value * *aged, c.value * *b2 * *x2 * *aged]);
    }
}
