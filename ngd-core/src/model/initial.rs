//! Initial parameters from a small, fixed random number generator, so that another language can build
//! the same numbers.

use crate::Real;

/// SplitMix64, the generator of the initial values.
///
/// # Source
/// Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators. The seed enters as
/// `seed · 0x9E3779B97F4A7C15 + 0x1234567`.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct SplitMix64 {
    state: u64,
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

impl SplitMix64 {
    /// The generator of one seed.
    pub const fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(GOLDEN).wrapping_add(0x123_4567) }
    }

    /// The next 64 bits.
    pub const fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Uniform in [0, 1): 53 bits in double precision, the upper 24 of them in single.
    pub fn uniform<R: Real>(&mut self) -> R {
        R::from_bits_53(self.bits() >> 11)
    }

    /// Standard normal by Box and Muller (1958): √(−2 ln(1−u₁)) cos 2πu₂, both uniforms drawn for each.
    pub fn normal<R: Real>(&mut self) -> R {
        let (first, second) = (self.uniform::<R>(), self.uniform::<R>());
        R::box_muller(first, second)
    }
}
