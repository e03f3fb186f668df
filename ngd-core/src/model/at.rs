//! Where a model is asked for its jets.

use crate::Order;

/// Parameters, K points and the derivatives that are wanted there.
///
/// Shapes: theta P.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct At<'a, R, const D: usize, const K: usize = 1> {
    /// θ.
    pub theta: &'a [R],
    /// x of each point.
    pub points: &'a [[R; D]; K],
    /// The highest derivatives.
    pub order: Order,
}

impl<'a, R, const D: usize, const K: usize> At<'a, R, D, K> {
    /// At a block of points.
    pub const fn block(theta: &'a [R], points: &'a [[R; D]; K], order: Order) -> Self {
        Self { theta, points, order }
    }
}

impl<'a, R, const D: usize> At<'a, R, D> {
    /// At one point.
    pub const fn new(theta: &'a [R], point: &'a [R; D], order: Order) -> Self {
        Self { theta, points: core::array::from_ref(point), order }
    }

    /// The point.
    pub const fn point(&self) -> &'a [R; D] {
        let [point] = self.points;
        point
    }
}
