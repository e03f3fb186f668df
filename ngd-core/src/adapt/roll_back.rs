//! Whether the last good θ predicts better than the present one.

use heapless::Vec;

use crate::Real;
use crate::state::Visitor;

/// Readings over which the two are compared.
pub const WINDOW: usize = 32;

/// Fixed point: a squared error of σ² is so much. Sums of integers are exact, however long they run.
const UNIT: f64 = 256.0;

/// Squared errors of the present and of the last good θ over the last [`WINDOW`] readings, in units of σ²/256, and
/// no more than 256σ² each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rivals {
    squares: Vec<[u16; 2], WINDOW>,
    oldest: u8,
    sums: [u32; 2],
}

impl Rivals {
    /// No readings yet.
    pub const fn new() -> Self {
        Self { squares: Vec::new(), oldest: 0, sums: [0; 2] }
    }

    /// Adds the squared errors of the present and of the good θ, in units of σ².
    pub fn push<R: Real>(&mut self, squares: [R; 2]) {
        // The cast saturates, and makes zero of what is not a number.
        let new = squares.map(|square| (square * R::of(UNIT)).to_single() as u16);
        let slot = usize::from(self.oldest);
        let old = match self.squares.get_mut(slot) {
            Some(old) if slot < WINDOW => core::mem::replace(old, new),
            _ => {
                let _ = self.squares.push(new);
                [0; 2]
            }
        };
        for ((sum, old), new) in self.sums.iter_mut().zip(old).zip(new) {
            *sum = sum.wrapping_add(u32::from(new)).wrapping_sub(u32::from(old));
        }
        self.oldest = if slot + 1 < WINDOW { self.oldest + 1 } else { 0 };
    }

    /// By how much the good θ is ahead, in units of σ²: the difference of the two sums.
    pub fn advantage<R: Real>(&self) -> R {
        let [present, good] = self.sums;
        let ahead = R::of_count(present.saturating_sub(good) as usize);
        (ahead - R::of_count(good.saturating_sub(present) as usize)) * R::of(1.0 / UNIT)
    }

    /// How many readings there are, where the oldest lies, and room for all.
    pub fn visit<R: Real, V: Visitor<R>>(&mut self, visitor: &mut V) {
        let mut len = u8::try_from(self.squares.len()).unwrap_or(0);
        visitor.byte(&mut len);
        visitor.byte(&mut self.oldest);
        let mut others = self.squares.iter().copied();
        let mut restored = Self::new();
        for slot in 0..WINDOW {
            let [present, good] = others.next().unwrap_or_default().map(u32::from);
            let mut pair = present << 16 | good;
            visitor.count(&mut pair);
            if slot < usize::from(len) {
                restored.add([(pair >> 16) as u16, pair as u16]);
            }
        }
        restored.oldest = if usize::from(self.oldest) < WINDOW { self.oldest } else { 0 };
        *self = restored;
    }

    fn add(&mut self, new: [u16; 2]) {
        let _ = self.squares.push(new);
        for (sum, new) in self.sums.iter_mut().zip(new) {
            *sum = sum.wrapping_add(u32::from(new));
        }
    }
}
