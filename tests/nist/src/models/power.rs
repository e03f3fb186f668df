//! Powers (DanWood, Bennett5).

use ngd_core::{At, Jet, Model, Real};

/// y = b₁x^b₂, x > 0.
#[derive(Clone, Copy, Debug)]
pub struct Power;

impl<R: Real> Model<R, 1, 1> for Power {
    fn parameters(&self) -> usize {
        2
    }

    fn scratch(&self) -> usize {
        2
    }

    fn jet(&self, at: At<'_, R, 1>, scratch: &mut [R]) -> [Jet<R, 1>; 1] {
        let ([b1, b2], [x], [ln, power, ..]) = (at.theta, at.point(), scratch) else { return [Jet::ZERO] };
        *ln = (*x).ln();
        *power = (*b2 * *ln).exp();
        [Jet::value(*b1 * *power)]
    }

    fn pull_back(&self, at: At<'_, R, 1>, [c]: &[Jet<R, 1>; 1], scratch: &mut [R], row: &mut [R]) {
        let ([b1, _], [ln, power, ..]) = (at.theta, scratch) else { return };
        let change = c.value * *power;
        row.copy_from_slice(&[change, change * *b1 * *ln]);
    }
}

/// y = b₁(b₂ + x)^(−1/b₃), b₂ + x > 0.
#[derive(Clone, Copy, Debug)]
pub struct ShiftedPower;

impl<R: Real> Model<R, 1, 1> for ShiftedPower {
    fn parameters(&self) -> usize {
        3
    }

    fn scratch(&self) -> usize {
        2
    }

    fn jet(&self, at: At<'_, R, 1>, scratch: &mut [R]) -> [Jet<R, 1>; 1] {
        let ([b1, b2, b3], [x], [ln, power, ..]) = (at.theta, at.point(), scratch) else {
            return [Jet::ZERO];
        };
        *ln = (*b2 + *x).ln();
        *power = (-*ln / *b3).exp();
        [Jet::value(*b1 * *power)]
    }

    fn pull_back(&self, at: At<'_, R, 1>, [c]: &[Jet<R, 1>; 1], scratch: &mut [R], row: &mut [R]) {
        let ([b1, b2, b3], [x], [ln, power, ..]) = (at.theta, at.point(), scratch) else { return };
        let change = c.value * *power;
        let slope = change * *b1 / *b3;
        row.copy_from_slice(&[change, -slope / (*b2 + *x), slope * *ln / *b3]);
    }
}
