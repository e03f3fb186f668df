//! Everything that an adapter remembers, for a checkpoint.

use super::channel::Channel;
use super::room::Room;
use super::{AdaptError, Adapter};
use crate::Real;
use crate::state::{State, Visitor};

/// An adapter together with its memory, as a [`State`].
pub struct Snapshot<'s, 'a, R, const D: usize, const O: usize> {
    adapter: &'s mut Adapter<'a, R, D, O>,
    room: Room<'s, R>,
}

impl<'a, R: Real, const D: usize, const O: usize> Adapter<'a, R, D, O> {
    /// What it remembers, to be saved or restored to the bit: θ, P, the velocity, the last good θ, every ν, what the guards
    /// remember and the counters. Settings, active parameters and the deployed θ are not among it: an adapter that is restored
    /// was made with the same, and has begun.
    ///
    /// # Errors
    /// As [`observe`](Self::observe).
    pub fn snapshot<'s, W: AsMut<[R]> + ?Sized>(
        &'s mut self,
        memory: &'s mut W,
    ) -> Result<Snapshot<'s, 'a, R, D, O>, AdaptError> {
        let mut room = self.room(memory.as_mut())?;
        self.settle(&mut room);
        Ok(Snapshot { adapter: self, room })
    }
}

impl<R: Real, const D: usize, const O: usize> State<R> for Snapshot<'_, '_, R, D, O> {
    fn visit(&mut self, visitor: &mut Visitor<'_, R>) {
        let Self { adapter, room } = self;
        let parameters = adapter.footprint.parameters;
        visitor.reals(room.theta.get_mut(..parameters).unwrap_or_default());
        visitor.reals(room.covariance);
        visitor.reals(room.velocity);
        visitor.reals(room.good.get_mut(..parameters).unwrap_or_default());
        let state = &mut adapter.state;
        for channel in &mut state.channels {
            channel.visit(visitor);
        }
        state.rivals.visit(visitor);
        visitor.short(&mut state.since);
        let counts = &mut state.counts;
        for count in [
            &mut counts.learnt,
            &mut counts.known,
            &mut counts.not_finite,
            &mut counts.at_limit,
            &mut counts.stuck,
            &mut counts.outliers,
            &mut counts.held,
            &mut counts.rolled_back,
        ] {
            visitor.count(count);
        }
    }
}

impl<R: Real> Channel<R> {
    fn visit(&mut self, visitor: &mut Visitor<'_, R>) {
        visitor.real(&mut self.excess);
        visitor.real(&mut self.last);
        visitor.real(&mut self.first);
        visitor.byte(&mut self.equal);
        visitor.flag(&mut self.stuck);
        visitor.byte(&mut self.outliers);
    }
}
