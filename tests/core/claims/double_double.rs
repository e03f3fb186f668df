//! The oracle for double precision: numbers of 32 digits, each an unevaluated sum of two `f64`.

use std::ops::{Add, Div, Mul, Neg, Sub};

#[derive(Clone, Copy, Debug)]
pub struct DoubleDouble {
    high: f64,
    low: f64,
}

const ONE: DoubleDouble = DoubleDouble { high: 1.0, low: 0.0 };
const LN_2: [f64; 3] = [core::f64::consts::LN_2, 2.3190468138462996e-17, 5.707708438416212e-34];
const PI: [f64; 3] = [core::f64::consts::PI, 1.2246467991473532e-16, -2.9947698097183397e-33];

/// a + b, exactly.
fn sum(a: f64, b: f64) -> DoubleDouble {
    let high = a + b;
    let part = high - a;
    DoubleDouble { high, low: (a - (high - part)) + (b - part) }
}

/// a·b, exactly.
fn product(a: f64, b: f64) -> DoubleDouble {
    let halves = |x: f64| {
        let high = f64::from_bits(x.to_bits() & !0x7ff_ffff);
        (high, x - high)
    };
    let (high, (a1, a2), (b1, b2)) = (a * b, halves(a), halves(b));
    DoubleDouble { high, low: a2 * b2 - (((high - a1 * b1) - a2 * b1) - a1 * b2) }
}

impl From<f64> for DoubleDouble {
    fn from(high: f64) -> Self {
        Self { high, low: 0.0 }
    }
}

impl Add for DoubleDouble {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let (high, low) = (sum(self.high, other.high), sum(self.low, other.low));
        let first = sum(high.high, high.low + low.high);
        sum(first.high, first.low + low.low)
    }
}

impl Neg for DoubleDouble {
    type Output = Self;
    fn neg(self) -> Self {
        Self { high: -self.high, low: -self.low }
    }
}

impl Sub for DoubleDouble {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for DoubleDouble {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let leading = product(self.high, other.high);
        sum(leading.high, leading.low + (self.high * other.low + self.low * other.high))
    }
}

impl Div for DoubleDouble {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let first = Self::from(self.high / other.high);
        let rest = self - first * other;
        let second = Self::from(rest.high / other.high);
        let rest = rest - second * other;
        first + second + Self::from(rest.high / other.high)
    }
}

impl DoubleDouble {
    pub fn magnitude(self) -> f64 {
        self.high.abs()
    }

    /// |x − self|.
    pub fn distance(self, x: f64) -> f64 {
        ((x - self.high) - self.low).abs()
    }

    /// self − k·(a number in three parts), and k.
    fn reduced(self, unit: [f64; 3]) -> (Self, f64) {
        let k = (self.high / unit[0]).round();
        (unit.iter().fold(self, |rest, &part| rest - product(k, part)), k)
    }

    /// e^self, by Taylor's series of the eighth of the remainder.
    pub fn exp(self) -> Self {
        let (r, k) = self.reduced(LN_2);
        let r = r * Self::from(0.125);
        let series = (1..=18).rev().fold(ONE, |sum, n| ONE + r * sum / Self::from(f64::from(n)));
        let mut power = series;
        for _ in 0..3 {
            power = power * power;
        }
        let half = (k / 2.0).trunc();
        power * Self::from(half.exp2()) * Self::from((k - half).exp2())
    }

    /// ln(1 + self), by one step of Newton.
    pub fn ln_1p(self) -> Self {
        let guess = Self::from(self.high.ln_1p());
        // e^g − 1 − x loses everything for tiny x, where two terms of the series are enough.
        if self.high < 1e-17 {
            return self - self * self * Self::from(0.5);
        }
        guess + (ONE + self) * (-guess).exp() - ONE
    }

    /// [sin self, cos self], by Taylor's series of the remainder.
    pub fn sine_and_cosine(self) -> [Self; 2] {
        let (r, k) = self.reduced(PI);
        let y = r * r;
        let series = |first: f64| {
            (0..=16).rev().fold(ONE, |sum, n| {
                let n = first + 2.0 * f64::from(n);
                ONE - y * sum / Self::from(n * (n + 1.0))
            })
        };
        let sign = Self::from(if k % 2.0 == 0.0 { 1.0 } else { -1.0 });
        [sign * r * series(2.0), sign * series(1.0)]
    }
}
