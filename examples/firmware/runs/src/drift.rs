//! A sensor whose gain grows by half and whose zero wanders, made by additions and multiplications only.

/// Observations of a run.
pub const LENGTH: u32 = 3000;
/// σ of a reading around the model: its noise, and room for the model's error.
pub const NOISE: f32 = 0.05;

/// The sensor, and four inputs that wander between ±1.5.
#[derive(Debug, Default)]
pub struct Drifting {
    x: [f32; 4],
    random: u32,
    number: u32,
}

/// What is read.
#[derive(Clone, Copy, Debug)]
pub struct Observation {
    /// The inputs.
    pub x: [f32; 4],
    /// The reading.
    pub y: f32,
    /// The reading without its noise, which no device knows.
    pub truth: f32,
}

impl Drifting {
    /// A linear congruence: uniform in [−½, ½).
    fn uniform(&mut self) -> f32 {
        self.random = self.random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.random >> 8) as f32 * (1.0 / 16_777_216.0) - 0.5
    }

    /// The next observation.
    pub fn read(&mut self) -> Observation {
        for i in 0..4 {
            let step = 0.6 * self.uniform();
            if let Some(x) = self.x.get_mut(i) {
                *x = 0.9 * *x + step;
            }
        }
        let t = self.number as f32 * (1.0 / LENGTH as f32);
        self.number = self.number.wrapping_add(1);
        let [a, b, c, d] = self.x;
        let truth = (1.0 + 0.5 * t) * (0.8 * a + 0.5 * b * c - 0.3 * d) + 0.3 * t;
        Observation { x: self.x, y: truth + 0.1 * self.uniform(), truth }
    }
}
