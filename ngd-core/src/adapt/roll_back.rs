//! Whether the last good θ predicts better than the present one.

use heapless::Vec;

use super::room::Room;
use super::{Active, Adapter};
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
    pub fn visit<R: Real>(&mut self, visitor: &mut Visitor<'_, R>) {
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

impl<R: Real, const D: usize, const O: usize> Adapter<'_, R, D, O> {
    /// Whether the last good θ needs a forward pass of its own: not where the model is linear in what adapts.
    pub(super) fn compares_apart(&self) -> bool {
        self.settings.roll_back.is_some() && !matches!(self.active, Active::Linear(_))
    }

    /// Remembers the errors of a reading by the present and by the last good θ; the row is there.
    pub(super) fn compare(&mut self, room: &Room<'_, R>, output: usize, [error, mut good]: [R; 2]) {
        let (Some(_), Some(relative)) = (self.settings.roll_back, self.derived.relative.get(output)) else {
            return;
        };
        if let Active::Linear(span) = self.active {
            // u(θ) − u(good) = hᵀ(θ − good).
            let range = span.start..span.start.saturating_add(span.len);
            let (Some(theta), Some(last), Some(row)) =
                (room.theta.get(range.clone()), room.good.get(range), room.row.get(..span.len))
            else {
                return;
            };
            good = error;
            for ((h, theta), last) in row.iter().zip(theta).zip(last) {
                good += *h * (*theta - *last);
            }
        }
        let scale = self.derived.precision / *relative;
        self.state.rivals.push([error * error * scale, good * good * scale]);
    }

    /// Whether the last good θ returns; if not, whether the present one is as good and takes its place.
    pub(super) fn returns(&mut self, room: &mut Room<'_, R>) -> bool {
        let Some(rule) = self.settings.roll_back else { return false };
        let state = &mut self.state;
        let advantage: R = state.rivals.advantage();
        if advantage > rule.advantage {
            room.theta.copy_from_slice(room.good);
            room.velocity.fill(R::ZERO);
            room.forget_image();
            for channel in &mut state.channels {
                (channel.excess, channel.outliers) = (R::ONE, 0);
            }
            (state.rivals, state.since) = (Rivals::new(), 0);
            state.counts.rolled_back = state.counts.rolled_back.saturating_add(1);
            self.state.pending = self.fresh();
            return true;
        }
        state.since = state.since.saturating_add(1);
        let mut channels = state.channels.iter();
        if state.since >= rule.interval
            && advantage <= R::ZERO
            && channels.all(|channel| channel.excess <= rule.calm && channel.outliers == 0)
        {
            room.good.copy_from_slice(room.theta);
            (state.rivals, state.since) = (Rivals::new(), 0);
        }
        false
    }
}
