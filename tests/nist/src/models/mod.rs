//! The functions that NIST asks to be fitted, one family a file: value and derivatives by hand.
//!
//! What the value and the derivatives share (an exponential, a denominator) is kept in the scratch.

mod arrhenius;
mod decay;
mod gaussian;
mod growth;
mod oscillation;
mod power;
mod rational;
mod saturation;

pub use arrhenius::{Breakdown, Resistance};
pub use decay::{ScaledDecay, ThreeDecays};
pub use gaussian::{Peak, TwoPeaks};
pub use growth::Richards;
pub use oscillation::ThreeCycles;
pub use power::{Power, ShiftedPower};
pub use rational::{CubicOverCubic, QuadraticOverQuadratic};
pub use saturation::{Exponential, InverseRoot, InverseSquare};
