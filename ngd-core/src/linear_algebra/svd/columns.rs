//! The columns of a matrix, each with a power of two of its own, and the loops over them.

use crate::Real;

/// Entries that are worked on together: as many sums are under way. It is part of the result.
pub(super) const LANES: usize = 8;

/// Words of memory for a P×P matrix: P columns and six vectors, in multiples of eight words.
pub const fn words(parameters: usize) -> usize {
    stride(parameters).saturating_mul(parameters.saturating_add(6))
}

pub(super) const fn stride(parameters: usize) -> usize {
    parameters.div_ceil(LANES).saturating_mul(LANES)
}

/// Which vector after the columns holds σ.
pub(super) const NORMS: usize = 0;
/// Which hold Uᵀx.
pub(super) const SIDES: [usize; 2] = [3, 4];

/// The memory of a decomposition, cut up. Column j of the matrix is `scales[j]` times its entries here.
pub(super) struct Columns<'a, R> {
    pub parameters: usize,
    pub entries: &'a mut [R],
    /// Lengths of the columns without their scales; at the end σ.
    pub norms: &'a mut [R],
    pub scales: &'a mut [R],
    /// The scales of the rows, once there is an order of the rows.
    pub rows: &'a mut [R],
    /// The two vectors x that become Uᵀx.
    pub sides: [&'a mut [R]; 2],
    /// A reflection.
    pub reflector: &'a mut [R],
}

impl<'a, R: Real> Columns<'a, R> {
    pub fn new(memory: &'a mut [R], parameters: usize) -> Option<Self> {
        let stride = stride(parameters);
        let (entries, vectors) = memory.split_at_mut_checked(stride.checked_mul(parameters)?)?;
        let (norms, rest) = vectors.split_at_mut_checked(stride)?;
        let (scales, rest) = rest.split_at_mut_checked(stride)?;
        let (rows, rest) = rest.split_at_mut_checked(stride)?;
        let (first, rest) = rest.split_at_mut_checked(stride)?;
        let (second, rest) = rest.split_at_mut_checked(stride)?;
        let reflector = rest.get_mut(..stride)?;
        Some(Self { parameters, entries, norms, scales, rows, sides: [first, second], reflector })
    }

    /// # Errors
    /// A column with an entry that is not finite.
    pub fn load(&mut self, entry: impl Fn(usize, usize) -> R, vectors: [&[R]; 2]) -> Result<(), usize> {
        self.norms.fill(R::ZERO);
        self.scales.fill(R::ONE);
        for (side, vector) in self.sides.iter_mut().zip(vectors) {
            side.fill(R::ZERO);
            side.iter_mut().zip(vector).take(self.parameters).for_each(|(x, value)| *x = *value);
        }
        for j in 0..self.parameters {
            let count = self.parameters;
            let column = self.column_mut(j);
            column.fill(R::ZERO);
            for (i, x) in column.iter_mut().enumerate().take(count) {
                *x = entry(i, j);
            }
            if !column.iter().all(|x| x.is_finite()) {
                return Err(j);
            }
            self.normalize(j);
        }
        Ok(())
    }

    /// Column j, filled up with zeros.
    pub fn column_mut(&mut self, j: usize) -> &mut [R] {
        let stride = stride(self.parameters);
        self.entries.get_mut(j * stride..).and_then(|rest| rest.get_mut(..stride)).unwrap_or_default()
    }

    /// Columns p < q.
    pub fn pair_mut(&mut self, p: usize, q: usize) -> [&mut [R]; 2] {
        let stride = stride(self.parameters);
        let (before, after) = self.entries.split_at_mut_checked(q * stride).unwrap_or_default();
        let first = before.get_mut(p * stride..).and_then(|rest| rest.get_mut(..stride));
        [first.unwrap_or_default(), after.get_mut(..stride).unwrap_or_default()]
    }

    /// Gives column j a scale with which its largest entry is in [1, 2), and measures it.
    pub fn normalize(&mut self, j: usize) {
        let column = self.column_mut(j);
        let scale = power_of_two(largest(column));
        for x in &mut *column {
            *x = *x / scale;
        }
        let norm = dot(column, column).sqrt();
        if let (Some(place), Some(old)) = (self.norms.get_mut(j), self.scales.get_mut(j)) {
            *place = norm;
            *old *= scale;
        }
    }

    /// The length of column j, without its scale, and the scale.
    pub fn length(&self, j: usize) -> [R; 2] {
        [&self.norms, &self.scales].map(|vector| vector.get(j).copied().unwrap_or(R::ZERO))
    }

    /// The longest of the columns from `first` on; `None` if all that is left is zero.
    pub fn longest(&self, first: usize) -> Option<usize> {
        let mut found = None;
        let mut most = R::ZERO;
        let lengths = self.norms.iter().zip(&*self.scales).enumerate().take(self.parameters);
        for (j, (norm, scale)) in lengths.skip(first).filter(|(_, (norm, _))| **norm > R::ZERO) {
            // The quotient keeps the product finite.
            let size = *norm / R::of(65_536.0) * *scale;
            if found.is_none() || size > most {
                (found, most) = (Some(j), size);
            }
        }
        found
    }

    /// Exchanges columns p < q and what belongs to them.
    pub fn swap(&mut self, p: usize, q: usize) {
        let [first, second] = self.pair_mut(p, q);
        for (x, y) in first.iter_mut().zip(second) {
            core::mem::swap(x, y);
        }
        let [left, right] = &mut self.sides;
        for vector in [&mut *self.norms, self.scales, left, right] {
            exchange(vector, p, q);
        }
    }

    /// Rows become columns, with the scales that their pivots had.
    pub fn transpose(&mut self) {
        let stride = stride(self.parameters);
        for i in 0..self.parameters {
            for j in 0..i {
                exchange(self.entries, i * stride + j, j * stride + i);
            }
        }
        let (columns, scales) = (self.entries.chunks_exact_mut(stride.max(1)), &*self.scales);
        for (column, row) in columns.zip(&*self.rows) {
            for (x, scale) in column.iter_mut().zip(scales).filter(|(x, _)| **x != R::ZERO) {
                *x *= *scale / *row;
            }
        }
        self.scales.copy_from_slice(self.rows);
    }
}

fn exchange<R: Real>(vector: &mut [R], p: usize, q: usize) {
    let Some([x, y]) = vector.get(p).zip(vector.get(q)).map(|(x, y)| [*x, *y]) else { return };
    for (place, value) in [(p, y), (q, x)] {
        if let Some(place) = vector.get_mut(place) {
            *place = value;
        }
    }
}

/// The largest power of two that is not above x, within the normal numbers; one for zero.
fn power_of_two<R: Real>(x: R) -> R {
    let (two, mut power) = (R::ONE + R::ONE, R::ONE);
    if !(x > R::ZERO && x.is_finite()) {
        return power;
    }
    let half = R::HALF * x;
    while power <= half {
        power *= two;
    }
    while power > x && power > R::MIN_POSITIVE {
        power *= R::HALF;
    }
    power
}

/// The largest size of an entry.
pub(super) fn largest<R: Real>(vector: &[R]) -> R {
    let mut most = R::ZERO;
    for x in vector {
        most = most.larger(x.abs());
    }
    most
}

/// x·y, in eight sums.
#[inline]
pub(super) fn dot<R: Real>(x: &[R], y: &[R]) -> R {
    let mut sums = [R::ZERO; LANES];
    for (x, y) in x.as_chunks::<LANES>().0.iter().zip(y.as_chunks::<LANES>().0) {
        for k in 0..LANES {
            sums[k] += x[k] * y[k];
        }
    }
    let [a, b, c, d, e, f, g, h] = sums;
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}
