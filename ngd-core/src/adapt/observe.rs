//! One observation.

use super::channel::{gross, within};
use super::observation::Observation;
use super::room::Room;
use super::{AdaptError, Adapter, Outcome, Reading, Refusal};
use crate::{Model, Real};

impl<R: Real, const D: usize, const O: usize> Adapter<'_, R, D, O> {
    /// Takes one observation: inputs x, readings y, an output after another. A reading that is refused changes no bit of θ and P.
    ///
    /// Cost: at most [`Footprint::multiply_adds`](super::Footprint::multiply_adds), whatever comes.
    ///
    /// # Errors
    /// [`AdaptError::NotBegun`], and [`AdaptError::Memory`] when it is too small; nothing has changed then.
    pub fn observe<M, W>(
        &mut self,
        model: &M,
        x: &[R; D],
        y: &[R; O],
        memory: &mut W,
    ) -> Result<Outcome<R, O>, AdaptError>
    where
        M: Model<R, D, O>,
        W: AsMut<[R]> + ?Sized,
    {
        let room = self.room(memory.as_mut())?;
        let mut observation =
            Observation { model, x, parameters: self.footprint.parameters, room, aged: false };
        let refusals = self.gross(x, y);
        let mut readings = refusals.map(|refusal| Reading::Refused(refusal.unwrap_or(Refusal::Held)));
        if refusals.iter().all(Option::is_some) {
            observation.room.velocity.fill(R::ZERO);
            readings.iter().for_each(|reading| self.state.counts.count(reading));
            return Ok(outcome(readings));
        }
        self.look_ahead(&mut observation.room);
        let good = if self.compares_apart() { observation.good_values() } else { *y };
        let pairs = y.iter().zip(good).zip(refusals);
        for (o, (reading, ((y, good), refusal))) in readings.iter_mut().zip(pairs).enumerate() {
            if refusal.is_none() {
                *reading = self.read(&mut observation, o, [*y, good]);
            }
            self.state.counts.count(reading);
        }
        Ok(if self.returns(&mut observation.room) {
            Outcome::RolledBack(readings)
        } else {
            outcome(readings)
        })
    }

    /// Why each reading is refused before the model is asked.
    fn gross(&self, x: &[R; D], y: &[R; O]) -> [Option<Refusal>; O] {
        let limits = &self.settings.limits;
        let mut of_all = if self.hold { Some(Refusal::Held) } else { None };
        for (x, limits) in x.iter().zip(&limits.inputs) {
            if !within(*x, limits) && of_all.is_none() {
                of_all = Some(gross(*x));
            }
        }
        let mut refusals = [of_all; O];
        for ((refusal, y), limits) in refusals.iter_mut().zip(y).zip(&limits.outputs) {
            if !within(*y, limits) && refusal.is_none() {
                *refusal = Some(gross(*y));
            }
        }
        refusals
    }

    /// w = θ + βp.
    pub(super) fn look_ahead(&self, room: &mut Room<'_, R>) {
        if room.ahead.is_empty() {
            return;
        }
        let mut velocity = &*room.velocity;
        let (mut to, mut from) = (&mut *room.ahead, &*room.theta);
        let mut at = 0;
        for span in self.active.spans(self.footprint.parameters) {
            let (Some((before, ahead)), Some((fixed, theta)), Some((p, rest))) = (
                to.split_at_mut_checked(span.start - at),
                from.split_at_checked(span.start - at),
                velocity.split_at_checked(span.len),
            ) else {
                return;
            };
            before.copy_from_slice(fixed);
            let (Some((ahead, left)), Some((theta, rest_of_theta))) =
                (ahead.split_at_mut_checked(span.len), theta.split_at_checked(span.len))
            else {
                return;
            };
            along(ahead, theta, self.settings.momentum, p);
            (to, from, velocity) = (left, rest_of_theta, rest);
            at = span.start + span.len;
        }
        to.copy_from_slice(from);
    }

    /// One output's reading y, where the last good θ predicts `good`.
    fn read<M: Model<R, D, O>>(
        &mut self,
        observation: &mut Observation<'_, '_, M, R, D>,
        output: usize,
        [y, good]: [R; 2],
    ) -> Reading<R> {
        let u = observation.values::<O>().get(output).copied().unwrap_or(y);
        let error = y - u;
        let stuck = match self.state.channels.get_mut(output) {
            Some(channel) => channel.is_stuck([y, u], &self.settings, output),
            None => false,
        };
        if stuck {
            observation.room.velocity.fill(R::ZERO);
            return Reading::Refused(Refusal::Stuck);
        }
        observation.row(output, self);
        self.compare(&observation.room, output, [error, y - good]);
        self.learn(observation, output, error)
    }
}

/// w = θ + βp.
fn along<R: Real>(ahead: &mut [R], theta: &[R], beta: R, velocity: &[R]) {
    let ((ahead, last), (theta, last_theta), (velocity, last_velocity)) =
        (ahead.as_chunks_mut::<4>(), theta.as_chunks::<4>(), velocity.as_chunks::<4>());
    for ((w, t), p) in ahead.iter_mut().zip(theta).zip(velocity) {
        *w = [t[0] + beta * p[0], t[1] + beta * p[1], t[2] + beta * p[2], t[3] + beta * p[3]];
    }
    for ((w, t), p) in last.iter_mut().zip(last_theta).zip(last_velocity) {
        *w = *t + beta * *p;
    }
}

/// Accepted if one reading was.
fn outcome<R: Real, const O: usize>(readings: [Reading<R>; O]) -> Outcome<R, O> {
    let mut first = None;
    for reading in &readings {
        match reading {
            Reading::Refused(refusal) => first = first.or(Some(*refusal)),
            _ => return Outcome::Accepted(readings),
        }
    }
    first.map_or(Outcome::Accepted(readings), Outcome::Refused)
}
