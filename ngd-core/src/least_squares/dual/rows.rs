//! The Jacobian of one batch, stored by columns so that the Gram kernels make JJᵀ of it.

use crate::Real;
use crate::linear_algebra::PANEL_ROWS;
use crate::linear_algebra::packed::{Lane, packed_lanes, panel_count, row_lanes};

/// The memory of a batch, cut up.
pub(super) struct Batch<K, J, V> {
    /// The packed triangle of JJᵀ + λI, then its factor.
    pub kernel: K,
    /// J.
    pub rows: J,
    /// √w r, then (JJᵀ+λI)⁻¹ of it; the same of the velocities; and a vector for solutions.
    pub vectors: [V; 3],
}

/// A batch to be changed.
pub(super) type BatchMut<'a, R> = Batch<&'a mut [Lane<R>], RowsMut<'a, R>, &'a mut [Lane<R>]>;

impl<'a, R: Real> BatchMut<'a, R> {
    pub fn cut(memory: &'a mut [Lane<R>], parameters: usize, rows: usize) -> Self {
        let mut rest = memory;
        let mut cut = |lanes| {
            let (piece, behind) =
                core::mem::take(&mut rest).split_at_mut_checked(lanes).unwrap_or((&mut [], &mut []));
            rest = behind;
            piece
        };
        let kernel = cut(packed_lanes(rows));
        let rows_memory = cut(row_lanes(parameters, rows));
        let vector = panel_count(rows);
        let vectors = [cut(vector), cut(vector), cut(vector)];
        Self { kernel, rows: RowsMut { blocks: rows_memory.as_chunks_mut().0, vector }, vectors }
    }
}

/// A batch to be read.
pub(super) fn shared<R: Real>(
    memory: &[Lane<R>],
    parameters: usize,
    rows: usize,
) -> (Rows<'_, R>, [&[Lane<R>]; 2]) {
    let (start, length, vector) = (packed_lanes(rows), row_lanes(parameters, rows), panel_count(rows));
    let blocks = memory.get(start..start.saturating_add(length)).unwrap_or(&[]).as_chunks().0;
    let at = |k: usize| {
        memory
            .get(start.saturating_add(length).saturating_add(k.saturating_mul(vector))..)
            .and_then(|rest| rest.get(..vector))
    };
    (Rows { blocks, vector }, [at(0).unwrap_or(&[]), at(1).unwrap_or(&[])])
}

/// J to be written.
pub(super) struct RowsMut<'a, R> {
    blocks: &'a mut [[Lane<R>; PANEL_ROWS]],
    vector: usize,
}

impl<R: Real> RowsMut<'_, R> {
    pub fn clear(&mut self) {
        self.blocks.fill([[R::ZERO; 4]; PANEL_ROWS]);
    }

    /// Sets row n from lanes of four parameters.
    pub fn set<'l>(&mut self, n: usize, lanes: impl Iterator<Item = &'l Lane<R>>) {
        for (group, lane) in lanes.enumerate() {
            let block = self.blocks.get_mut((group / 2).saturating_mul(self.vector).saturating_add(n / 4));
            let columns = block.into_iter().flatten().skip(4 * (group % 2));
            for (column, entry) in columns.zip(lane) {
                if let Some(place) = column.get_mut(n % 4) {
                    *place = *entry;
                }
            }
        }
    }

    pub fn shared(&self) -> Rows<'_, R> {
        Rows { blocks: self.blocks, vector: self.vector }
    }
}

/// J to be read.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a, R> {
    blocks: &'a [[Lane<R>; PANEL_ROWS]],
    vector: usize,
}

impl<'a, R: Real> Rows<'a, R> {
    /// Eight columns of J at a time, as blocks of four rows.
    pub fn columns(&self) -> impl Iterator<Item = &'a [[Lane<R>; PANEL_ROWS]]> {
        self.blocks.chunks_exact(self.vector.max(1))
    }

    /// out := J x.
    pub fn times(&self, x: &[R], out: &mut [Lane<R>]) {
        out.fill([R::ZERO; 4]);
        for (columns, x) in self.columns().zip(x.chunks(PANEL_ROWS)) {
            for (sums, block) in out.iter_mut().zip(columns) {
                for (column, x) in block.iter().zip(x) {
                    for (sum, entry) in sums.iter_mut().zip(column) {
                        *sum += *entry * *x;
                    }
                }
            }
        }
    }

    /// x += scale · Jᵀy.
    pub fn add_transposed(&self, scale: R, y: &[Lane<R>], x: &mut [R]) {
        for (columns, x) in self.columns().zip(x.chunks_mut(PANEL_ROWS)) {
            let mut sums = [[R::ZERO; 4]; PANEL_ROWS];
            for (block, y) in columns.iter().zip(y) {
                for (sum, column) in sums.iter_mut().zip(block) {
                    for ((sum, entry), y) in sum.iter_mut().zip(column).zip(y) {
                        *sum += *entry * *y;
                    }
                }
            }
            for (x, [a, b, c, d]) in x.iter_mut().zip(sums) {
                *x += scale * ((a + b) + (c + d));
            }
        }
    }

    /// ‖J x‖².
    pub fn squared_product(&self, x: &[R]) -> R {
        let mut total = R::ZERO;
        for four in 0..self.vector.min(self.blocks.len()) {
            let mut sums = [R::ZERO; 4];
            for (columns, x) in self.columns().zip(x.chunks(PANEL_ROWS)) {
                for (column, x) in columns.get(four).into_iter().flatten().zip(x) {
                    for (sum, entry) in sums.iter_mut().zip(column) {
                        *sum += *entry * *x;
                    }
                }
            }
            for sum in sums {
                total += sum * sum;
            }
        }
        total
    }

    /// Column j of J into a vector.
    pub fn column(&self, j: usize, out: &mut [Lane<R>]) {
        let columns = self.columns().nth(j / PANEL_ROWS).unwrap_or(&[]);
        for (lane, block) in out.iter_mut().zip(columns) {
            *lane = block.get(j % PANEL_ROWS).copied().unwrap_or([R::ZERO; 4]);
        }
    }

    /// ‖J‖², the trace of G.
    pub fn squared_norm(&self) -> R {
        let mut sum = R::ZERO;
        for lane in self.blocks.as_flattened() {
            for entry in lane {
                sum += *entry * *entry;
            }
        }
        sum
    }
}
