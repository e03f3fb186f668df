//! Decaying exponentials (Chwirut1, Chwirut2, Lanczos1, Lanczos3).

use ngd_core::{At, Jet, Model, Real};

/// y = e^(−b₁x)/(b₂ + b₃x).
#[derive(Clone, Copy, Debug)]
pub struct ScaledDecay;

impl<R: Real> Model<R, 1, 1> for ScaledDecay {
    fn parameters(&self) -> usize {
        3
    }

    fn scratch(&self) -> usize {
        2
    }

    fn jet(&self, at: At<'_, R, 1>, scratch: &mut [R]) -> [Jet<R, 1>; 1] {
        let ([b1, b2, b3], [x], [inverse, value, ..]) = (at.theta, at.point(), scratch) else {
            return [Jet::ZERO];
        };
        *inverse = R::ONE / (*b2 + *b3 * *x);
        *value = (-*b1 * *x).exp() * *inverse;
        [Jet::value(*value)]
    }

    fn pull_back(&self, at: At<'_, R, 1>, [c]: &[Jet<R, 1>; 1], scratch: &mut [R], row: &mut [R]) {
        let ([x], [inverse, value, ..]) = (at.point(), scratch) else { return };
        let change = -c.value * *value;
        row.copy_from_slice(&[change * *x, change * *inverse, change * *inverse * *x]);
    }
}

/// y = b₁e^(−b₂x) + b₃e^(−b₄x) + b₅e^(−b₆x).
#[derive(Clone, Copy, Debug)]
pub struct ThreeDecays;

impl<R: Real> Model<R, 1, 1> for ThreeDecays {
    fn parameters(&self) -> usize {
        6
    }

    fn scratch(&self) -> usize {
        3
    }

    fn jet(&self, at: At<'_, R, 1>, scratch: &mut [R]) -> [Jet<R, 1>; 1] {
        let [x] = *at.point();
        let mut value = R::ZERO;
        for ([b, rate], decay) in at.theta.as_chunks().0.iter().zip(scratch) {
            *decay = (-*rate * x).exp();
            value += *b * *decay;
        }
        [Jet::value(value)]
    }

    fn pull_back(&self, at: At<'_, R, 1>, [c]: &[Jet<R, 1>; 1], scratch: &mut [R], row: &mut [R]) {
        let [x] = *at.point();
        let terms = at.theta.as_chunks().0.iter().zip(scratch).zip(row.as_chunks_mut().0);
        for (([b, _], decay), row) in terms {
            *row = [c.value * *decay, -c.value * *b * x * *decay];
        }
    }
}
