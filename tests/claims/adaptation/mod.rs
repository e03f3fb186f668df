//! A sensor that drifts, and what follows it.

pub mod network;
pub mod peers;
pub mod scenario;

use ngd_core::adapt::{Active, Adapter, Limits, Settings};

pub use network::{NET, P, trained};
pub use scenario::{NOISE, Scenario, Stream};

/// One who follows a sensor.
pub trait Follower {
    /// u at x.
    fn value(&mut self, x: &[f32; 4]) -> f32;
    /// Learns that y was read at x.
    fn observe(&mut self, x: &[f32; 4], y: f32);
}

/// Root mean square of the predictions made before each observation, against the truth, over the second half; and the
/// largest single error. Infinite if a prediction is not finite.
pub fn errors(follower: &mut impl Follower, stream: &Stream) -> [f64; 2] {
    let (mut sum, mut worst, half) = (0.0, 0.0, stream.y.len() / 2);
    for (i, ((x, y), truth)) in stream.x.iter().zip(&stream.y).zip(&stream.truth).enumerate() {
        let error = (f64::from(follower.value(x)) - truth).abs();
        if !error.is_finite() {
            return [f64::INFINITY; 2];
        }
        worst = f64::max(worst, error);
        if i >= half {
            sum += error * error;
        }
        follower.observe(x, *y);
    }
    [(sum / (stream.y.len() - half) as f64).sqrt(), worst]
}

/// The adapter of the core with its memory.
pub struct Ours<'a> {
    pub adapter: Adapter<'a, f32, 4>,
    pub memory: Vec<f32>,
}

/// The defaults, with the limits that a stream has.
pub fn settings(stream: &Stream) -> Settings<f32, 4> {
    let limits = Limits { inputs: [[-10.0, 10.0]; 4], outputs: [stream.limits] };
    Settings::new([NOISE as f32], limits)
}

impl<'a> Ours<'a> {
    pub fn new(theta: &'a [f32], active: Active<'a>, settings: Settings<f32, 4>) -> Self {
        let mut adapter = Adapter::new(&NET, theta, active, settings).expect("the settings are in range");
        let mut memory = vec![0.0; adapter.footprint().words()];
        adapter.begin(&mut *memory).expect("the memory is large enough");
        Self { adapter, memory }
    }
}

impl Follower for Ours<'_> {
    fn value(&mut self, x: &[f32; 4]) -> f32 {
        let [value] = self.adapter.value(&NET, x, &mut *self.memory).expect("it has begun");
        value
    }

    fn observe(&mut self, x: &[f32; 4], y: f32) {
        let _ = self.adapter.observe(&NET, x, &[y], &mut *self.memory).expect("it has begun");
    }
}
