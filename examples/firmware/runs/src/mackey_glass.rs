//! The Mackey-Glass series, made on the device by additions, multiplications and divisions only: every
//! target makes the same numbers.

use ngd_core::Sample;

/// Integration steps per unit of time.
const STEPS: usize = 4;
/// τ = 17 in integration steps.
const DELAY: usize = 17 * STEPS;
/// Units of time between two inputs, and from the last input to the target.
const SPACING: usize = 6;
/// Inputs reach back 18 units of time, the target lies 6 ahead.
const PAST: usize = 3 * SPACING;
/// Units of time between two samples: 32 of them then see more than four turns of the attractor.
const EVERY: usize = 7;

/// x' = 0.2 x(t−17)/(1 + x(t−17)¹⁰) − 0.1 x with x(0) = 1.2 and x = 0 before, by the classical
/// Runge-Kutta method with step ¼. The delayed value in the middle of a step is the mean of its ends.
///
/// The tenth power is ((x²)²)²·x²: no library function takes part.
///
/// # Source
/// Mackey, Glass (1977), Science 197, 287.
#[derive(Clone, Debug)]
pub struct MackeyGlass {
    delayed: [f32; DELAY],
    oldest: usize,
    x: f32,
}

impl Default for MackeyGlass {
    fn default() -> Self {
        Self { delayed: [0.0; DELAY], oldest: 0, x: 1.2 }
    }
}

impl MackeyGlass {
    /// 0.2 d/(1 + d¹⁰), what the delayed value d feeds in.
    fn feed(d: f32) -> f32 {
        let square = d * d;
        let fourth = square * square;
        0.2 * d / (1.0 + fourth * fourth * square)
    }

    fn integrate(&mut self) {
        const H: f32 = 1.0 / STEPS as f32;
        let following = (self.oldest + 1) % DELAY;
        let [Some(begin), Some(end)] = [self.oldest, following].map(|i| self.delayed.get(i).copied()) else {
            return;
        };
        let [first, middle, last] = [begin, 0.5 * (begin + end), end].map(Self::feed);
        let x = self.x;
        let k1 = first - 0.1 * x;
        let k2 = middle - 0.1 * (x + 0.5 * H * k1);
        let k3 = middle - 0.1 * (x + 0.5 * H * k2);
        let k4 = last - 0.1 * (x + H * k3);
        if let Some(slot) = self.delayed.get_mut(self.oldest) {
            *slot = x;
        }
        self.oldest = following;
        self.x = x + H / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
    }

    /// x one unit of time later.
    pub fn next_value(&mut self) -> f32 {
        for _ in 0..STEPS {
            self.integrate();
        }
        self.x
    }
}

/// A sensor: x(t), x(t−6), … as inputs, x(t+6) as target, one sample every 7 units of time.
///
/// Inputs are 4(x − 0.9), which is about ±2; the target is x − 0.9, in the units of the series.
#[derive(Debug)]
pub struct Sensor<const D: usize> {
    series: MackeyGlass,
    /// x(t−18) … x(t+6), the oldest first.
    values: [f32; PAST + SPACING + 1],
}

impl<const D: usize> Sensor<D> {
    /// A sensor at time `start`; the first hundred units of the series depend on its unnatural past.
    pub fn starting_at(start: usize) -> Self {
        const { assert!(D >= 1 && D <= 4, "the sensor remembers four values") };
        let mut sensor = Self { series: MackeyGlass::default(), values: [0.0; PAST + SPACING + 1] };
        for _ in 0..start + SPACING {
            sensor.advance();
        }
        sensor
    }

    fn advance(&mut self) {
        self.values.copy_within(1.., 0);
        let [.., newest] = &mut self.values;
        *newest = self.series.next_value() - 0.9;
    }

    /// The next sample.
    pub fn read(&mut self) -> Sample<f32, D> {
        for _ in 0..EVERY {
            self.advance();
        }
        let (mut point, mut target) = ([0.0; D], 0.0);
        for (age, value) in (0..=PAST + SPACING).rev().zip(&self.values) {
            match age.checked_sub(SPACING) {
                None if age == 0 => target = *value,
                Some(age) if age % SPACING == 0 => {
                    if let Some(input) = point.get_mut(age / SPACING) {
                        *input = 4.0 * *value;
                    }
                }
                _ => {}
            }
        }
        Sample::measured(point, [target])
    }
}
