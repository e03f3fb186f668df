//! What a forward pass leaves for the passes that follow it, carved from the scratch of a block.

use super::Mlp;
use crate::{Order, Real};

/// The order as a constant: code for derivatives that no problem of a program asks for is never made.
pub(super) const VALUE: u8 = Order::Value as u8;
pub(super) const GRADIENT: u8 = Order::Gradient as u8;
pub(super) const SECOND: u8 = Order::Second as u8;

/// Words of one jet of one point.
pub(super) const fn jet_words(order: Order, d: usize) -> usize {
    match order {
        Order::Value => 1,
        Order::Gradient => 1 + d,
        Order::Second => 1 + 2 * d,
    }
}

/// Words of one hidden unit at one point: its jet, as many slopes of the activation as derivatives are
/// asked for plus one for the pull-back, and, above the first layer, the derivatives of its argument.
pub(super) const fn words_per_unit(order: Order, d: usize, layer: usize) -> usize {
    let arguments = if layer == 0 { 0 } else { jet_words(order, d) - 1 };
    jet_words(order, d) + (order as usize + 1) + arguments
}

impl<const D: usize, const O: usize> Mlp<D, O> {
    /// Words of tape at one point below a hidden layer.
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    pub(super) const fn tape_words(&self, order: Order, layer: usize) -> usize {
        let (mut words, mut l) = (0, 0);
        while l < layer {
            words += self.width(l) * words_per_unit(order, D, l);
            l += 1;
        }
        words
    }
}

/// The jets of all units of a layer at a block of K points, one plane per derivative. Planes above the order
/// are empty.
#[derive(Debug)]
pub struct Planes<'a, R, const D: usize, const K: usize> {
    /// The values, unit by unit.
    pub value: &'a mut [[R; K]],
    /// The first derivatives along every direction.
    pub gradient: &'a mut [[[R; K]; D]],
    /// The second derivatives along every direction.
    pub second: &'a mut [[[R; K]; D]],
}

impl<R: Real, const D: usize, const K: usize> Planes<'_, R, D, K> {
    /// Sets the derivatives to zero.
    #[inline(always)]
    pub(super) fn clear<const ORDER: u8>(&mut self) {
        if ORDER >= GRADIENT {
            self.gradient.fill([[R::ZERO; K]; D]);
        }
        if ORDER >= SECOND {
            self.second.fill([[R::ZERO; K]; D]);
        }
    }
}

/// The tape of a hidden layer: a = σ(z).
pub(super) struct Tape<'a, R, const D: usize, const K: usize> {
    /// a, ∂a, ∂²a.
    pub output: Planes<'a, R, D, K>,
    /// σ′(z), σ″(z), σ‴(z).
    pub slopes: [&'a mut [[R; K]]; 3],
    /// ∂z and ∂²z; empty in the first layer, whose weights say them.
    pub argument: Planes<'a, R, D, K>,
}

/// Takes pieces off the front of a slice; a piece that does not fit is empty.
pub(super) struct Cutter<'a, R>(pub &'a mut [R]);

impl<'a, R: Real> Cutter<'a, R> {
    /// What lies beyond so many words.
    pub fn beyond(scratch: &'a mut [R], words: usize) -> Self {
        Self(scratch.get_mut(words..).unwrap_or(&mut []))
    }

    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    fn words(&mut self, count: usize) -> &'a mut [R] {
        let rest = core::mem::take(&mut self.0);
        match rest.split_at_mut_checked(count) {
            Some((piece, rest)) => {
                self.0 = rest;
                piece
            }
            None => &mut [],
        }
    }

    fn scalars<const K: usize>(&mut self, units: usize) -> &'a mut [[R; K]] {
        self.words(units * K).as_chunks_mut().0
    }

    fn vectors<const D: usize, const K: usize>(&mut self, units: usize) -> &'a mut [[[R; K]; D]] {
        self.words(units * D * K).as_chunks_mut().0.as_chunks_mut().0
    }

    pub fn planes<const ORDER: u8, const D: usize, const K: usize>(
        &mut self,
        units: usize,
    ) -> Planes<'a, R, D, K> {
        let value = self.scalars(units);
        Planes { value, ..self.derivatives::<ORDER, D, K>(units) }
    }

    /// Planes without values.
    fn derivatives<const ORDER: u8, const D: usize, const K: usize>(
        &mut self,
        units: usize,
    ) -> Planes<'a, R, D, K> {
        Planes {
            value: &mut [],
            gradient: if ORDER >= GRADIENT { self.vectors(units) } else { &mut [] },
            second: if ORDER >= SECOND { self.vectors(units) } else { &mut [] },
        }
    }

    /// The planes of inputs: without second derivatives where they are straight.
    pub fn inputs<const ORDER: u8, const D: usize, const K: usize>(
        &mut self,
        count: usize,
        curved: bool,
    ) -> Planes<'a, R, D, K> {
        Planes {
            value: self.scalars(count),
            gradient: if ORDER >= GRADIENT { self.vectors(count) } else { &mut [] },
            second: if ORDER >= SECOND && curved { self.vectors(count) } else { &mut [] },
        }
    }

    /// The tape of a hidden layer.
    pub fn tape<const ORDER: u8, const D: usize, const K: usize>(
        &mut self,
        units: usize,
        layer: usize,
    ) -> Tape<'a, R, D, K> {
        Tape {
            output: self.planes::<ORDER, D, K>(units),
            slopes: [
                self.scalars(units),
                if ORDER >= GRADIENT { self.scalars(units) } else { &mut [] },
                if ORDER >= SECOND { self.scalars(units) } else { &mut [] },
            ],
            argument: self.derivatives::<ORDER, D, K>(if layer > 0 { units } else { 0 }),
        }
    }
}
