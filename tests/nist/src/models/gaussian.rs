//! Gaussian peaks (Gauss1, Gauss3, Eckerle4).

use ngd_core::{At, Jet, Model, Real};

/// y = b₁e^(−b₂x) + b₃e^(−(x−b₄)²/b₅²) + b₆e^(−(x−b₇)²/b₈²).
#[derive(Clone, Copy, Debug)]
pub struct TwoPeaks;

impl<R: Real> Model<R, 1, 1> for TwoPeaks {
    fn parameters(&self) -> usize {
        8
    }

    fn scratch(&self) -> usize {
        3
    }

    fn jet(&self, at: At<'_, R, 1>, scratch: &mut [R]) -> [Jet<R, 1>; 1] {
        let ([b1, b2, peaks @ ..], [x], [decay, bells @ ..]) = (at.theta, at.point(), scratch) else {
            return [Jet::ZERO];
        };
        *decay = (-*b2 * *x).exp();
        let mut value = *b1 * *decay;
        for ([height, center, width], bell) in peaks.as_chunks().0.iter().zip(bells) {
            let z = (*x - *center) / *width;
            *bell = (-z * z).exp();
            value += *height * *bell;
        }
        [Jet::value(value)]
    }

    fn pull_back(&self, at: At<'_, R, 1>, [c]: &[Jet<R, 1>; 1], scratch: &mut [R], row: &mut [R]) {
        let ([b1, _, peaks @ ..], [x], [decay, bells @ ..], [row1, row2, rows @ ..]) =
            (at.theta, at.point(), scratch, row)
        else {
            return;
        };
        *row1 = c.value * *decay;
        *row2 = -c.value * *b1 * *x * *decay;
        let peaks = peaks.as_chunks().0.iter().zip(bells).zip(rows.as_chunks_mut().0);
        for (([height, center, width], bell), row) in peaks {
            let z = (*x - *center) / *width;
            let slope = c.value * *height * *bell * (z + z) / *width;
            *row = [c.value * *bell, slope, slope * z];
        }
    }
}

/// y = (b₁/b₂) e^(−½((x−b₃)/b₂)²).
#[derive(Clone, Copy, Debug)]
pub struct Peak;

impl<R: Real> Model<R, 1, 1> for Peak {
    fn parameters(&self) -> usize {
        3
    }

    fn scratch(&self) -> usize {
        2
    }

    fn jet(&self, at: At<'_, R, 1>, scratch: &mut [R]) -> [Jet<R, 1>; 1] {
        let ([b1, b2, b3], [x], [z, bell, ..]) = (at.theta, at.point(), scratch) else { return [Jet::ZERO] };
        *z = (*x - *b3) / *b2;
        *bell = (-R::HALF * *z * *z).exp() / *b2;
        [Jet::value(*b1 * *bell)]
    }

    fn pull_back(&self, at: At<'_, R, 1>, [c]: &[Jet<R, 1>; 1], scratch: &mut [R], row: &mut [R]) {
        let ([b1, b2, _], [z, bell, ..]) = (at.theta, scratch) else { return };
        let slope = c.value * *b1 * *bell / *b2;
        row.copy_from_slice(&[c.value * *bell, slope * (*z * *z - R::ONE), slope * *z]);
    }
}
