//! One block of points: its residuals, cotangents and velocities, and its rows in a panel.

use super::jets::Jets;
use super::rows::Rows;
use crate::jet::pairing;
use crate::linear_algebra::PANEL_ROWS;
use crate::memory::PassMemory;
use crate::model::rows_times;
use crate::real::unrolled::each;
use crate::{Real, Sample};

/// At most K samples, their points, which of their residuals is asked for, and the number of the first.
pub(super) struct Block<'a, R, const D: usize, const O: usize, const K: usize> {
    pub samples: &'a [Sample<R, D, O>],
    pub points: &'a [[R; D]; K],
    pub which: usize,
    pub number: usize,
}

impl<R: Real, const D: usize, const O: usize, const K: usize> Block<'_, R, D, O, K> {
    /// Residuals r and the velocities q seen from the present points; the cotangents take the place of the
    /// jets.
    ///
    /// `before` is what the velocity is made of: the output, or else what `q` holds of the residual; either
    /// as it was before the last step, if the velocity is a difference, or its change along it.
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    #[cfg_attr(target_pointer_width = "64", inline(always))]
    pub fn linearize<J: Jets<R, D, O, K>>(
        &self,
        rows: &impl Rows<R, D, O>,
        jets: &mut J,
        before: Option<&J>,
        is_difference: bool,
        (r, q): (&mut [R; K], &mut [R; K]),
    ) {
        let order = rows.order();
        for (k, ((sample, r), q)) in self.samples.iter().zip(r).zip(q).enumerate() {
            let now = jets.point(order, k);
            let row = rows.at(sample, &now, self.which);
            *r = row.residual;
            match before.map(|before| before.point(order, k)) {
                None if is_difference => *q = row.residual - *q,
                None => {}
                Some(before) => {
                    let change = match is_difference {
                        true => core::array::from_fn(|o| now[o].minus(&before[o])),
                        false => before,
                    };
                    *q = pairing(&row.cotangent, &change, order);
                }
            }
            jets.set_point(order, k, &row.cotangent);
        }
    }

    /// Puts the rows into their places in the panel and scales them and their right-hand sides by √weight.
    /// q becomes v = J p − q: what the projected velocity changes of the present coordinates.
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    #[cfg_attr(target_pointer_width = "64", inline(always))]
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
        let first = self.number % PANEL_ROWS;
        transpose(memory.rows, &scales, self.samples.len(), first, memory.panel);
    }
}

/// √weight. Most weights are one, and where a square root is no instruction it costs as much as a row.
#[inline(always)]
fn root<R: Real>(weight: R) -> R {
    if weight == R::ONE { weight } else { weight.sqrt() }
}

/// The first `count` rows of a block, each times its √weight, as lanes `first`… of every group of four
/// parameters.
fn transpose<R: Real, const K: usize>(
    rows: &[[R; K]],
    scales: &[R; K],
    count: usize,
    first: usize,
    lanes: &mut [[R; 4]],
) {
    let groups = lanes.as_chunks_mut::<PANEL_ROWS>().0;
    for ([a, b, c, d], group) in rows.as_chunks::<4>().0.iter().zip(groups) {
        let Some(lanes) = group.get_mut(first..).and_then(<[_]>::first_chunk_mut::<K>) else { return };
        let scaled = |k: usize| [scales[k] * a[k], scales[k] * b[k], scales[k] * c[k], scales[k] * d[k]];
        each::<K>(|k| {
            if k < count {
                lanes[k] = scaled(k);
            }
        });
    }
}
