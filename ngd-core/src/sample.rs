//! Where the equations are asked for.

use crate::Real;

/// Tag of a point inside the domain, by convention.
pub const INTERIOR: u16 = 0;
/// Tag of a point on the boundary, by convention.
pub const BOUNDARY: u16 = 1;

/// A point, its quadrature weight, which equation holds there and what data belong to it.
///
/// Shapes: `point` D, `target` O.   Assumes: `weight` ≥ 0; it enters the Gram matrix once, so a row is
/// scaled by √weight.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Sample<R, const D: usize, const O: usize = 1> {
    /// x.
    pub point: [R; D],
    /// Data of the equations at x, one number per output: a measurement, a source term, a boundary value.
    pub target: [R; O],
    /// w, the quadrature weight.
    pub weight: R,
    /// Which equation: [`INTERIOR`], [`BOUNDARY`] or a problem's own.
    pub kind: u16,
}

impl<R: Real, const D: usize, const O: usize> Sample<R, D, O> {
    /// A sample whose data are zero.
    pub const fn new(point: [R; D], weight: R, kind: u16) -> Self {
        Self { point, target: [R::ZERO; O], weight, kind }
    }

    /// A measurement `target` at `point`, weight one.
    pub const fn measured(point: [R; D], target: [R; O]) -> Self {
        Self { point, target, weight: R::ONE, kind: INTERIOR }
    }

    /// The same sample with other data.
    pub const fn with_target(mut self, target: [R; O]) -> Self {
        self.target = target;
        self
    }
}
