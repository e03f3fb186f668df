//! y = b₁ (1 − s(b₂x)): adsorption that saturates (Misra1a, Misra1b, Misra1c).

use ngd_core::{At, Jet, Model, Real};

/// s(z) = e^−z.
#[derive(Clone, Copy, Debug)]
pub struct Exponential;

impl<R: Real> Model<R, 1, 1> for Exponential {
    fn parameters(&self) -> usize {
        2
    }

    fn scratch(&self) -> usize {
        1
    }

    fn jet(&self, at: At<'_, R, 1>, scratch: &mut [R]) -> [Jet<R, 1>; 1] {
        let ([b1, b2], [x], [s, ..]) = (at.theta, at.point(), scratch) else { return [Jet::ZERO] };
        *s = (-*b2 * *x).exp();
        [Jet::value(*b1 * (R::ONE - *s))]
    }

    fn pull_back(&self, at: At<'_, R, 1>, [c]: &[Jet<R, 1>; 1], scratch: &mut [R], row: &mut [R]) {
        let ([b1, _], [x], [s, ..]) = (at.theta, at.point(), scratch) else { return };
        row.copy_from_slice(&[c.value * (R::ONE - *s), c.value * *b1 * *x * *s]);
    }
}

/// s(z) = (1 + z/2)⁻².
#[derive(Clone, Copy, Debug)]
pub struct InverseSquare;

impl<R: Real> Model<R, 1, 1> for InverseSquare {
    fn parameters(&self) -> usize {
        2
    }

    fn scratch(&self) -> usize {
        1
    }

    fn jet(&self, at: At<'_, R, 1>, scratch: &mut [R]) -> [Jet<R, 1>; 1] {
        let ([b1, b2], [x], [root, ..]) = (at.theta, at.point(), scratch) else { return [Jet::ZERO] };
        *root = R::ONE / (R::ONE + R::HALF * *b2 * *x);
        [Jet::value(*b1 * (R::ONE - *root * *root))]
    }

    fn pull_back(&self, at: At<'_, R, 1>, [c]: &[Jet<R, 1>; 1], scratch: &mut [R], row: &mut [R]) {
        let ([b1, _], [x], [root, ..]) = (at.theta, at.point(), scratch) else { return };
        let s = *root * *root;
        row.copy_from_slice(&[c.value * (R::ONE - s), c.value * *b1 * *x * s * *root]);
    }
}

/// s(z) = (1 + 2z)^−½.
#[derive(Clone, Copy, Debug)]
pub struct InverseRoot;

impl<R: Real> Model<R, 1, 1> for InverseRoot {
    fn parameters(&self) -> usize {
        2
    }

    fn scratch(&self) -> usize {
        1
    }

    fn jet(&self, at: At<'_, R, 1>, scratch: &mut [R]) -> [Jet<R, 1>; 1] {
        let ([b1, b2], [x], [s, ..]) = (at.theta, at.point(), scratch) else { return [Jet::ZERO] };
        let z = *b2 * *x;
        *s = R::ONE / (R::ONE + z + z).sqrt();
        [Jet::value(*b1 * (R::ONE - *s))]
    }

    fn pull_back(&self, at: At<'_, R, 1>, [c]: &[Jet<R, 1>; 1], scratch: &mut [R], row: &mut [R]) {
        let ([b1, _], [x], [s, ..]) = (at.theta, at.point(), scratch) else { return };
        row.copy_from_slice(&[c.value * (R::ONE - *s), c.value * *b1 * *x * *s * *s * *s]);
    }
}
