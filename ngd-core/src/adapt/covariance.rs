//! The covariance of the active parameters, packed, with one pass per row.
//!
//! Full panels of four rows as in [`packed`](crate::linear_algebra::packed). One or two rows that are left over lie behind
//! them as lanes along the row, with one lane more whose entries up to the diagonal are used; three fill a panel with a row of
//! their own that no observation touches. The 61 parameters of a 4-10-1 network take 1,984 words and not 2,176.
//!
//! *Deferral*: an observation forms P'h, and what it then does to P, a multiple of (P'h)(P'h)ᵀ, waits until the
//! next one forms its own product. P is so read once and written once per row.

use crate::Real;
use crate::linear_algebra::packed::{self, Lane, Tile, packed_lanes};

/// Panels of N active parameters.
const fn panels(active: usize) -> usize {
    active.saturating_add(1) / 4
}

/// Rows behind the panels: none, one or two.
const fn last_rows_of(active: usize) -> usize {
    active.saturating_sub(4 * panels(active))
}

/// Words of the covariance of N active parameters.
pub(super) const fn words(active: usize) -> usize {
    let last = last_rows_of(active).saturating_mul(panels(active).saturating_add(1));
    packed_lanes(4 * panels(active)).saturating_add(last).saturating_mul(4)
}

/// Multiply-adds of a [`pass`]: four for each entry, three for those on the diagonal.
pub(super) const fn multiply_adds(active: usize) -> usize {
    let (full, last) = (panels(active), last_rows_of(active));
    let (tiles, corner) = (full.saturating_mul(full.saturating_sub(1)) / 2, last * (last + 1) / 2);
    tiles
        .saturating_mul(64)
        .saturating_add(full.saturating_mul(36 + 4))
        .saturating_add(last.saturating_mul(full).saturating_mul(16))
        .saturating_add(corner * 4 + last)
}

/// What the last observation left to be done: P := γ²P + qI − κ (image)(image)ᵀ, where the image is P'h/γ².
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
    /// That of the last observation.
    pub image: &'a [Lane<R>],
    /// h.
    pub row: &'a [Lane<R>],
    /// (P + qI) h, overwritten.
    pub product: &'a mut [Lane<R>],
    /// q.
    pub added: R,
}

/// Does what is pending and forms (P + qI) h: one read and one write of P.
///
/// Shapes: covariance [`words`] of `active`, vectors ⌈active/4⌉.   Cost: [`multiply_adds`].
#[inline(never)]
pub(super) fn pass<R: Real>(
    covariance: &mut [R],
    active: usize,
    pending: &Pending<R>,
    vectors: Vectors<'_, R>,
) {
    let full = panels(active);
    let Vectors { image, row, product, added } = vectors;
    let (lanes, _) = covariance.as_chunks_mut::<4>();
    // Slices of one length, so that their ends are looked for once.
    let (Some((lanes, last)), Some(product), Some(image), Some(row)) = (
        lanes.split_at_mut_checked(packed_lanes(4 * full)),
        product.get_mut(..active.div_ceil(4)),
        image.get(..active.div_ceil(4)),
        row.get(..active.div_ceil(4)),
    ) else {
        return;
    };
    let (mut tiles, _) = lanes.as_chunks_mut::<4>();
    for panel in 0..full {
        let Some((these, after)) = core::mem::take(&mut tiles).split_at_mut_checked(panel + 1) else {
            return;
        };
        tiles = after;
        full_panel(these, pending, Vectors { image, row, product, added });
    }
    last_rows(last, full, pending, Vectors { image, row, product, added });
}

/// The panel with so many tiles.
#[inline(always)]
fn full_panel<R: Real>(tiles: &mut [Tile<R>], pending: &Pending<R>, vectors: Vectors<'_, R>) {
    let Vectors { image, row, product, added } = vectors;
    let Some((diagonal, tiles)) = tiles.split_last_mut() else { return };
    let panel = tiles.len();
    let (Some(p), Some(h)) = (image.get(panel), row.get(panel)) else { return };
    let mut rows =
        Rows { decay: pending.decay, image: scaled(p, pending.factor), row: *h, sums: scaled(h, added) };
    for (((tile, h), p), o) in tiles.iter_mut().zip(row).zip(image).zip(product.iter_mut()) {
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
    mut lanes: &mut [Lane<R>],
    panels: usize,
    pending: &Pending<R>,
    vectors: Vectors<'_, R>,
) {
    let Vectors { image, row, product, added } = vectors;
    let (Some((image, [last_image, ..])), Some((row, [last_row, ..])), Some((product, [last, ..]))) =
        (image.split_at_checked(panels), row.split_at_checked(panels), product.split_at_mut_checked(panels))
    else {
        return;
    };
    *last = scaled(last_row, added);
    for (i, (p, h)) in last_image.iter().zip(last_row).enumerate() {
        let Some((lanes_of_row, after)) = core::mem::take(&mut lanes).split_at_mut_checked(panels + 1) else {
            return;
        };
        lanes = after;
        let Some((corner, lanes)) = lanes_of_row.split_last_mut() else { return };
        let (g, k, mut sum) = (pending.decay, *p * pending.factor, R::ZERO);
        for (((lane, o), h_j), p_j) in lanes.iter_mut().zip(product.iter_mut()).zip(row).zip(image) {
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
            *entry = (g * *entry + added) - k * *p_j;
            sum += *entry * *h_j;
            *o += if i == j { sum } else { *entry * *h };
        }
    }
}

/// Entry (i, j); `None` beyond the end.
pub(super) fn get<R: Real>(covariance: &[R], active: usize, i: usize, j: usize) -> Option<R> {
    let (row, column) = if i < j { (j, i) } else { (i, j) };
    let (lanes, full) = (covariance.as_chunks().0, panels(active));
    if row >= active {
        return None;
    }
    if row < 4 * full {
        return packed::get(lanes, row, column);
    }
    let lane = lanes.get(packed_lanes(4 * full) + (row - 4 * full) * (full + 1) + column / 4)?;
    lane.get(column % 4).copied()
}
