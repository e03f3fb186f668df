//! What joins two arguments.

/// A sign between two arguments, or a function of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// a + b.
    Add,
    /// a − b.
    Subtract,
    /// a b.
    Multiply,
    /// a / b.
    Divide,
    /// aᵇ.
    Power,
    /// The smaller one.
    Min,
    /// The larger one.
    Max,
    /// 1 where a < b, else 0.
    Less,
    /// 1 where a ≤ b, else 0.
    LessEqual,
    /// 1 where a = b, else 0.
    Equal,
    /// 1 where a ≠ b, else 0.
    Unequal,
}

impl Operation {
    /// Whether the arguments may be exchanged without a change of one bit.
    pub(super) fn commutes(self) -> bool {
        matches!(self, Self::Add | Self::Multiply | Self::Equal | Self::Unequal)
    }

    /// Whether it is constant but for jumps.
    pub fn compares(self) -> bool {
        matches!(self, Self::Less | Self::LessEqual | Self::Equal | Self::Unequal)
    }

    /// The value.
    #[inline]
    pub fn value(self, a: f64, b: f64) -> f64 {
        let truth = |holds: bool| if holds { 1.0 } else { 0.0 };
        match self {
            Self::Add => a + b,
            Self::Subtract => a - b,
            Self::Multiply => a * b,
            Self::Divide => a / b,
            Self::Power => a.powf(b),
            Self::Min => {
                if a < b || a.is_nan() {
                    a
                } else {
                    b
                }
            }
            Self::Max => {
                if a > b || a.is_nan() {
                    a
                } else {
                    b
                }
            }
            Self::Less => truth(a < b),
            Self::LessEqual => truth(a <= b),
            Self::Equal => truth(a == b),
            Self::Unequal => truth(a != b),
        }
    }
}

/// xⁿ by multiplications, for the small n that equations have.
#[inline]
pub(super) fn whole_power(x: f64, n: i8) -> f64 {
    let (mut result, mut square, mut rest) = (1.0, x, n.unsigned_abs());
    loop {
        if rest & 1 == 1 {
            result *= square;
        }
        rest >>= 1;
        if rest == 0 {
            break;
        }
        square *= square;
    }
    if n < 0 { 1.0 / result } else { result }
}
