//! Residuals as formulas: numbers that carry their derivatives with respect to the jets along, so that an equation is
//! written once and its cotangents follow.

use core::ops::{Add, Div, Mul, Neg, Sub};

use super::Residual;
use crate::{Jet, Real};

impl<R: Real, const D: usize, const O: usize> Residual<R, D, O> {
    /// The entries of the jets as variables: value, gradient and second derivatives of every output, each with its own
    /// cotangent. What is computed from them by +, −, ×, ÷ and the functions below is a residual with its cotangents.
    ///
    /// Cost: O(1 + 2D) times that of the formula by itself. Where an equation is most of a step, write its cotangents
    /// by hand and check them by [`check_problem`](crate::check::check_problem).
    ///
    /// ```
    /// use ngd_core::{Jet, Problem, Residual, Sample};
    ///
    /// /// u_t + u u_x = 0.01 u_xx, in (t, x).
    /// struct Burgers;
    /// impl Problem<f64, 2, 1> for Burgers {
    ///     fn linearize(&self, _: &Sample<f64, 2>, jets: &[Jet<f64, 2>; 1], _: usize) -> Residual<f64, 2, 1> {
    ///         let [u] = Residual::variables(jets);
    ///         let ([u_t, u_x], [_, u_xx]) = (u.gradient, u.second);
    ///         u_t + u.value * u_x - u_xx * 0.01
    ///     }
    /// }
    /// ```
    #[inline(always)]
    pub fn variables(jets: &[Jet<R, D>; O]) -> [Jet<Self, D>; O] {
        let none = Self::constant(R::ZERO);
        let mut variables = [Jet { value: none, gradient: [none; D], second: [none; D] }; O];
        for (o, (variable, jet)) in variables.iter_mut().zip(jets).enumerate() {
            variable.value.residual = jet.value;
            variable.value.cotangent[o].value = R::ONE;
            for d in 0..D {
                variable.gradient[d].residual = jet.gradient[d];
                variable.gradient[d].cotangent[o].gradient[d] = R::ONE;
                variable.second[d].residual = jet.second[d];
                variable.second[d].cotangent[o].second[d] = R::ONE;
            }
        }
        variables
    }

    /// A number that depends on no jet.
    #[inline(always)]
    pub const fn constant(residual: R) -> Self {
        Self { residual, cotangent: [Jet::ZERO; O] }
    }

    /// f(self), given [f(r), f′(r)] by a function of r.
    pub fn compose(self, function: impl FnOnce(R) -> [R; 2]) -> Self {
        let [value, slope] = function(self.residual);
        self.linear(value, |c| slope * c)
    }

    /// self².
    pub fn squared(self) -> Self {
        self.compose(|r| [r * r, r + r])
    }

    /// √self.
    pub fn sqrt(self) -> Self {
        self.compose(|r| [r.sqrt(), R::HALF / r.sqrt()])
    }

    /// e^self.
    pub fn exp(self) -> Self {
        self.compose(|r| [r.exp(), r.exp()])
    }

    /// ln self.
    pub fn ln(self) -> Self {
        self.compose(|r| [r.ln(), R::ONE / r])
    }

    /// sin self.
    pub fn sin(self) -> Self {
        self.compose(|r| [r.sin(), r.cos()])
    }

    /// cos self.
    pub fn cos(self) -> Self {
        self.compose(|r| [r.cos(), -r.sin()])
    }

    /// This value, and every entry of the cotangents changed alike.
    #[inline(always)]
    fn linear(self, residual: R, change: impl Fn(R) -> R) -> Self {
        let cotangent = self.cotangent.map(|jet| Jet {
            value: change(jet.value),
            gradient: jet.gradient.map(&change),
            second: jet.second.map(&change),
        });
        Self { residual, cotangent }
    }

    #[inline(always)]
    fn product(self, other: &Self) -> Self {
        let (x, y) = (self.residual, other.residual);
        self.bilinear(other, x * y, |a, b| a * y + x * b)
    }

    #[inline(always)]
    fn quotient(self, other: &Self) -> Self {
        let (ratio, y) = (self.residual / other.residual, other.residual);
        self.bilinear(other, ratio, |a, b| (a - ratio * b) / y)
    }

    /// This value, and every pair of entries of two cotangents brought together.
    #[inline(always)]
    fn bilinear(mut self, other: &Self, residual: R, join: impl Fn(R, R) -> R) -> Self {
        self.residual = residual;
        for (a, b) in self.cotangent.iter_mut().zip(&other.cotangent) {
            a.value = join(a.value, b.value);
            for (a, b) in a.gradient.iter_mut().zip(b.gradient) {
                *a = join(*a, b);
            }
            for (a, b) in a.second.iter_mut().zip(b.second) {
                *a = join(*a, b);
            }
        }
        self
    }
}

impl<R: Real, const D: usize, const O: usize> Add for Residual<R, D, O> {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        self.bilinear(&other, self.residual + other.residual, |a, b| a + b)
    }
}

impl<R: Real, const D: usize, const O: usize> Sub for Residual<R, D, O> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        self.bilinear(&other, self.residual - other.residual, |a, b| a - b)
    }
}

impl<R: Real, const D: usize, const O: usize> Mul for Residual<R, D, O> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        self.product(&other)
    }
}

impl<R: Real, const D: usize, const O: usize> Div for Residual<R, D, O> {
    type Output = Self;
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        self.quotient(&other)
    }
}

impl<R: Real, const D: usize, const O: usize> Neg for Residual<R, D, O> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        self.linear(-self.residual, |c| -c)
    }
}

impl<R: Real, const D: usize, const O: usize> Add<R> for Residual<R, D, O> {
    type Output = Self;
    #[inline(always)]
    fn add(self, constant: R) -> Self {
        Self { residual: self.residual + constant, ..self }
    }
}

impl<R: Real, const D: usize, const O: usize> Sub<R> for Residual<R, D, O> {
    type Output = Self;
    #[inline(always)]
    fn sub(self, constant: R) -> Self {
        Self { residual: self.residual - constant, ..self }
    }
}

impl<R: Real, const D: usize, const O: usize> Mul<R> for Residual<R, D, O> {
    type Output = Self;
    #[inline(always)]
    fn mul(self, constant: R) -> Self {
        self.linear(self.residual * constant, |c| c * constant)
    }
}

impl<R: Real, const D: usize, const O: usize> Div<R> for Residual<R, D, O> {
    type Output = Self;
    #[inline(always)]
    fn div(self, constant: R) -> Self {
        self.linear(self.residual / constant, |c| c / constant)
    }
}
