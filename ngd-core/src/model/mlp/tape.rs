//! What a forward pass leaves for the passes that follow it, carved from the scratch of a block.

use super::{MAX_HIDDEN, Mlp};
use crate::{Order, Real};

/// Words of one jet of one point.
pub(super) const fn jet_words(order: Order, d: usize) -> usize {
    match order {
        Order::Value => 1,
        Order::Gradient => 1 + d,
        Order::Second => 1 + 2 * d,
    }
}

/// Words of one hidden unit at one point: its jet, the derivatives of its argument, and as many slopes
/// of the activation as derivatives are asked for, plus one for the pull-back.
pub(super) const fn words_per_unit(order: Order, d: usize) -> usize {
    let slopes = match order {
        Order::Value => 1,
        Order::Gradient => 2,
        Order::Second => 3,
    };
    jet_words(order, d) + (jet_words(order, d) - 1) + slopes
}

/// The jets of all units of a layer, one plane per derivative. Planes above the order are empty.
pub(super) struct Planes<'a, R, const D: usize, const K: usize> {
    pub value: &'a mut [[R; K]],
    pub gradient: &'a mut [[[R; K]; D]],
    pub second: &'a mut [[[R; K]; D]],
}

/// The tape of a hidden layer: a = σ(z).
pub(super) struct Tape<'a, R, const D: usize, const K: usize> {
    /// a, ∂a, ∂²a.
    pub output: Planes<'a, R, D, K>,
    /// ∂z.
    pub gradient: &'a mut [[[R; K]; D]],
    /// ∂²z.
    pub second: &'a mut [[[R; K]; D]],
    /// σ′(z), σ″(z), σ‴(z).
    pub slopes: [&'a mut [[R; K]]; 3],
}

/// Takes pieces off the front of a slice; a piece that does not fit is empty.
pub(super) struct Cutter<'a, R>(pub &'a mut [R]);

impl<'a, R: Real> Cutter<'a, R> {
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

    pub fn planes<const D: usize, const K: usize>(
        &mut self,
        units: usize,
        order: Order,
    ) -> Planes<'a, R, D, K> {
        let (gradients, seconds) = derivatives(units, order);
        Planes {
            value: self.scalars(units),
            gradient: self.vectors(gradients),
            second: self.vectors(seconds),
        }
    }

    /// The tapes of all hidden layers, from the inputs up, as a forward pass has left them.
    pub fn tapes<const D: usize, const O: usize, const K: usize>(
        &mut self,
        mlp: &Mlp<D, O>,
        order: Order,
    ) -> [Option<Tape<'a, R, D, K>>; MAX_HIDDEN] {
        core::array::from_fn(|index| (index < mlp.hidden()).then(|| self.tape(mlp.width(index), order)))
    }

    pub fn tape<const D: usize, const K: usize>(&mut self, units: usize, order: Order) -> Tape<'a, R, D, K> {
        let (gradients, seconds) = derivatives(units, order);
        Tape {
            output: self.planes(units, order),
            gradient: self.vectors(gradients),
            second: self.vectors(seconds),
            slopes: [self.scalars(units), self.scalars(gradients), self.scalars(seconds)],
        }
    }
}

/// Units with first and with second derivatives.
fn derivatives(units: usize, order: Order) -> (usize, usize) {
    match order {
        Order::Value => (0, 0),
        Order::Gradient => (units, 0),
        Order::Second => (units, units),
    }
}
