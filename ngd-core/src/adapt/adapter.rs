//! The adapter: what it is told, what it remembers besides its memory, and how it begins.

use super::channel::Channel;
use super::covariance::{self, Pending, Vectors};
use super::roll_back::Rivals;
use super::room::Room;
use super::{Active, AdaptError, Counts, Footprint, Settings};
use crate::{MemoryError, Model, Real};

/// Follows a sensor: one observation a call, constant work, no history. See [the module](super).
///
/// It holds settings and a few words of state; θ and P lie in memory that the caller owns and hands to every call.
#[derive(Clone, Debug)]
pub struct Adapter<'a, R, const D: usize, const O: usize = 1> {
    pub(super) settings: Settings<R, D, O>,
    pub(super) deployed: &'a [R],
    pub(super) active: Active<'a>,
    pub(super) footprint: Footprint,
    pub(super) derived: Derived<R, O>,
    pub(super) state: State<R, O>,
    pub(super) begun: bool,
    /// While this is set no reading is learnt from: the calibration valve is open, a door, the heater is on.
    pub hold: bool,
}

/// What follows from the settings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Derived<R, const O: usize> {
    /// σ², the mean over the outputs.
    pub variance: R,
    /// 1/σ².
    pub precision: R,
    /// The variance of each output's reading in units of σ²: 1 for a single one.
    pub relative: [R; O],
    /// γ².
    pub decay: R,
    /// 1/γ².
    pub growth: R,
    /// (1 − γ²)σ₀².
    pub walk: R,
    /// 1 − γ, or zero.
    pub pull: R,
}

impl<R: Real, const O: usize> Derived<R, O> {
    fn of<const D: usize>(settings: &Settings<R, D, O>) -> Self {
        let mut variance = R::ZERO;
        for noise in &settings.noise {
            variance += *noise * *noise;
        }
        variance = variance / R::of_count(O);
        let decay = R::ONE - settings.forgetting;
        // 1 − γ = (1 − γ²)/(1 + γ), without cancellation.
        let pull = settings.forgetting / (R::ONE + decay.sqrt());
        Self {
            variance,
            precision: R::ONE / variance,
            relative: settings.noise.map(|noise| noise * noise / variance),
            decay,
            growth: R::ONE / decay,
            walk: settings.forgetting * settings.prior,
            pull: if settings.pull { pull } else { R::ZERO },
        }
    }
}

/// What is remembered besides θ, P, the velocity and the last good θ.
#[derive(Clone, Debug)]
pub(super) struct State<R, const O: usize> {
    pub pending: Pending<R>,
    pub channels: [Channel<R>; O],
    pub rivals: Rivals,
    /// Observations since the present θ was last looked at.
    pub since: u16,
    pub counts: Counts,
}

impl<R: Real, const O: usize> State<R, O> {
    fn new() -> Self {
        Self {
            pending: Pending::NOTHING,
            channels: [Channel::new(); O],
            rivals: Rivals::new(),
            since: 0,
            counts: Counts::default(),
        }
    }
}

impl<'a, R: Real, const D: usize, const O: usize> Adapter<'a, R, D, O> {
    /// An adapter of a model with this deployed θ.
    ///
    /// Shapes: deployed P.
    ///
    /// # Errors
    /// [`AdaptError`] names what does not fit, or the setting that is out of its range.
    pub fn new<M: Model<R, D, O>>(
        model: &M,
        deployed: &'a [R],
        active: Active<'a>,
        settings: Settings<R, D, O>,
    ) -> Result<Self, AdaptError> {
        let (expected, found) = (model.parameters(), deployed.len());
        if expected != found {
            return Err(AdaptError::Parameters { expected, found });
        }
        if let Some(entry) = deployed.iter().position(|parameter| !parameter.is_finite()) {
            return Err(AdaptError::Theta(entry));
        }
        if !active.fits(expected) {
            return Err(AdaptError::Active);
        }
        settings.check()?;
        let footprint = Footprint::of_model(model, active, &settings);
        let derived = Derived::of(&settings);
        let state = State::new();
        Ok(Self { settings, deployed, active, footprint, derived, state, begun: false, hold: false })
    }

    /// Puts the deployed θ into the memory, and forgets everything else.
    ///
    /// # Errors
    /// [`AdaptError::Memory`] when it is too small.
    pub fn begin<W: AsMut<[R]> + ?Sized>(&mut self, memory: &mut W) -> Result<(), AdaptError> {
        let memory = memory.as_mut();
        self.carve(memory)?;
        memory.fill(R::ZERO);
        let room = self.carve(memory)?;
        for (to, from) in room.theta.iter_mut().zip(self.deployed) {
            *to = *from;
        }
        for (to, from) in room.good.iter_mut().zip(self.deployed) {
            *to = *from;
        }
        self.state = State::new();
        self.state.pending = self.fresh();
        self.begun = true;
        Ok(())
    }

    /// P := the covariance as deployed.
    pub(super) fn fresh(&self) -> Pending<R> {
        Pending { decay: R::ZERO, added: self.settings.start * self.settings.prior, factor: R::ZERO }
    }

    /// What the memory must hold.
    pub fn footprint(&self) -> Footprint {
        self.footprint
    }

    /// The settings.
    pub fn settings(&self) -> &Settings<R, D, O> {
        &self.settings
    }

    /// What became of the readings so far.
    pub fn counts(&self) -> Counts {
        self.state.counts
    }

    /// ν of each output: how much larger squared innovations are than expected, on the average of the last readings.
    pub fn excess(&self) -> [R; O] {
        self.state.channels.each_ref().map(|channel| channel.excess)
    }

    /// The present θ; empty if the memory is too small.
    pub fn theta<'m, W: AsRef<[R]> + ?Sized>(&self, memory: &'m W) -> &'m [R] {
        memory.as_ref().get(..self.footprint.parameters).unwrap_or_default()
    }

    /// The covariance σ̂²P of two active parameters, counted in the order of the spans: its root for twice the same one is
    /// that parameter's standard deviation.
    ///
    /// # Errors
    /// As [`observe`](Self::observe).
    pub fn covariance<W: AsMut<[R]> + ?Sized>(
        &mut self,
        [i, j]: [usize; 2],
        memory: &mut W,
    ) -> Result<Option<R>, AdaptError> {
        let mut room = self.room(memory.as_mut())?;
        self.settle(&mut room);
        let doubt = self.state.channels.iter().fold(R::ONE, |doubt, channel| doubt.larger(channel.excess));
        let entry = covariance::get(room.covariance, self.footprint.active, i, j);
        Ok(entry.map(|entry| self.derived.variance * doubt * entry))
    }

    /// Does what the last observation left to be done. It changes no bit of what follows.
    pub(super) fn settle(&mut self, room: &mut Room<'_, R>) {
        if self.state.pending == Pending::NOTHING {
            return;
        }
        room.row.fill(R::ZERO);
        self.pass(room, R::ZERO);
        room.forget_image();
    }

    /// (P + qI) h for the row, into what is shared; nothing is pending then.
    pub(super) fn pass(&mut self, room: &mut Room<'_, R>, added: R) {
        let vectors = Vectors {
            image: room.image,
            row: room.row.as_chunks().0,
            product: room.shared.as_chunks_mut().0,
            added,
        };
        covariance::pass(room.covariance, self.footprint.active, &self.state.pending, vectors);
        self.state.pending = Pending::NOTHING;
    }

    pub(super) fn room<'m>(&self, memory: &'m mut [R]) -> Result<Room<'m, R>, AdaptError> {
        if !self.begun {
            return Err(AdaptError::NotBegun);
        }
        self.carve(memory)
    }

    fn carve<'m>(&self, memory: &'m mut [R]) -> Result<Room<'m, R>, AdaptError> {
        let found = memory.len();
        let needed = || MemoryError { needed: self.footprint.words(), found };
        Room::carve(memory, &self.footprint).ok_or_else(needed).map_err(AdaptError::Memory)
    }
}
