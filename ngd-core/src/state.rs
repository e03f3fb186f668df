//! What something remembers, as a list of words that a checkpoint saves and restores to the bit.

use core::marker::PhantomData;

use crate::Real;

/// Whatever outlives a call: of an optimizer, a rule of damping, an adapter.
///
/// One method names every word in one order; counting, saving and restoring all take that way, so that they cannot differ. How many
/// words there are, and of which kind, must not depend on their values.
///
/// ```
/// use ngd_core::state::{State, Visitor};
///
/// struct Averaged { mean: f32, steps: u32, last: [f32; 3] }
///
/// impl State<f32> for Averaged {
///     fn visit(&mut self, visitor: &mut Visitor<'_, f32>) {
///         visitor.real(&mut self.mean);
///         visitor.count(&mut self.steps);
///         visitor.reals(&mut self.last);
///     }
/// }
///
/// let (mut state, mut bytes) = (Averaged { mean: 0.5, steps: 7, last: [1.0, 2.0, 3.0] }, [0; 20]);
/// state.visit(&mut Visitor::saving(&mut bytes));
/// let mut other = Averaged { mean: 0.0, steps: 0, last: [0.0; 3] };
/// other.visit(&mut Visitor::restoring(&bytes));
/// assert_eq!((other.mean, other.steps, other.last), (0.5, 7, [1.0, 2.0, 3.0]));
/// ```
pub trait State<R: Real> {
    /// Shows every word to the visitor, which may exchange it.
    fn visit(&mut self, visitor: &mut Visitor<'_, R>);

    /// Bytes of all words, 4 or 8 for a number and 4 for a count.
    fn bytes(&mut self) -> usize {
        let mut visitor = Visitor::counting();
        self.visit(&mut visitor);
        visitor.bytes()
    }
}

/// Counts, saves or restores words, little-endian.
///
/// One type and not three, so that a state's list is one piece of code on a microcontroller.
#[derive(Debug)]
pub struct Visitor<'b, R> {
    mode: Mode<'b>,
    position: usize,
    number: PhantomData<R>,
}

#[derive(Debug)]
enum Mode<'b> {
    Counting,
    Saving(&'b mut [u8]),
    Restoring(&'b [u8]),
}

impl<'b, R: Real> Visitor<'b, R> {
    const fn new(mode: Mode<'b>) -> Self {
        Self { mode, position: 0, number: PhantomData }
    }

    /// Changes nothing.
    pub const fn counting() -> Self {
        Self::new(Mode::Counting)
    }

    /// Writes words into a slice; what does not fit is counted only.
    pub const fn saving(bytes: &'b mut [u8]) -> Self {
        Self::new(Mode::Saving(bytes))
    }

    /// Takes words from a slice; where it has ended they stay as they are.
    pub const fn restoring(bytes: &'b [u8]) -> Self {
        Self::new(Mode::Restoring(bytes))
    }

    /// Bytes of the words so far.
    pub const fn bytes(&self) -> usize {
        self.position
    }

    /// A number.
    pub fn real(&mut self, real: &mut R) {
        if size_of::<R>() == 4 {
            let mut word = real.to_single().to_le_bytes();
            self.word(&mut word);
            *real = R::of_single(f32::from_le_bytes(word));
        } else {
            let mut word = real.to_f64().to_le_bytes();
            self.word(&mut word);
            *real = R::of(f64::from_le_bytes(word));
        }
    }

    /// Numbers, as many as there are.
    pub fn reals(&mut self, reals: &mut [R]) {
        reals.iter_mut().for_each(|real| self.real(real));
    }

    /// A count, a choice.
    pub fn count(&mut self, count: &mut u32) {
        let mut word = count.to_le_bytes();
        self.word(&mut word);
        *count = u32::from_le_bytes(word);
    }

    /// A short count. A restored one that is too large is the largest.
    pub fn short(&mut self, short: &mut u16) {
        let mut count = u32::from(*short);
        self.count(&mut count);
        *short = u16::try_from(count).unwrap_or(u16::MAX);
    }

    /// A count of a byte. A restored one that is too large is the largest.
    pub fn byte(&mut self, byte: &mut u8) {
        let mut count = u32::from(*byte);
        self.count(&mut count);
        *byte = u8::try_from(count).unwrap_or(u8::MAX);
    }

    /// A flag.
    pub fn flag(&mut self, flag: &mut bool) {
        let mut count = u32::from(*flag);
        self.count(&mut count);
        *flag = count != 0;
    }

    #[inline(never)]
    fn word(&mut self, word: &mut [u8]) {
        let end = self.position.saturating_add(word.len());
        let place = self.position..end;
        self.position = end;
        match &mut self.mode {
            Mode::Counting => {}
            Mode::Saving(bytes) => {
                if let Some(place) = bytes.get_mut(place) {
                    place.iter_mut().zip(word).for_each(|(to, from)| *to = *from);
                }
            }
            Mode::Restoring(bytes) => {
                if let Some(place) = bytes.get(place) {
                    word.iter_mut().zip(place).for_each(|(to, from)| *to = *from);
                }
            }
        }
    }
}
