//! Ratios of polynomials (Hahn1, Thurber, MGH09).

use ngd_core::{At, Jet, Model, Real};

/// y = (b₁ + b₂x + b₃x² + b₄x³)/(1 + b₅x + b₆x² + b₇x³).
#[derive(Clone, Copy, Debug)]
pub struct CubicOverCubic;

impl<R: Real> Model<R, 1, 1> for CubicOverCubic {
    fn parameters(&self) -> usize {
        7
    }

    fn scratch(&self) -> usize {
        2
    }

    fn jet(&self, at: At<'_, R, 1>, scratch: &mut [R]) -> [Jet<R, 1>; 1] {
        let ([b1, b2, b3, b4, b5, b6, b7], [x], [inverse, value, ..]) = (at.theta, at.point(), scratch)
        else {
            return [Jet::ZERO];
        };
        *inverse = R::ONE / (R::ONE + *x * (*b5 + *x * (*b6 + *x * *b7)));
        *value = (*b1 + *x * (*b2 + *x * (*b3 + *x * *b4))) * *inverse;
        [Jet::value(*value)]
    }

    fn pull_back(&self, at: At<'_, R, 1>, [c]: &[Jet<R, 1>; 1], scratch: &mut [R], row: &mut [R]) {
        let ([x], [inverse, value, ..]) = (at.point(), scratch) else { return };
        let powers = [R::ONE, *x, *x * *x, *x * *x * *x].map(|power| c.value * *inverse * power);
        let [zeroth, first, second, third] = powers;
        let below = [first, second, third].map(|power| -*value * power);
        row.copy_from_slice(&[zeroth, first, second, third, below[0], below[1], below[2]]);
    }
}

/// y = b₁(x² + b₂x)/(x² + b₃x + b₄).
#[derive(Clone, Copy, Debug)]
pub struct QuadraticOverQuadratic;

impl<R: Real> Model<R, 1, 1> for QuadraticOverQuadratic {
    fn parameters(&self) -> usize {
        4
    }

    fn scratch(&self) -> usize {
        2
    }

    fn jet(&self, at: At<'_, R, 1>, scratch: &mut [R]) -> [Jet<R, 1>; 1] {
        let ([b1, b2, b3, b4], [x], [inverse, ratio, ..]) = (at.theta, at.point(), scratch) else {
            return [Jet::ZERO];
        };
        *inverse = R::ONE / (*x * (*x + *b3) + *b4);
        *ratio = *x * (*x + *b2) * *inverse;
        [Jet::value(*b1 * *ratio)]
    }

    fn pull_back(&self, at: At<'_, R, 1>, [c]: &[Jet<R, 1>; 1], scratch: &mut [R], row: &mut [R]) {
        let ([b1, ..], [x], [inverse, ratio, ..]) = (at.theta, at.point(), scratch) else { return };
        let above = c.value * *b1 * *inverse;
        row.copy_from_slice(&[c.value * *ratio, above * *x, -above * *ratio * *x, -above * *ratio]);
    }
}
