//! The jet of a function at a point: all that an equation may know of a model.

use crate::Real;

/// How many derivatives of the model a problem asks for. A sensor's model must not pay for a Laplacian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Order {
    /// u alone.
    Value,
    /// u and ∂u/∂x_i.
    Gradient,
    /// u, ∂u/∂x_i and ∂²u/∂x_i².
    Second,
}

impl Order {
    /// The higher of two orders: what serves both.
    pub const fn max(self, other: Self) -> Self {
        if self as u8 >= other as u8 { self } else { other }
    }
}

/// Value, gradient and pure second derivatives of one output at one point, unscaled; or, as a
/// *cotangent*, the derivatives of a residual with respect to these.
///
/// Shapes: `gradient` and `second` D, along the axes. Entries above the requested [`Order`] are zero.
/// `T` is a [`Real`], or `[R; K]` for a block of K points.
///
/// Derivatives are taken along directions, the axes by default. A mixed derivative is no new case:
/// ∂xy = ¼(∂²_{x+y} − ∂²_{x−y}), two pure ones along other directions; models keep the one place
/// where the axes enter (the first layer of [`Mlp`](crate::Mlp)) apart for that.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Jet<T, const D: usize> {
    /// u.
    pub value: T,
    /// ∂u/∂x_i.
    pub gradient: [T; D],
    /// ∂²u/∂x_i².
    pub second: [T; D],
}

impl<R: Real, const D: usize> Jet<R, D> {
    /// All zero.
    pub const ZERO: Self = Self { value: R::ZERO, gradient: [R::ZERO; D], second: [R::ZERO; D] };

    /// Only a value; as a cotangent, ∂r/∂u = `value`.
    pub fn value(value: R) -> Self {
        Self { value, ..Self::ZERO }
    }

    /// Only ∂u/∂x_axis; as a cotangent, the derivative with respect to it. An axis that the point does
    /// not have leaves the jet zero.
    pub fn gradient(axis: usize, value: R) -> Self {
        let mut jet = Self::ZERO;
        if let Some(entry) = jet.gradient.get_mut(axis) {
            *entry = value;
        }
        jet
    }

    /// Only ∂²u/∂x_axis²; as a cotangent, the derivative with respect to it. An axis that the point
    /// does not have leaves the jet zero.
    pub fn second(axis: usize, value: R) -> Self {
        let mut jet = Self::ZERO;
        if let Some(entry) = jet.second.get_mut(axis) {
            *entry = value;
        }
        jet
    }

    /// ⟨self, other⟩: a cotangent applied to the change of a jet.
    pub fn dot(&self, other: &Self) -> R {
        let mut sum = self.value * other.value;
        for (a, b) in self.gradient.iter().zip(&other.gradient) {
            sum += *a * *b;
        }
        for (a, b) in self.second.iter().zip(&other.second) {
            sum += *a * *b;
        }
        sum
    }

    /// self − other, entry by entry.
    pub fn minus(&self, other: &Self) -> Self {
        let mut difference = *self;
        difference.value -= other.value;
        for (a, b) in difference.gradient.iter_mut().zip(&other.gradient) {
            *a -= *b;
        }
        for (a, b) in difference.second.iter_mut().zip(&other.second) {
            *a -= *b;
        }
        difference
    }
}

impl<R: Real, const D: usize, const K: usize> Jet<[R; K], D> {
    /// All zero.
    pub const ZEROS: Self =
        Self { value: [R::ZERO; K], gradient: [[R::ZERO; K]; D], second: [[R::ZERO; K]; D] };

    /// The jet of point `k` of a block; zero if the block has no such point.
    #[inline(always)]
    pub fn point(&self, k: usize) -> Jet<R, D> {
        self.point_up_to(Order::Second, k)
    }

    /// [`point`](Self::point), zero above an order: what is known to be zero is not looked at.
    #[inline(always)]
    pub(crate) fn point_up_to(&self, order: Order, k: usize) -> Jet<R, D> {
        let at = |lane: &[R; K]| lane.get(k).copied().unwrap_or(R::ZERO);
        let mut jet = Jet::value(at(&self.value));
        if order >= Order::Gradient {
            jet.gradient = core::array::from_fn(|d| at(&self.gradient[d]));
        }
        if order >= Order::Second {
            jet.second = core::array::from_fn(|d| at(&self.second[d]));
        }
        jet
    }

    /// Sets the jet of point `k` of a block up to an order, if the block has it.
    #[inline(always)]
    pub(crate) fn set_point_up_to(&mut self, order: Order, k: usize, jet: &Jet<R, D>) {
        let put = |lane: &mut [R; K], value| {
            if let Some(entry) = lane.get_mut(k) {
                *entry = value;
            }
        };
        put(&mut self.value, jet.value);
        if order >= Order::Gradient {
            for (lane, value) in self.gradient.iter_mut().zip(jet.gradient) {
                put(lane, value);
            }
        }
        if order >= Order::Second {
            for (lane, value) in self.second.iter_mut().zip(jet.second) {
                put(lane, value);
            }
        }
    }

    /// Sets the jet of point `k` of a block, if the block has it.
    #[inline(always)]
    pub fn set_point(&mut self, k: usize, jet: &Jet<R, D>) {
        self.set_point_up_to(Order::Second, k, jet);
    }
}

/// ⟨c, j⟩ summed over the outputs, of jets that are zero above an order.
#[inline(always)]
pub(crate) fn pairing<R: Real, const D: usize, const O: usize>(
    cotangent: &[Jet<R, D>; O],
    jets: &[Jet<R, D>; O],
    order: Order,
) -> R {
    let mut sum = R::ZERO;
    for (c, j) in cotangent.iter().zip(jets) {
        sum += if order == Order::Value { c.value * j.value } else { c.dot(j) };
    }
    sum
}
