//! Linear models: an expansion in a basis. With them every method of this crate has a closed form.

use super::{At, Model};
use crate::{Jet, Order, Real};

/// Functions φ_0, φ_1, … of D inputs.
pub trait Basis<R: Real, const D: usize> {
    /// How many functions.
    fn functions(&self) -> usize;

    /// The jet of function `index` at a point, up to `order`; what lies above it is ignored.
    fn jet(&self, index: usize, point: &[R; D], order: Order) -> Jet<R, D>;
}

/// u_o = Σ_j θ_oj φ_j(x): O outputs in one basis.
///
/// Layout of θ: output by output, one coefficient per function.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Expansion<B> {
    /// The basis.
    pub basis: B,
}

impl<B> Expansion<B> {
    /// The expansion in a basis.
    pub const fn new(basis: B) -> Self {
        Self { basis }
    }
}

impl<R: Real, B: Basis<R, D>, const D: usize, const O: usize> Model<R, D, O> for Expansion<B> {
    fn parameters(&self) -> usize {
        O * self.basis.functions()
    }

    fn jet(&self, at: At<'_, R, D>, _scratch: &mut [R]) -> [Jet<R, D>; O] {
        let mut jets = [Jet::ZERO; O];
        let functions = self.basis.functions();
        for index in 0..functions {
            let phi = truncated(self.basis.jet(index, at.point(), at.order), at.order);
            for (o, jet) in jets.iter_mut().enumerate() {
                let coefficient = at.theta.get(o * functions + index).copied().unwrap_or(R::ZERO);
                jet.value += coefficient * phi.value;
                for d in 0..D {
                    jet.gradient[d] += coefficient * phi.gradient[d];
                    jet.second[d] += coefficient * phi.second[d];
                }
            }
        }
        jets
    }

    fn pull_back(&self, at: At<'_, R, D>, cotangent: &[Jet<R, D>; O], _scratch: &mut [R], row: &mut [R]) {
        let functions = self.basis.functions();
        for index in 0..functions {
            let phi = truncated(self.basis.jet(index, at.point(), at.order), at.order);
            for (o, c) in cotangent.iter().enumerate() {
                if let Some(entry) = row.get_mut(o * functions + index) {
                    *entry = c.dot(&phi);
                }
            }
        }
    }
}

fn truncated<R: Real, const D: usize>(mut jet: Jet<R, D>, order: Order) -> Jet<R, D> {
    if order < Order::Gradient {
        jet.gradient = [R::ZERO; D];
    }
    if order < Order::Second {
        jet.second = [R::ZERO; D];
    }
    jet
}

/// A basis given by a function of (index, point).
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Functions<F> {
    /// How many functions.
    pub count: usize,
    /// The jet of function `index` at a point.
    pub jet: F,
}

impl<R: Real, const D: usize, F: Fn(usize, &[R; D]) -> Jet<R, D>> Basis<R, D> for Functions<F> {
    fn functions(&self) -> usize {
        self.count
    }

    fn jet(&self, index: usize, point: &[R; D], _order: Order) -> Jet<R, D> {
        (self.jet)(index, point)
    }
}

/// 1, x, x², … up to a degree, in one variable.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Monomials {
    /// The highest power.
    pub degree: usize,
}

impl<R: Real> Basis<R, 1> for Monomials {
    fn functions(&self) -> usize {
        self.degree + 1
    }

    fn jet(&self, index: usize, point: &[R; 1], _order: Order) -> Jet<R, 1> {
        let [x] = *point;
        let (mut value, mut first, mut second) = (R::ONE, R::ZERO, R::ZERO);
        for _ in 0..index {
            second = x * second + first + first;
            first = x * first + value;
            value *= x;
        }
        Jet { value, gradient: [first], second: [second] }
    }
}
