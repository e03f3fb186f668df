//! The covariance of the active parameters, packed, with one pass per row.
//!
//! Full panels of four rows as in [`packed`](crate::linear_algebra::packed); then the N mod 4 last rows, each as
//! lanes along the row: ⌊N/4⌋ lanes and one more whose entries up to the diagonal are used. The 61 parameters of a
//! 4-10-1 network take 1,984 words and not 2,176.
//!
//! *Deferral*: an observation forms P'h, and what it then does to P, a multiple of (P'h)(P'h)ᵀ, waits until the
//! next one forms its own product. P is so read once and written once per row.

use crate::Real;
use crate::linear_algebra::packed::{self, Lane, Tile, packed_lanes};

/// ⌈N/4⌉, the lanes of a vector of N active parameters.
pub(super) const fn lanes(active: usize) -> usize {
    active.div_ceil(4)
}

/// Words of the covariance of N active parameters.
pub(super) const fn words(active: usize) -> usize {
    let full = active / 4;
    let tail = (active % 4).saturating_mul(full.saturating_add(1));
    packed_lanes(4 * full).saturating_add(tail).saturating_mul(4)
}

/// Multiply-adds of a [`pass`]: four for each entry of a full tile, two for those on the diagonal.
pub(super) const fn multiply_adds(active: usize) -> usize {
    let full = active / 4;
    let (above, tail) = (full * (full.saturating_sub(1)) / 2, active % 4);
    64 * above + 36 * full + tail * 16 * full + tail * (tail + 1) / 2 * 4
}

/// What the last observation left to be done: P := γ²P + qI − κ (P'h)(P'h)ᵀ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pending<R> {
    /// γ².
    pub decay: R,
    /// q.
    pub added: R,
    /// κ.
    pub factor: R,
}

impl<R: Real> Pending<R> {
    /// Leaves P as it is.
    pub const NOTHING: Self = Self { decay: R::ONE, added: R::ZERO, factor: R::ZERO };
}

/// `sum + x·y`, in the order of the entries.
#[inline(always)]
pub(super) fn dot<R: Real>(mut sum: R, x: &Lane<R>, y: &Lane<R>) -> R {
    sum += x[0] * y[0];
    sum += x[1] * y[1];
    sum += x[2] * y[2];
    sum += x[3] * y[3];
    sum
}

#[inline(always)]
fn add_multiple<R: Real>(sums: &mut Lane<R>, factor: R, x: &Lane<R>) {
    sums[0] += factor * x[0];
    sums[1] += factor * x[1];
    sums[2] += factor * x[2];
    sums[3] += factor * x[3];
}

#[inline(always)]
fn scaled<R: Real>(x: &Lane<R>, factor: R) -> Lane<R> {
    [x[0] * factor, x[1] * factor, x[2] * factor, x[3] * factor]
}

/// What a pass holds of the panel it is in: κ(P'h)_I, h_I and the sums of its rows.
struct Rows<R> {
    decay: R,
    image: Lane<R>,
    row: Lane<R>,
    sums: Lane<R>,
}

impl<R: Real> Rows<R> {
    /// A column of four entries below the diagonal: γ²P − κ (P'h)_I (P'h)_j, and its share of the product.
    #[inline(always)]
    fn column(&mut self, lane: &mut Lane<R>, image: R, row: R, product: &mut R) {
        let (g, k) = (self.decay, &self.image);
        let t = [
            g * lane[0] - k[0] * image,
            g * lane[1] - k[1] * image,
            g * lane[2] - k[2] * image,
            g * lane[3] - k[3] * image,
        ];
        *lane = t;
        add_multiple(&mut self.sums, row, &t);
        *product = dot(*product, &t, &self.row);
    }

    /// The tile on the diagonal: of its columns only what lies on and below it.
    #[inline(always)]
    fn diagonal(&mut self, tile: &mut Tile<R>, added: R, image: &Lane<R>) {
        let (g, k, p) = (self.decay, &self.image, image);
        let [a, b, c, d] = tile;
        let (a0, a1, a2, a3) = (
            (g * a[0] + added) - k[0] * p[0],
            g * a[1] - k[1] * p[0],
            g * a[2] - k[2] * p[0],
            g * a[3] - k[3] * p[0],
        );
        let (b1, b2, b3) = ((g * b[1] + added) - k[1] * p[1], g * b[2] - k[2] * p[1], g * b[3] - k[3] * p[1]);
        let (c2, c3) = ((g * c[2] + added) - k[2] * p[2], g * c[3] - k[3] * p[2]);
        let d3 = (g * d[3] + added) - k[3] * p[3];
        *a = [a0, a1, a2, a3];
        [b[1], b[2], b[3]] = [b1, b2, b3];
        [c[2], c[3]] = [c2, c3];
        d[3] = d3;
        let [h0, h1, h2, h3] = self.row;
        let s = &mut self.sums;
        s[0] += a0 * h0 + a1 * h1 + a2 * h2 + a3 * h3;
        s[1] += a1 * h0 + b1 * h1 + b2 * h2 + b3 * h3;
        s[2] += a2 * h0 + b2 * h1 + c2 * h2 + c3 * h3;
        s[3] += a3 * h0 + b3 * h1 + c3 * h2 + d3 * h3;
    }
}

/// The vectors of a pass, in lanes; beyond N they are zero.
pub(super) struct Vectors<'a, R> {
    /// P'h of the last observation.
    pub image: &'a [Lane<R>],
    /// h.
    pub row: &'a [Lane<R>],
    /// P h, overwritten.
    pub product: &'a mut [Lane<R>],
}

/// Does what is pending and forms P h: one read and one write of P.
///
/// Shapes: covariance [`words`], vectors [`lanes`].   Cost: [`multiply_adds`].
#[inline(never)]
pub(super) fn pass<R: Real>(covariance: &mut [R], pending: &Pending<R>, vectors: &mut Vectors<'_, R>) {
    let (mut rest, _) = covariance.as_chunks_mut::<4>();
    let mut panel = 0;
    loop {
        let size = 4 * (panel + 1);
        // The rows that are left after the full panels are shorter than the next one would be.
        if rest.len() < size {
            break;
        }
        let Some((lanes, after)) = core::mem::take(&mut rest).split_at_mut_checked(size) else { return };
        full_panel(lanes, panel, pending, vectors);
        rest = after;
        panel += 1;
    }
    last_rows(rest, panel, pending, vectors);
}

#[inline(always)]
fn full_panel<R: Real>(
    lanes: &mut [Lane<R>],
    panel: usize,
    pending: &Pending<R>,
    vectors: &mut Vectors<'_, R>,
) {
    let Vectors { image, row, product } = vectors;
    let (Some(h), Some(p)) = (row.get(panel), image.get(panel)) else { return };
    let mut rows =
        Rows { decay: pending.decay, image: scaled(p, pending.factor), row: *h, sums: [R::ZERO; 4] };
    let Some((diagonal, tiles)) = lanes.as_chunks_mut::<4>().0.split_last_mut() else { return };
    for (((tile, h), p), o) in tiles.iter_mut().zip(row.iter()).zip(image.iter()).zip(product.iter_mut()) {
        let [a, b, c, d] = tile;
        let mut sums = *o;
        rows.column(a, p[0], h[0], &mut sums[0]);
        rows.column(b, p[1], h[1], &mut sums[1]);
        rows.column(c, p[2], h[2], &mut sums[2]);
        rows.column(d, p[3], h[3], &mut sums[3]);
        *o = sums;
    }
    rows.diagonal(diagonal, pending.added, p);
    if let Some(o) = product.get_mut(panel) {
        *o = rows.sums;
    }
}

/// The rows that do not fill a panel, one after another.
#[inline(always)]
fn last_rows<R: Real>(
    lanes: &mut [Lane<R>],
    panels: usize,
    pending: &Pending<R>,
    vectors: &mut Vectors<'_, R>,
) {
    let Vectors { image, row, product } = vectors;
    let (Some((image, [last_image, ..])), Some((row, [last_row, ..])), Some((product, [last, ..]))) =
        (image.split_at_checked(panels), row.split_at_checked(panels), product.split_at_mut_checked(panels))
    else {
        return;
    };
    *last = [R::ZERO; 4];
    for (i, lanes) in lanes.chunks_exact_mut(panels + 1).enumerate() {
        let (Some((corner, lanes)), Some(p), Some(h)) =
            (lanes.split_last_mut(), last_image.get(i), last_row.get(i))
        else {
            return;
        };
        let (k, mut sum) = (*p * pending.factor, R::ZERO);
        for (((lane, o), h_j), p_j) in lanes.iter_mut().zip(product.iter_mut()).zip(row).zip(image) {
            let g = pending.decay;
            let t = [
                g * lane[0] - k * p_j[0],
                g * lane[1] - k * p_j[1],
                g * lane[2] - k * p_j[2],
                g * lane[3] - k * p_j[3],
            ];
            *lane = t;
            add_multiple(o, *h, &t);
            sum = dot(sum, &t, h_j);
        }
        let others = last.iter_mut().zip(last_image).zip(last_row);
        for (j, (entry, ((o, p_j), h_j))) in corner.iter_mut().zip(others).enumerate().take(i + 1) {
            let added = if i == j { pending.added } else { R::ZERO };
            *entry = (pending.decay * *entry + added) - k * *p_j;
            sum += *entry * *h_j;
            *o += if i == j { sum } else { *entry * *h };
        }
    }
}

/// Entry (i, j); `None` beyond the end.
pub(super) fn get<R: Real>(covariance: &[R], active: usize, i: usize, j: usize) -> Option<R> {
    let (row, column) = if i < j { (j, i) } else { (i, j) };
    let (lanes, full) = (covariance.as_chunks().0, active / 4);
    if row < 4 * full {
        return packed::get(lanes, row, column);
    }
    let lane = lanes.get(packed_lanes(4 * full) + (row - 4 * full) * (full + 1) + column / 4)?;
    lane.get(column % 4).copied()
}
