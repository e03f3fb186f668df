//! The names of sections, and the number type of a blob.

use core::fmt;

use crate::Real;

/// What a section holds. From 0x8000 on tags are yours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Tag(pub u16);

macro_rules! tags {
    ($($(#[$doc:meta])* $tag:ident = $number:literal, $name:literal;)*) => {
        impl Tag {
            $($(#[$doc])* pub const $tag: Self = Self($number);)*

            const fn name(self) -> Option<&'static str> {
                match self.0 {
                    $($number => Some($name),)*
                    _ => None,
                }
            }
        }
    };
}

tags! {
    /// A [`Shape`](super::Shape).
    SHAPE = 1, "shape";
    /// Names of the inputs.
    INPUT_NAMES = 2, "input names";
    /// Names of the outputs, or of the classes.
    OUTPUT_NAMES = 3, "output names";
    /// Mean and scale of each input.
    INPUT_SCALING = 4, "input scaling";
    /// Mean and scale of each output.
    OUTPUT_SCALING = 5, "output scaling";
    /// Lowest and highest value of each input.
    DOMAIN = 6, "domain";
    /// Features of the inputs.
    FEATURES = 7, "features";
    /// θ.
    THETA = 8, "theta";
    /// Counts.
    COUNTERS = 9, "counters";
    /// The last step.
    VELOCITY = 10, "velocity";
    /// Covariance of θ, the lower triangle row by row.
    COVARIANCE = 11, "covariance";
    /// θ as deployed.
    DEPLOYED = 12, "deployed theta";
    /// σ of each output.
    NOISE = 13, "noise";
    /// Values or classes.
    LIKELIHOOD = 14, "likelihood";
    /// The state of an adapter.
    ADAPTER = 16, "adapter";
    /// The state of an optimizer.
    OPTIMIZER = 17, "optimizer";
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "section \"{name}\""),
            None => write!(f, "section {}", self.0),
        }
    }
}

/// The type of every number in a blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Scalar {
    /// `f32`.
    Single,
    /// `f64`.
    Double,
}

impl Scalar {
    /// That of R.
    pub const fn of<R: Real>() -> Self {
        if size_of::<R>() == 4 { Self::Single } else { Self::Double }
    }

    /// Bytes of a number.
    pub const fn bytes(self) -> usize {
        match self {
            Self::Single => 4,
            Self::Double => 8,
        }
    }

    pub(super) const fn from_code(code: u8) -> Option<Self> {
        match code {
            4 => Some(Self::Single),
            8 => Some(Self::Double),
            _ => None,
        }
    }
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Single => "f32",
            Self::Double => "f64",
        })
    }
}
