//! Predictions and their deviations.

use super::observation::Observation;
use super::{AdaptError, Adapter};
use crate::{Model, Real};

/// What the model says of one output.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Prediction<R> {
    /// u, at θ + βp.
    pub value: R,
    /// σ̂²(s² − 1), the variance of u by that of θ.
    pub variance: R,
    /// σ̂²s², that of a reading.
    pub variance_of_reading: R,
}

impl<R: Real> Prediction<R> {
    /// The standard deviation of u.
    pub fn deviation(&self) -> R {
        self.variance.sqrt()
    }

    /// The standard deviation of a reading.
    pub fn deviation_of_reading(&self) -> R {
        self.variance_of_reading.sqrt()
    }
}

impl<R: Real, const D: usize, const O: usize> Adapter<'_, R, D, O> {
    /// What the model predicts at x, and how well it is known. Nothing that follows changes by a bit.
    ///
    /// Cost: as [`observe`](Self::observe).
    ///
    /// # Errors
    /// As [`observe`](Self::observe).
    pub fn predict<M, W>(
        &mut self,
        model: &M,
        x: &[R; D],
        memory: &mut W,
    ) -> Result<[Prediction<R>; O], AdaptError>
    where
        M: Model<R, D, O>,
        W: AsMut<[R]> + ?Sized,
    {
        let mut room = self.room(memory.as_mut())?;
        self.look_ahead(&mut room);
        let mut observation =
            Observation { model, x, parameters: self.footprint.parameters, room, aged: false };
        let values = observation.values::<O>();
        let age = self.ageing();
        let mut predictions =
            values.map(|value| Prediction { value, variance: R::ZERO, variance_of_reading: R::ZERO });
        for (o, prediction) in predictions.iter_mut().enumerate() {
            if o > 0 {
                // The products of the outputs before have taken the scratch.
                let _: [R; O] = observation.values();
            }
            observation.row(o, self);
            let unknown = age.decay * self.project(&mut observation.room, age.added);
            observation.room.forget_image();
            let (doubt, relative) = match (self.state.channels.get(o), self.derived.relative.get(o)) {
                (Some(channel), Some(relative)) => (channel.doubt(), *relative),
                _ => continue,
            };
            let scale = self.derived.variance * doubt;
            prediction.variance = scale * unknown;
            prediction.variance_of_reading = scale * (relative + unknown);
        }
        Ok(predictions)
    }

    /// What the model predicts at x: one forward pass.
    ///
    /// # Errors
    /// As [`observe`](Self::observe).
    pub fn value<M, W>(&self, model: &M, x: &[R; D], memory: &mut W) -> Result<[R; O], AdaptError>
    where
        M: Model<R, D, O>,
        W: AsMut<[R]> + ?Sized,
    {
        let mut room = self.room(memory.as_mut())?;
        self.look_ahead(&mut room);
        Ok(Observation { model, x, parameters: self.footprint.parameters, room, aged: false }.values())
    }
}
