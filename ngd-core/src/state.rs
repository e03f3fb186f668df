//! What something remembers, as a list of words that a checkpoint saves and restores to the bit.

use core::fmt;

use crate::Real;

/// Whatever outlives a call: of an optimizer, a rule of damping, an adapter.
///
/// One method names every word in one order; saving, restoring and counting all take that way, so that they cannot
/// differ. How many words there are, and of which kind, must not depend on their values.
pub trait State<R: Real> {
    /// Shows every word to the visitor, which may exchange it.
    fn visit<V: Visitor<R>>(&mut self, visitor: &mut V);
}

/// Saves, restores or counts words.
pub trait Visitor<R: Real> {
    /// A number.
    fn real(&mut self, real: &mut R);

    /// A count, a flag, a choice.
    fn count(&mut self, count: &mut u32);

    /// Numbers, as many as there are.
    fn reals(&mut self, reals: &mut [R]) {
        for real in reals {
            self.real(real);
        }
    }

    /// A short count. A restored one that is too large is the largest.
    fn short(&mut self, short: &mut u16) {
        let mut count = u32::from(*short);
        self.count(&mut count);
        *short = u16::try_from(count).unwrap_or(u16::MAX);
    }

    /// A count of a byte. A restored one that is too large is the largest.
    fn byte(&mut self, byte: &mut u8) {
        let mut count = u32::from(*byte);
        self.count(&mut count);
        *byte = u8::try_from(count).unwrap_or(u8::MAX);
    }

    /// A flag.
    fn flag(&mut self, flag: &mut bool) {
        let mut count = u32::from(*flag);
        self.count(&mut count);
        *flag = count != 0;
    }
}

/// How many words a state has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Words {
    /// Numbers.
    pub reals: usize,
    /// Counts, flags and choices.
    pub counts: usize,
}

impl Words {
    /// Those of a state.
    pub fn of<R: Real, S: State<R> + ?Sized>(state: &mut S) -> Self {
        let mut words = Self::default();
        state.visit(&mut words);
        words
    }
}

impl<R: Real> Visitor<R> for Words {
    fn real(&mut self, _: &mut R) {
        self.reals = self.reals.saturating_add(1);
    }

    fn reals(&mut self, reals: &mut [R]) {
        self.reals = self.reals.saturating_add(reals.len());
    }

    fn count(&mut self, _: &mut u32) {
        self.counts = self.counts.saturating_add(1);
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} numbers and {} counts", self.reals, self.counts)
    }
}
