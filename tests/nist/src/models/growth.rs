//! Growth that saturates (Rat43).

use ngd_core::{At, Jet, Model, Real};

/// y = b₁/(1 + e^(b₂−b₃x))^(1/b₄).
#[derive(Clone, Copy, Debug)]
pub struct Richards;

impl<R: Real> Model<R, 1, 1> for Richards {
    fn parameters(&self) -> usize {
        4
    }

    fn scratch(&self) -> usize {
        3
    }

    fn jet(&self, at: At<'_, R, 1>, scratch: &mut [R]) -> [Jet<R, 1>; 1] {
        let ([b1, b2, b3, b4], [x], [lag, ln, power, ..]) = (at.theta, at.point(), scratch) else {
            return [Jet::ZERO];
        };
        *lag = (*b2 - *b3 * *x).exp();
        *ln = (*lag).ln_1p();
        *power = (-*ln / *b4).exp();
        [Jet::value(*b1 * *power)]
    }

    fn pull_back(&self, at: At<'_, R, 1>, [c]: &[Jet<R, 1>; 1], scratch: &mut [R], row: &mut [R]) {
        let ([b1, _, _, b4], [x], [lag, ln, power, ..]) = (at.theta, at.point(), scratch) else { return };
        let scale = c.value * *b1 * *power / *b4;
        let slope = -scale * *lag / (R::ONE + *lag);
        row.copy_from_slice(&[c.value * *power, slope, -slope * *x, scale * *ln / *b4]);
    }
}
