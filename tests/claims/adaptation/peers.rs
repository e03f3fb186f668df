//! What others do: each in single precision, all that is not finite let through, as their authors wrote them.

use super::Follower;
use super::network::{P, value_and_row};

/// The parameters of the last layer are the last ones.
const LAST: usize = 11;

/// No adaptation.
pub struct Unadapted(pub Vec<f32>);

/// θ += ηe h.
pub struct Sgd {
    pub theta: Vec<f32>,
    pub rate: f32,
}

/// Kingma, Ba (2015).
pub struct Adam {
    pub theta: Vec<f32>,
    pub rate: f32,
    moments: [Vec<f32>; 2],
    powers: [f32; 2],
}

/// Normalized least mean squares on the last layer.
pub struct Nlms {
    pub theta: Vec<f32>,
    pub rate: f32,
}

/// A Kalman filter on the last parameters: all of them, or recursive least squares on the last layer.
pub struct Kalman {
    pub theta: Vec<f32>,
    /// What every covariance is divided by.
    pub forgetting: f32,
    /// What is added to its diagonal, in units of σ².
    pub walk: f32,
    covariance: Vec<f32>,
    active: usize,
}

impl Adam {
    pub fn new(theta: Vec<f32>, rate: f32) -> Self {
        Self { theta, rate, moments: [vec![0.0; P], vec![0.0; P]], powers: [1.0; 2] }
    }
}

impl Kalman {
    pub fn extended(theta: Vec<f32>, forgetting: f32, walk: f32, start: f32) -> Self {
        Self::of(theta, P, forgetting, walk, start)
    }

    pub fn last_layer(theta: Vec<f32>, forgetting: f32, start: f32) -> Self {
        Self::of(theta, LAST, forgetting, 0.0, start)
    }

    fn of(theta: Vec<f32>, active: usize, forgetting: f32, walk: f32, start: f32) -> Self {
        let mut covariance = vec![0.0; active * active];
        covariance.iter_mut().step_by(active + 1).for_each(|entry| *entry = start);
        Self { theta, forgetting, walk, covariance, active }
    }
}

fn value(theta: &[f32], x: &[f32; 4]) -> f32 {
    value_and_row(theta, x, &mut [0.0; P])
}

impl Follower for Unadapted {
    fn value(&mut self, x: &[f32; 4]) -> f32 {
        value(&self.0, x)
    }

    fn observe(&mut self, _: &[f32; 4], _: f32) {}
}

impl Follower for Sgd {
    fn value(&mut self, x: &[f32; 4]) -> f32 {
        value(&self.theta, x)
    }

    fn observe(&mut self, x: &[f32; 4], y: f32) {
        let mut row = [0.0; P];
        let error = y - value_and_row(&self.theta, x, &mut row);
        self.theta.iter_mut().zip(row).for_each(|(theta, h)| *theta += self.rate * error * h);
    }
}

impl Follower for Adam {
    fn value(&mut self, x: &[f32; 4]) -> f32 {
        value(&self.theta, x)
    }

    fn observe(&mut self, x: &[f32; 4], y: f32) {
        let mut row = [0.0; P];
        let error = y - value_and_row(&self.theta, x, &mut row);
        let [first, second] = &mut self.moments;
        self.powers = [0.9 * self.powers[0], 0.999 * self.powers[1]];
        for ((theta, h), (m, v)) in self.theta.iter_mut().zip(row).zip(first.iter_mut().zip(second)) {
            let gradient = -error * h;
            *m = 0.9 * *m + 0.1 * gradient;
            *v = 0.999 * *v + 0.001 * gradient * gradient;
            let (m, v) = (*m / (1.0 - self.powers[0]), *v / (1.0 - self.powers[1]));
            *theta -= self.rate * m / (v.sqrt() + 1e-8);
        }
    }
}

impl Follower for Nlms {
    fn value(&mut self, x: &[f32; 4]) -> f32 {
        value(&self.theta, x)
    }

    fn observe(&mut self, x: &[f32; 4], y: f32) {
        let mut row = [0.0; P];
        let error = y - value_and_row(&self.theta, x, &mut row);
        let last = &row[P - LAST..];
        let norm: f32 = last.iter().map(|h| h * h).sum();
        let gain = self.rate * error / (1e-3 + norm);
        self.theta[P - LAST..].iter_mut().zip(last).for_each(|(theta, h)| *theta += gain * h);
    }
}

impl Follower for Kalman {
    fn value(&mut self, x: &[f32; 4]) -> f32 {
        value(&self.theta, x)
    }

    fn observe(&mut self, x: &[f32; 4], y: f32) {
        let n = self.active;
        let mut row = [0.0; P];
        let error = y - value_and_row(&self.theta, x, &mut row);
        let h = &row[P - n..];
        self.covariance.iter_mut().step_by(n + 1).for_each(|entry| *entry += self.walk);
        let image: Vec<f32> =
            self.covariance.chunks(n).map(|p| p.iter().zip(h).map(|(p, h)| p * h).sum()).collect();
        let unknown: f32 = image.iter().zip(h).map(|(p, h)| p * h).sum();
        let gain = 1.0 / (self.forgetting + unknown);
        for (p, a) in self.covariance.chunks_mut(n).zip(&image) {
            p.iter_mut().zip(&image).for_each(|(p, b)| *p = (*p - gain * a * b) / self.forgetting);
        }
        self.theta[P - n..].iter_mut().zip(&image).for_each(|(theta, p)| *theta += gain * error * p);
    }
}
