//! What a reading teaches: steps 2 to 5.

use super::covariance::{self, Pending};
use super::observation::Observation;
use super::room::Room;
use super::{Adapter, Innovation, Reading, Refusal};
use crate::{Model, Real};

impl<R: Real, const D: usize, const O: usize> Adapter<'_, R, D, O> {
    /// A reading with this error; the row is there.
    pub(super) fn learn<M: Model<R, D, O>>(
        &mut self,
        observation: &mut Observation<'_, '_, M, R, D>,
        output: usize,
        error: R,
    ) -> Reading<R> {
        let age = if observation.aged { Pending::NOTHING } else { self.ageing() };
        let room = &mut observation.room;
        let unknown = age.decay * self.project(room, age.added);
        let Self { settings, derived, state, .. } = self;
        let (Some(channel), Some(relative)) = (state.channels.get_mut(output), derived.relative.get(output))
        else {
            return Reading::Refused(Refusal::NotFinite);
        };
        if !(error.is_finite() && unknown >= R::ZERO && unknown.is_finite()) {
            room.forget_image();
            room.velocity.fill(R::ZERO);
            return Reading::Refused(Refusal::NotFinite);
        }
        let (spread, doubt) = (*relative + unknown, channel.doubt());
        let mut factor = R::ONE / spread;
        let square = error * error * derived.precision * factor;
        if square > settings.outlier * settings.outlier * doubt {
            channel.outliers = channel.outliers.saturating_add(1);
            if channel.outliers < settings.outliers {
                room.forget_image();
                return Reading::Refused(Refusal::Outlier);
            }
        } else {
            channel.outliers = 0;
        }
        channel.excess += settings.excess_rate * (square.smaller(settings.excess_ceiling) - channel.excess);
        let innovation = Innovation { error, variance: derived.variance * doubt * spread };
        let (doubtful, floor) = (square > settings.doubt * settings.doubt * doubt, settings.floor * unknown);
        if unknown < settings.excitation * *relative && !doubtful {
            room.forget_image();
            return Reading::Known(innovation);
        }
        if doubtful || floor > *relative {
            let weighted =
                if doubtful { *relative * (square / doubt).sqrt() / settings.doubt } else { *relative };
            factor = R::ONE / (weighted.larger(floor) + unknown);
        }
        // The image is P'h/γ².
        self.state.pending = Pending { factor: factor * age.decay * age.decay, ..age };
        self.step(room, factor * error * age.decay, !observation.aged);
        observation.aged = true;
        Reading::Learnt(innovation)
    }

    /// P' = γ²(P + qI) with q = (1−γ²)σ₀²(1 + a·max(ν−1, 0))/γ²; as it is said to a pass, added = γ²q.
    pub(super) fn ageing(&self) -> Pending<R> {
        let excess = self.state.channels.iter().fold(R::ONE, |excess, channel| excess.larger(channel.excess));
        let added = self.derived.walk * (R::ONE + self.settings.haste * (excess - R::ONE));
        Pending { decay: self.derived.decay, added, factor: R::ZERO }
    }

    /// Does what is pending; the image becomes (P + qI)h. Returns hᵀ(P + qI)h.
    pub(super) fn project(&mut self, room: &mut Room<'_, R>, added: R) -> R {
        self.pass(room, added * self.derived.growth);
        let mut unknown = R::ZERO;
        let vectors = room.row.as_chunks::<4>().0.iter().zip(room.shared.as_chunks::<4>().0);
        for (image, (h, o)) in room.image.iter_mut().zip(vectors) {
            let [a, b, c, d] = *o;
            unknown = covariance::dot(unknown, &[a, b, c, d], h);
            *image = [a, b, c, d];
        }
        unknown
    }

    /// θ := w + ke, p := βp + ke, and the pull of the first reading; k e is `gain` times the image.
    fn step(&self, room: &mut Room<'_, R>, gain: R, first: bool) {
        let derived = &self.derived;
        let beta = self.settings.momentum;
        let factors = match first {
            true => Factors { gain, pull: derived.pull, kept: beta, moved: beta },
            false => Factors { gain, pull: R::ZERO, kept: R::ONE, moved: R::ZERO },
        };
        let (mut image, mut velocity) = (room.image.as_flattened(), &mut *room.velocity);
        for span in self.active.spans(self.footprint.parameters) {
            let (Some(theta), Some(deployed), Some((steps, rest))) = (
                room.theta.get_mut(span.start..).and_then(|rest| rest.get_mut(..span.len)),
                self.deployed.get(span.start..).and_then(|rest| rest.get(..span.len)),
                image.split_at_checked(span.len),
            ) else {
                return;
            };
            image = rest;
            match core::mem::take(&mut velocity).split_at_mut_checked(span.len) {
                Some((p, rest)) => {
                    velocity = rest;
                    factors.follow_with_velocity([theta, p], [deployed, steps]);
                }
                None => factors.follow(theta, [deployed, steps]),
            }
        }
    }
}

/// Of a step.
struct Factors<R> {
    gain: R,
    /// Of θ₀ − θ.
    pull: R,
    /// Of the velocity, in the new one.
    kept: R,
    /// Of the velocity, in θ.
    moved: R,
}

impl<R: Real> Factors<R> {
    #[inline(always)]
    fn step(&self, theta: R, deployed: R, image: R) -> R {
        self.gain * image + self.pull * (deployed - theta)
    }

    #[inline(always)]
    fn accelerate(&self, [theta, velocity]: [&mut R; 2], [deployed, image]: [R; 2]) {
        *theta += self.moved * *velocity + self.step(*theta, deployed, image);
        *velocity = self.kept * *velocity + self.gain * image;
    }

    /// θ += gain·image + pull·(θ₀ − θ).
    fn follow(&self, theta: &mut [R], [deployed, image]: [&[R]; 2]) {
        let (theta, last) = theta.as_chunks_mut::<4>();
        let ((deployed, last_deployed), (image, last_image)) =
            (deployed.as_chunks::<4>(), image.as_chunks::<4>());
        for ((t, d), i) in theta.iter_mut().zip(deployed).zip(image) {
            t[0] += self.step(t[0], d[0], i[0]);
            t[1] += self.step(t[1], d[1], i[1]);
            t[2] += self.step(t[2], d[2], i[2]);
            t[3] += self.step(t[3], d[3], i[3]);
        }
        for ((t, d), i) in last.iter_mut().zip(last_deployed).zip(last_image) {
            *t += self.step(*t, *d, *i);
        }
    }

    /// The same, and p := kept·p + gain·image, θ += moved·p.
    fn follow_with_velocity(&self, [theta, velocity]: [&mut [R]; 2], [deployed, image]: [&[R]; 2]) {
        let ((theta, last), (velocity, last_velocity)) =
            (theta.as_chunks_mut::<4>(), velocity.as_chunks_mut::<4>());
        let ((deployed, last_deployed), (image, last_image)) =
            (deployed.as_chunks::<4>(), image.as_chunks::<4>());
        for (((t, p), d), i) in theta.iter_mut().zip(velocity).zip(deployed).zip(image) {
            self.accelerate([&mut t[0], &mut p[0]], [d[0], i[0]]);
            self.accelerate([&mut t[1], &mut p[1]], [d[1], i[1]]);
            self.accelerate([&mut t[2], &mut p[2]], [d[2], i[2]]);
            self.accelerate([&mut t[3], &mut p[3]], [d[3], i[3]]);
        }
        for (((t, p), d), i) in last.iter_mut().zip(last_velocity).zip(last_deployed).zip(last_image) {
            self.accelerate([t, p], [*d, *i]);
        }
    }
}
