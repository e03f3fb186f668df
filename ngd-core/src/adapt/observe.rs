//! One observation.

use super::channel::gross;
use super::covariance::{self, Pending};
use super::room::Room;
use super::{AdaptError, Adapter, Innovation, Outcome, Reading, Refusal};
use crate::{At, Model, Order, Real};

/// What all readings of an observation share.
pub(super) struct Observation<'o, 'm, M, R, const D: usize> {
    pub model: &'o M,
    pub x: &'o [R; D],
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
        values(self.model, base(self.aged, self.room.theta, self.room.ahead), self.x, self.room.shared)
    }

    /// h = ∂u/∂θ of one output at the place of the last [`values`](Self::values), active parameters only.
    pub fn row<const O: usize>(&mut self, output: usize, adapter: &Adapter<'_, R, D, O>)
    where
        M: Model<R, D, O>,
    {
        let parameters = adapter.footprint.parameters;
        let Some(theta) = base(self.aged, self.room.theta, self.room.ahead).get(..parameters) else { return };
        let mut cotangents = [[R::ZERO]; O];
        if let Some(cotangent) = cotangents.get_mut(output) {
            *cotangent = [R::ONE];
        }
        let at = At::new(theta, self.x, Order::Value);
        let Some(row) = self.room.row.get_mut(..parameters) else { return };
        self.model.pull_back_values(at, &cotangents, self.room.shared, row.as_chunks_mut::<1>().0);
        let mut end = 0;
        for span in adapter.active.spans(parameters) {
            if span.start != end {
                for i in 0..span.len {
                    let entry = self.room.row.get(span.start + i).copied().unwrap_or(R::ZERO);
                    if let Some(to) = self.room.row.get_mut(end + i) {
                        *to = entry;
                    }
                }
            }
            end += span.len;
        }
        for padding in self.room.row.iter_mut().skip(end) {
            *padding = R::ZERO;
        }
    }
}

/// Where the model is asked: at w = θ + βp, unless θ has already moved.
fn base<'r, R>(aged: bool, theta: &'r [R], ahead: &'r [R]) -> &'r [R] {
    if aged || ahead.is_empty() { theta } else { ahead }
}

fn values<R: Real, M: Model<R, D, O>, const D: usize, const O: usize>(
    model: &M,
    theta: &[R],
    x: &[R; D],
    scratch: &mut [R],
) -> [R; O] {
    let theta = theta.get(..model.parameters()).unwrap_or_default();
    model.values(At::new(theta, x, Order::Value), scratch).map(|[value]| value)
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

impl<R: Real, const D: usize, const O: usize> Adapter<'_, R, D, O> {
    /// Takes one observation: inputs x, readings y.
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
        let mut observation = Observation { model, x, room, aged: false };
        let refusals = self.gross(x, y);
        let mut readings = refusals.map(|refusal| Reading::Refused(refusal.unwrap_or(Refusal::Held)));
        if refusals.iter().all(Option::is_some) {
            observation.room.velocity.fill(R::ZERO);
            readings.iter().for_each(|reading| self.count(reading));
            return Ok(outcome(readings));
        }
        self.look_ahead(&mut observation.room);
        let good = if self.settings.roll_back.is_some() {
            values(model, observation.room.good, x, observation.room.shared)
        } else {
            *y
        };
        let pairs = y.iter().zip(good).zip(refusals);
        for (o, (reading, ((y, good), refusal))) in readings.iter_mut().zip(pairs).enumerate() {
            if refusal.is_none() {
                *reading = self.read(&mut observation, o, [*y, good]);
            }
            self.count(reading);
        }
        if self.returns(&mut observation.room) {
            return Ok(Outcome::RolledBack(readings));
        }
        Ok(outcome(readings))
    }

    /// Why each reading is refused before the model is asked.
    fn gross(&self, x: &[R; D], y: &[R; O]) -> [Option<Refusal>; O] {
        let limits = &self.settings.limits;
        let of_all = if self.hold {
            Some(Refusal::Held)
        } else {
            x.iter().zip(limits.inputs).find_map(|(x, limits)| gross(*x, limits))
        };
        let mut refusals = [of_all; O];
        for ((refusal, y), limits) in refusals.iter_mut().zip(y).zip(limits.outputs) {
            *refusal = of_all.or_else(|| gross(*y, limits));
        }
        refusals
    }

    fn count(&mut self, reading: &Reading<R>) {
        let counts = &mut self.state.counts;
        match reading {
            Reading::Learnt(_) => counts.learnt = counts.learnt.saturating_add(1),
            Reading::Known(_) => counts.known = counts.known.saturating_add(1),
            Reading::Refused(refusal) => counts.refuse(*refusal),
        }
    }

    /// w = θ + βp.
    pub(super) fn look_ahead(&self, room: &mut Room<'_, R>) {
        if room.ahead.is_empty() {
            return;
        }
        room.ahead.copy_from_slice(room.theta);
        let mut velocity = room.velocity.iter();
        for span in self.active.spans(self.footprint.parameters) {
            let parameters = room.ahead.iter_mut().skip(span.start).take(span.len);
            for (w, p) in parameters.zip(&mut velocity) {
                *w += self.settings.momentum * *p;
            }
        }
    }

    /// One output's reading y, where the last good θ predicts `good`.
    fn read<M: Model<R, D, O>>(
        &mut self,
        observation: &mut Observation<'_, '_, M, R, D>,
        output: usize,
        [y, good]: [R; 2],
    ) -> Reading<R> {
        let u = observation.values::<O>()[output];
        let error = y - u;
        let settings = &self.settings;
        if self.state.channels[output].is_stuck([y, u], settings, output) {
            observation.room.velocity.fill(R::ZERO);
            return Reading::Refused(Refusal::Stuck);
        }
        if settings.roll_back.is_some() {
            let scale = self.derived.precision / self.derived.relative[output];
            self.state.rivals.push([error, y - good].map(|error| error * error * scale));
        }
        observation.row(output, self);
        self.pass(&mut observation.room);
        self.learn(observation, output, error)
    }

    /// Steps 2 to 5 for an error e whose row is there, and its product with P.
    fn learn<M: Model<R, D, O>>(
        &mut self,
        observation: &mut Observation<'_, '_, M, R, D>,
        output: usize,
        error: R,
    ) -> Reading<R> {
        let settings = &self.settings;
        let derived = &self.derived;
        let age = if observation.aged { Pending::NOTHING } else { self.ageing() };
        let room = &mut observation.room;
        let unknown = age_image(room, &age);
        let relative = derived.relative[output];
        if !(error.is_finite() && unknown >= R::ZERO && unknown.is_finite()) {
            room.image.as_flattened_mut().fill(R::ZERO);
            room.velocity.fill(R::ZERO);
            return Reading::Refused(Refusal::NotFinite);
        }
        let channel = &mut self.state.channels[output];
        let (spread, doubt) = (relative + unknown, channel.doubt());
        let square = error * error * derived.precision / spread;
        if square > settings.outlier * settings.outlier * doubt {
            channel.outliers = channel.outliers.saturating_add(1);
            if channel.outliers < settings.outliers {
                room.image.as_flattened_mut().fill(R::ZERO);
                return Reading::Refused(Refusal::Outlier);
            }
        } else {
            channel.outliers = 0;
        }
        channel.excess += settings.excess_rate * (square.smaller(settings.excess_ceiling) - channel.excess);
        let innovation = Innovation { error, variance: derived.variance * doubt * spread };
        let doubtful = square > settings.doubt * settings.doubt * doubt;
        if unknown < settings.excitation * relative && !doubtful {
            room.image.as_flattened_mut().fill(R::ZERO);
            return Reading::Known(innovation);
        }
        let mut variance = relative;
        if doubtful {
            variance = relative * (square / doubt).sqrt() / settings.doubt;
        }
        let factor = R::ONE / (variance.larger(settings.floor * unknown) + unknown);
        self.state.pending = Pending { factor, ..age };
        self.step(observation, factor * error);
        Reading::Learnt(innovation)
    }

    /// P' = γ²P + (1−γ²)σ₀²(1 + a·max(ν−1, 0))I.
    pub(super) fn ageing(&self) -> Pending<R> {
        let excess = self.state.channels.iter().fold(R::ONE, |excess, channel| excess.larger(channel.excess));
        let added = self.derived.walk * (R::ONE + self.settings.haste * (excess - R::ONE));
        Pending { decay: self.derived.decay, added, factor: R::ZERO }
    }

    /// θ := w + ke, p := βp + ke, and the pull.
    fn step<M>(&self, observation: &mut Observation<'_, '_, M, R, D>, gain: R) {
        let first = !observation.aged;
        observation.aged = true;
        let room = &mut observation.room;
        let pull = if first { self.derived.pull } else { R::ZERO };
        let beta = if first { self.settings.momentum } else { R::ONE };
        let mut image = room.image.as_flattened().iter();
        let mut velocity = room.velocity.iter_mut();
        for span in self.active.spans(self.footprint.parameters) {
            let parameters = room.theta.iter_mut().zip(self.deployed).skip(span.start).take(span.len);
            for ((theta, deployed), image) in parameters.zip(&mut image) {
                let mut step = gain * *image;
                if let Some(velocity) = velocity.next() {
                    let kept = beta * *velocity;
                    *velocity = kept + step;
                    step += if first { kept } else { R::ZERO };
                }
                *theta += step + pull * (*deployed - *theta);
            }
        }
    }

    /// Whether the last good θ returns, or whether the present one is as good and takes its place.
    fn returns(&mut self, room: &mut Room<'_, R>) -> bool {
        let Some(rule) = self.settings.roll_back else { return false };
        let state = &mut self.state;
        let advantage: R = state.rivals.advantage();
        if advantage > rule.advantage {
            room.theta.copy_from_slice(room.good);
            room.velocity.fill(R::ZERO);
            room.image.as_flattened_mut().fill(R::ZERO);
            for channel in &mut state.channels {
                (channel.excess, channel.outliers) = (R::ONE, 0);
            }
            state.rivals = super::roll_back::Rivals::new();
            state.since = 0;
            state.counts.rolled_back = state.counts.rolled_back.saturating_add(1);
            self.state.pending = self.fresh();
            return true;
        }
        state.since = state.since.saturating_add(1);
        if state.since < rule.interval {
            return false;
        }
        let calm = state.channels.iter().all(|channel| channel.excess <= rule.calm && channel.outliers == 0);
        if calm && advantage <= R::ZERO {
            room.good.copy_from_slice(room.theta);
            state.rivals = super::roll_back::Rivals::new();
            state.since = 0;
        }
        false
    }
}

/// P'h = γ²Ph + qh into the image; returns hᵀP'h.
pub(super) fn age_image<R: Real>(room: &mut Room<'_, R>, age: &Pending<R>) -> R {
    let mut unknown = R::ZERO;
    let vectors = room.row.as_chunks::<4>().0.iter().zip(room.shared.as_chunks::<4>().0);
    for (image, (h, o)) in room.image.iter_mut().zip(vectors) {
        let (g, q) = (age.decay, age.added);
        *image = [g * o[0] + q * h[0], g * o[1] + q * h[1], g * o[2] + q * h[2], g * o[3] + q * h[3]];
        unknown = covariance::dot(unknown, image, h);
    }
    unknown
}
