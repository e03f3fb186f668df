//! Cycles of known and of unknown length (ENSO).

use core::f64::consts::TAU;

use ngd_core::{At, Jet, Model, Real};

/// y = b₁ + b₂cos(2πx/12) + b₃sin(2πx/12) + b₅cos(2πx/b₄) + b₆sin(2πx/b₄) + b₈cos(2πx/b₇) + b₉sin(2πx/b₇).
#[derive(Clone, Copy, Debug)]
pub struct ThreeCycles;

fn wave<R: Real>(x: R, period: R) -> [R; 2] {
    let phase = R::of(TAU) * x / period;
    [phase.cos(), phase.sin()]
}

impl<R: Real> Model<R, 1, 1> for ThreeCycles {
    fn parameters(&self) -> usize {
        9
    }

    fn scratch(&self) -> usize {
        6
    }

    fn jet(&self, at: At<'_, R, 1>, scratch: &mut [R]) -> [Jet<R, 1>; 1] {
        let ([b1, b2, b3, cycles @ ..], [x]) = (at.theta, at.point()) else { return [Jet::ZERO] };
        let ([year, waves @ ..], _) = scratch.as_chunks_mut() else { return [Jet::ZERO] };
        *year = wave(*x, R::of(12.0));
        let mut value = *b1 + *b2 * year[0] + *b3 * year[1];
        for ([period, cosine, sine], wave_of) in cycles.as_chunks().0.iter().zip(waves) {
            *wave_of = wave(*x, *period);
            value += *cosine * wave_of[0] + *sine * wave_of[1];
        }
        [Jet::value(value)]
    }

    fn pull_back(&self, at: At<'_, R, 1>, [c]: &[Jet<R, 1>; 1], scratch: &mut [R], row: &mut [R]) {
        let ([_, _, _, cycles @ ..], [x], [row1, row2, row3, rows @ ..]) = (at.theta, at.point(), row) else {
            return;
        };
        let ([year, waves @ ..], _) = scratch.as_chunks() else { return };
        (*row1, *row2, *row3) = (c.value, c.value * year[0], c.value * year[1]);
        let cycles = cycles.as_chunks().0.iter().zip(waves).zip(rows.as_chunks_mut().0);
        for (([period, b, d], [cosine, sine]), row) in cycles {
            let rate = R::of(TAU) * *x / (*period * *period);
            *row = [rate * (*b * *sine - *d * *cosine), *cosine, *sine].map(|entry| c.value * entry);
        }
    }
}
