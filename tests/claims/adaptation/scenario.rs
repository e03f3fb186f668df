//! Streams of 4000 observations of a sensor that drifts, steps, stands still, sticks, saturates or lies.

use ngd_core::model::SplitMix64;

pub const NOISE: f64 = 0.01;
pub const LENGTH: usize = 4000;

/// What happens to the sensor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scenario {
    NoDrift,
    Gain,
    Swing,
    Exchanged,
    Stretch,
    StandsStill,
    Outliers,
    Stuck,
    NotFinite,
    Saturated,
}

use Scenario::*;

impl Scenario {
    pub const ALL: [Self; 10] =
        [NoDrift, Gain, Swing, Exchanged, Stretch, StandsStill, Outliers, Stuck, NotFinite, Saturated];
}

/// What comes in, and what is true.
#[derive(Clone, Debug)]
pub struct Stream {
    pub x: Vec<[f32; 4]>,
    pub y: Vec<f32>,
    pub truth: Vec<f64>,
    pub limits: [f32; 2],
}

pub fn relation(x: &[f64; 4]) -> f64 {
    0.8 * (1.5 * x[0]).sin() + 0.5 * x[1] * x[2] + 0.3 * (2.0 * x[3]).tanh() + 0.2 * x[0] * x[0]
}

/// An autoregressive walk of four inputs, within ±1.5.
pub fn inputs(count: usize, random: &mut SplitMix64, memory: f64) -> Vec<[f64; 4]> {
    let mut state: [f64; 4] = std::array::from_fn(|_| 0.5 * random.normal::<f64>());
    let step = 0.6 * (1.0 - memory * memory).sqrt();
    let mut next = || {
        state = state.map(|s| memory * s + step * random.normal::<f64>());
        state.map(|s| s.clamp(-1.5, 1.5))
    };
    (0..count).map(|_| next()).collect()
}

impl Stream {
    pub fn new(scenario: Scenario, seed: u64) -> Self {
        Self::of_length(scenario, seed, LENGTH)
    }

    pub fn of_length(scenario: Scenario, seed: u64, length: usize) -> Self {
        let mut random = SplitMix64::new(1_000_000 + seed);
        let mut x = inputs(length, &mut random, 0.9);
        let half = length / 2;
        let still = 500..500 + half;
        if scenario == StandsStill {
            let there = x[500];
            x[still.clone()].fill(there);
        }
        let truth: Vec<f64> = x.iter().enumerate().map(|(i, x)| truth(scenario, i, length, x)).collect();
        let mut y: Vec<f64> = truth.iter().map(|truth| truth + NOISE * random.normal::<f64>()).collect();
        match scenario {
            Outliers => {
                for y in &mut y {
                    if random.uniform::<f64>() < 0.01 {
                        *y += if random.uniform::<f64>() < 0.5 { 10.0 } else { -10.0 };
                    }
                }
            }
            Stuck => {
                let there = y[1500];
                y[1500..1900].fill(there);
            }
            NotFinite => {
                y[1500..1520].fill(f64::NAN);
                y[2500] = f64::INFINITY;
            }
            Saturated => y.iter_mut().for_each(|y| *y = y.min(0.6)),
            _ => {}
        }
        let upper = if scenario == Saturated { 0.5999 } else { f32::INFINITY };
        Self {
            x: x.iter().map(|x| x.map(|x| x as f32)).collect(),
            y: y.iter().map(|y| *y as f32).collect(),
            truth,
            limits: [f32::NEG_INFINITY, upper],
        }
    }
}

fn truth(scenario: Scenario, i: usize, length: usize, x: &[f64; 4]) -> f64 {
    let t = i as f64 / length as f64;
    match scenario {
        NoDrift => relation(x),
        Gain | Outliers | Stuck | NotFinite | Saturated => relation(x) * (1.0 + 0.5 * t),
        Swing => relation(x) * (1.0 + 0.5 * (2.0 * std::f64::consts::PI * t).sin()) + 0.5 * t,
        Exchanged if i < 800 => relation(x),
        Exchanged => 0.7 * relation(x) + 0.3 + 0.3 * x[0] * x[1],
        Stretch => {
            let rates = [0.4, -0.3, 0.3, 0.2];
            relation(&std::array::from_fn(|d| x[d] * (1.0 + t * rates[d])))
        }
        StandsStill if i < 500 + length / 2 => relation(x),
        StandsStill => 1.3 * relation(x),
    }
}
