//! Numbers that carry one derivative.

use std::ops::{Add, Mul, Neg, Sub};

/// a + a′ε with ε² = 0.
#[derive(Clone, Copy, Debug, Default)]
pub struct Dual {
    /// a.
    pub value: f64,
    /// a′.
    pub slope: f64,
}

impl Dual {
    const fn chain(self, value: f64, derivative: f64) -> Self {
        Self { value, slope: derivative * self.slope }
    }

    /// e^self.
    pub fn exp(self) -> Self {
        let value = self.value.exp();
        self.chain(value, value)
    }

    /// sin self.
    pub fn sin(self) -> Self {
        self.chain(self.value.sin(), self.value.cos())
    }

    /// cos self.
    pub fn cos(self) -> Self {
        self.chain(self.value.cos(), -self.value.sin())
    }

    /// √self.
    pub fn sqrt(self) -> Self {
        let value = self.value.sqrt();
        self.chain(value, 0.5 / value)
    }

    /// |self|.
    pub fn abs(self) -> Self {
        if self.value < 0.0 { -self } else { self }
    }

    /// self².
    pub fn square(self) -> Self {
        self * self
    }

    /// 1/self.
    pub fn recip(self) -> Self {
        let value = self.value.recip();
        self.chain(value, -value * value)
    }

    /// self^exponent for self ≥ 0.
    pub fn pow(self, exponent: Self) -> Self {
        if self.value == 0.0 {
            return Self::from(self.value.powf(exponent.value));
        }
        let (value, ln) = (self.value.powf(exponent.value), self.value.ln());
        let slope = value * (exponent.slope * ln + exponent.value * self.slope / self.value);
        Self { value, slope }
    }

    /// The angle of (x, self) with the axis x, from −¼ to ¾ of a turn, in turns.
    pub fn turns(self, x: Self) -> Self {
        let quarter = if self.value < 0.0 { -0.25 } else { 0.25 };
        let turn = 2.0 * std::f64::consts::PI;
        let value = match x.value {
            0.0 => quarter,
            x if x < 0.0 => (self.value / x).atan() / turn + 0.5,
            x => (self.value / x).atan() / turn,
        };
        let square = x.value * x.value + self.value * self.value;
        let slope = (x.value * self.slope - self.value * x.slope) / square / turn;
        Self { value, slope }
    }
}

impl From<f64> for Dual {
    fn from(value: f64) -> Self {
        Self { value, slope: 0.0 }
    }
}

impl Add for Dual {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { value: self.value + other.value, slope: self.slope + other.slope }
    }
}

impl Sub for Dual {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Neg for Dual {
    type Output = Self;
    fn neg(self) -> Self {
        Self { value: -self.value, slope: -self.slope }
    }
}

impl Mul for Dual {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self { value: self.value * other.value, slope: self.slope * other.value + self.value * other.slope }
    }
}

impl Add<f64> for Dual {
    type Output = Self;
    fn add(self, other: f64) -> Self {
        Self { value: self.value + other, ..self }
    }
}

impl Sub<f64> for Dual {
    type Output = Self;
    fn sub(self, other: f64) -> Self {
        self + -other
    }
}

impl Mul<Dual> for f64 {
    type Output = Dual;
    fn mul(self, other: Dual) -> Dual {
        Dual { value: self * other.value, slope: self * other.slope }
    }
}

impl Sub<Dual> for f64 {
    type Output = Dual;
    fn sub(self, other: Dual) -> Dual {
        -other + self
    }
}

impl std::iter::Sum for Dual {
    fn sum<I: Iterator<Item = Self>>(terms: I) -> Self {
        terms.fold(Self::default(), |sum, term| sum + term)
    }
}
