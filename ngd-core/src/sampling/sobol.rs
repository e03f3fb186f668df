//! Sobol points.

use crate::Real;
use crate::model::SplitMix64;

/// Degree s and inner coefficients a of a primitive polynomial over 𝔽₂, and the first s direction numbers.
type Row = (u32, u32, [u32; 7]);

/// Dimensions 2 to 21 of `new-joe-kuo-6.21201`; the first one has all direction numbers one.
const ROWS: [Row; 20] = [
    (1, 0, [1, 0, 0, 0, 0, 0, 0]),
    (2, 1, [1, 3, 0, 0, 0, 0, 0]),
    (3, 1, [1, 3, 1, 0, 0, 0, 0]),
    (3, 2, [1, 1, 1, 0, 0, 0, 0]),
    (4, 1, [1, 1, 3, 3, 0, 0, 0]),
    (4, 4, [1, 3, 5, 13, 0, 0, 0]),
    (5, 2, [1, 1, 5, 5, 17, 0, 0]),
    (5, 4, [1, 1, 5, 5, 5, 0, 0]),
    (5, 7, [1, 1, 7, 11, 19, 0, 0]),
    (5, 11, [1, 1, 5, 1, 1, 0, 0]),
    (5, 13, [1, 1, 1, 3, 11, 0, 0]),
    (5, 14, [1, 3, 5, 5, 31, 0, 0]),
    (6, 1, [1, 3, 3, 9, 7, 49, 0]),
    (6, 13, [1, 1, 1, 15, 21, 21, 0]),
    (6, 16, [1, 3, 1, 13, 27, 49, 0]),
    (6, 19, [1, 1, 1, 15, 7, 5, 0]),
    (6, 22, [1, 3, 1, 15, 13, 25, 0]),
    (6, 25, [1, 1, 5, 5, 19, 61, 0]),
    (7, 1, [1, 3, 7, 11, 23, 15, 103]),
    (7, 4, [1, 3, 7, 13, 13, 15, 69]),
];

/// Bits of a coordinate, and points before the sequence repeats, as a power of two.
const BITS: usize = 32;

/// The Sobol sequence in [0, 1)ᴰ, in the order of the Gray code: any 2ᵐ successive points that begin at a
/// multiple of 2ᵐ are evenly spread. D > [`MOST`](Self::MOST) does not compile.
///
/// The first point is the origin. Without it, or with a number of points that is no power of two, the points
/// are less even (Owen 2020, arXiv 2008.08051). [`shifted`](Self::shifted) makes means over them unbiased.
///
/// # Source
/// Sobol (1967); direction numbers of Joe, Kuo (2008), Constructing Sobol sequences with better
/// two-dimensional projections; order of Antonov, Saleev (1979).
#[derive(Clone, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Sobol<const D: usize> {
    directions: [[u32; BITS]; D],
    state: [u32; D],
    shift: [u32; D],
    index: u32,
}

impl<const D: usize> Default for Sobol<D> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const D: usize> Sobol<D> {
    /// The largest D.
    pub const MOST: usize = ROWS.len() + 1;

    /// The sequence from its beginning.
    pub fn new() -> Self {
        const { assert!(D <= Self::MOST, "there are no direction numbers for so many dimensions") };
        let directions =
            core::array::from_fn(|d| d.checked_sub(1).and_then(|d| ROWS.get(d)).map_or_else(units, numbers));
        Self { directions, state: [0; D], shift: [0; D], index: 0 }
    }

    /// The same with a random digital shift: every point is uniform, and they stay as even as they were.
    pub fn shifted(generator: &mut SplitMix64) -> Self {
        let mut sequence = Self::new();
        sequence.shift = core::array::from_fn(|_| (generator.bits() >> 32) as u32);
        sequence
    }

    /// Fills `points` with the next points. After 2³² of them the sequence repeats.
    pub fn fill<R: Real>(&mut self, points: &mut [[R; D]]) {
        for point in points {
            for ((x, state), shift) in point.iter_mut().zip(&self.state).zip(&self.shift) {
                *x = R::from_bits_53(u64::from(state ^ shift) << (53 - BITS));
            }
            let flipped = self.index.trailing_ones() as usize;
            for (state, directions) in self.state.iter_mut().zip(&self.directions) {
                *state ^= directions.get(flipped).copied().unwrap_or(0);
            }
            self.index = self.index.wrapping_add(1);
            if self.index == 0 {
                self.state = [0; D];
            }
        }
    }
}

/// v_k = 2⁻ᵏ.
fn units() -> [u32; BITS] {
    core::array::from_fn(|k| 1 << (BITS - 1 - k))
}

/// v_k = m_k 2⁻ᵏ, and v_k = a₁v_{k−1} ⊕ … ⊕ v_{k−s} ⊕ v_{k−s}/2ˢ beyond the m that are given.
fn numbers((degree, coefficients, first): &Row) -> [u32; BITS] {
    let degree = *degree as usize;
    let mut v = [0u32; BITS];
    for k in 0..BITS {
        v[k] = if k < degree {
            first.get(k).copied().unwrap_or(0) << (BITS - 1 - k)
        } else {
            let mut next = v[k - degree] ^ (v[k - degree] >> degree);
            for i in 1..degree {
                if coefficients >> (degree - 1 - i) & 1 == 1 {
                    next ^= v[k - i];
                }
            }
            next
        };
    }
    v
}
