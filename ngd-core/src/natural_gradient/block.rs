//! One block of points: its residuals, cotangents and velocities, and its rows in a panel.

use super::rows::Rows;
use crate::jet::pairing;
use crate::least_squares::PANEL_ROWS;
use crate::memory::PassMemory;
use crate::model::rows_times;
use crate::{Jet, Real, Sample};

/// At most K samples, their points, which of their residuals is asked for, and the number of the first.
pub(super) struct Block<'a, R, const D: usize, const O: usize, const K: usize> {
    pub samples: &'a [Sample<R, D, O>],
    pub points: &'a [[R; D]; K],
    pub which: usize,
    pub number: usize,
}

/// The jets of one point of a block.
#[inline(always)]
pub(super) fn point<R: Real, const D: usize, const O: usize, const K: usize>(
    jets: &[Jet<[R; K], D>; O],
    k: usize,
) -> [Jet<R, D>; O] {
    jets.each_ref().map(|lanes| lanes.point(k))
}

impl<R: Real, const D: usize, const O: usize, const K: usize> Block<'_, R, D, O, K> {
    /// One number for each sample; zero where there is none.
    #[inline(always)]
    pub fn each(&self, number: impl Fn(&Sample<R, D, O>, usize) -> R) -> [R; K] {
        let mut numbers = [R::ZERO; K];
        for (k, (entry, sample)) in numbers.iter_mut().zip(self.samples).enumerate() {
            *entry = number(sample, k);
        }
        numbers
    }

    /// Residuals r and the velocities q seen from the present points; the cotangents take the place of the
    /// jets.
    ///
    /// `before` is what the velocity is made of: the output, or else what `q` holds of the residual; either
    /// as it was before the last step, if the velocity is a difference, or its change along it.
    #[inline(always)]
    pub fn linearize(
        &self,
        rows: &impl Rows<R, D, O>,
        jets: &mut [Jet<[R; K], D>; O],
        before: Option<&[Jet<[R; K], D>; O]>,
        is_difference: bool,
        (r, q): (&mut [R; K], &mut [R; K]),
    ) {
        for (k, ((sample, r), q)) in self.samples.iter().zip(r).zip(q).enumerate() {
            let now = point(jets, k);
            let row = rows.at(sample, &now, self.which);
            *r = row.residual;
            match before.map(|before| point(before, k)) {
                None if is_difference => *q = row.residual - *q,
                None => {}
                Some(before) => {
                    let change = match is_difference {
                        true => core::array::from_fn(|o| now[o].minus(&before[o])),
                        false => before,
                    };
                    *q = pairing(&row.cotangent, &change);
                }
            }
            for (lanes, cotangent) in jets.iter_mut().zip(&row.cotangent) {
                lanes.set_point(k, cotangent);
            }
        }
    }

    /// Puts the rows into their places in the panel and scales them and their right-hand sides by √weight.
    /// q becomes v = J p − q: what the projected velocity changes of the present coordinates.
    #[inline(always)]
    pub fn place(
        &self,
        velocity: Option<&[R]>,
        memory: &mut PassMemory<'_, R, K>,
        (r, v): (&mut [R; K], &mut [R; K]),
    ) {
        let kept = velocity.map_or([R::ZERO; K], |velocity| rows_times(memory.rows, velocity));
        let mut scales = [R::ZERO; K];
        let places = scales.iter_mut().zip(self.samples).zip(r.iter_mut().zip(v)).zip(kept);
        for (((scale, sample), (r, v)), kept) in places {
            *scale = root(sample.weight);
            *r = *scale * *r;
            *v = *scale * (kept - *v);
        }
        let scales = scales.get(..self.samples.len()).unwrap_or(&[]);
        transpose(memory.rows, scales, self.number % PANEL_ROWS, memory.panel);
    }
}

/// √weight. Most weights are one, and where a square root is no instruction it costs as much as a row.
#[inline(always)]
fn root<R: Real>(weight: R) -> R {
    if weight == R::ONE { weight } else { weight.sqrt() }
}

/// The rows of a block, each times its √weight, as lanes `first`… of every group of four parameters.
fn transpose<R: Real, const K: usize>(rows: &[[R; K]], scales: &[R], first: usize, lanes: &mut [[R; 4]]) {
    let groups = lanes.as_chunks_mut::<PANEL_ROWS>().0;
    for ([a, b, c, d], group) in rows.as_chunks::<4>().0.iter().zip(groups) {
        let present = group.iter_mut().skip(first).zip(scales);
        for (k, (lane, scale)) in present.enumerate().take(K) {
            *lane = [*scale * a[k], *scale * b[k], *scale * c[k], *scale * d[k]];
        }
    }
}
