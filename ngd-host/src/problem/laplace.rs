//! The equation of every Poisson and Laplace problem, in any dimension.

use ngd_core::{INTERIOR, Jet, Order, Problem, Real, Residual, Sample};

/// Δu + f = 0 inside and u − g = 0 on the boundary; f or g is the target of the sample.
#[derive(Clone, Copy, Debug)]
pub struct Laplace;

impl<R: Real, const D: usize> Problem<R, D, 1> for Laplace {
    fn order(&self) -> Order {
        Order::Second
    }

    fn linearize(&self, sample: &Sample<R, D, 1>, [u]: &[Jet<R, D>; 1], _: usize) -> Residual<R, D, 1> {
        let [data] = sample.target;
        if sample.kind != INTERIOR {
            return Residual::of_value(u.value - data);
        }
        let mut sum = u.second[0];
        for second in u.second.iter().skip(1) {
            sum += *second;
        }
        Residual::new(sum + data, [Jet { second: [R::ONE; D], ..Jet::ZERO }])
    }
}
