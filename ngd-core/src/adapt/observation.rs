//! The model at one observation: its outputs, and their rows.

use super::room::Room;
use super::{Active, Adapter};
use crate::linear_algebra::packed::padded_len;
use crate::{At, Model, Order, Real};

/// What all readings of an observation share.
pub(super) struct Observation<'o, 'm, M, R, const D: usize> {
    pub model: &'o M,
    pub x: &'o [R; D],
    /// P.
    pub parameters: usize,
    pub room: Room<'m, R>,
    /// Whether P has aged and θ has moved on by the velocity: by the first reading that is learnt.
    pub aged: bool,
}

impl<R: Real, M, const D: usize> Observation<'_, '_, M, R, D> {
    /// u of all outputs at w = θ + βp. The scratch is then as [`row`](Self::row) wants it.
    pub fn values<const O: usize>(&mut self) -> [R; O]
    where
        M: Model<R, D, O>,
    {
        let Room { theta, ahead, shared, .. } = &mut self.room;
        values((self.model, base(self.aged, theta, ahead), self.x), self.parameters, shared)
    }

    /// u of all outputs at the last good θ.
    pub fn good_values<const O: usize>(&mut self) -> [R; O]
    where
        M: Model<R, D, O>,
    {
        values((self.model, self.room.good, self.x), self.parameters, self.room.shared)
    }

    /// h = ∂u/∂θ of one output at the place of the last [`values`](Self::values), active parameters only.
    pub fn row<const O: usize>(&mut self, output: usize, adapter: &Adapter<'_, R, D, O>)
    where
        M: Model<R, D, O>,
    {
        let parameters = adapter.footprint.parameters;
        let mut cotangents = [[R::ZERO]; O];
        if let Some(cotangent) = cotangents.get_mut(output) {
            *cotangent = [R::ONE];
        }
        let theta = base(self.aged, self.room.theta, self.room.ahead);
        let (Some(theta), Some(row)) = (theta.get(..parameters), self.room.row.get_mut(..parameters)) else {
            return;
        };
        let at = At::new(theta, self.x, Order::Value);
        self.model.pull_back_values(at, &cotangents, self.room.shared, row.as_chunks_mut::<1>().0);
        gather(self.room.row, &adapter.active, parameters);
    }
}

/// The active entries of a row to its front, and zeros up to a full lane.
fn gather<R: Real>(row: &mut [R], active: &Active<'_>, parameters: usize) {
    let mut end = 0;
    for span in active.spans(parameters) {
        let begin = end;
        end += span.len;
        match row.split_at_mut_checked(span.start) {
            Some((before, entries)) if end <= span.start => {
                if let (Some(to), Some(from)) = (before.get_mut(begin..end), entries.get(..span.len)) {
                    to.copy_from_slice(from);
                }
            }
            // It overlaps its place, and lies within the row, as the spans have been checked.
            _ if span.start > begin => (0..span.len).for_each(|i| {
                if let (Some(from), Some(to)) = (row.get(span.start + i).copied(), row.get_mut(begin + i)) {
                    *to = from;
                }
            }),
            _ => {}
        }
    }
    if let Some(padding) = row.get_mut(end..padded_len(end)) {
        padding.fill(R::ZERO);
    }
}

/// Where the model is asked: at w = θ + βp, unless θ has already moved.
fn base<'r, R>(aged: bool, theta: &'r [R], ahead: &'r [R]) -> &'r [R] {
    if aged || ahead.is_empty() { theta } else { ahead }
}

/// u of a model at θ, which is padded, and x.
#[inline(never)]
fn values<R: Real, M: Model<R, D, O>, const D: usize, const O: usize>(
    (model, theta, x): (&M, &[R], &[R; D]),
    parameters: usize,
    scratch: &mut [R],
) -> [R; O] {
    let theta = theta.get(..parameters).unwrap_or_default();
    model.values(At::new(theta, x, Order::Value), scratch).map(|[value]| value)
}
