//! A model made of a plain function, its derivatives by differences: a first program in ten lines.

use super::{At, Model, differences};
use crate::{Jet, Order, Real};

/// The model u = f(θ, x) of a plain function.
///
/// Slow and rough: a row costs 4P evaluations of f for values, more by the number of derivatives, and is
/// accurate to about ε^⅘ for values (3e-13 in `f64`) and 1e-7 for second derivatives. Good for a first
/// try and as an oracle; write the model's own derivatives, checked by
/// [`check_model`](crate::check::check_model), for everything else.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Numeric<F> {
    /// P.
    pub parameters: usize,
    /// f(θ, x).
    pub function: F,
}

impl<F> Numeric<F> {
    /// The model of a function of (θ, x) with this number of parameters.
    pub const fn new(parameters: usize, function: F) -> Self {
        Self { parameters, function }
    }

    fn jet_at<R: Real, const D: usize, const O: usize>(&self, at: At<'_, R, D>) -> [Jet<R, D>; O]
    where
        F: Fn(&[R], &[R; D]) -> [R; O],
    {
        let mut jets = (self.function)(at.theta, at.point()).map(Jet::value);
        for (o, jet) in jets.iter_mut().enumerate() {
            for d in 0..D {
                let along = |x| {
                    let mut moved = *at.point();
                    moved[d] = x;
                    (self.function)(at.theta, &moved)[o]
                };
                if at.order >= Order::Gradient {
                    jet.gradient[d] = differences::first(at.point()[d], along);
                }
                if at.order >= Order::Second {
                    jet.second[d] = differences::second(at.point()[d], along);
                }
            }
        }
        jets
    }
}

impl<R: Real, F, const D: usize, const O: usize> Model<R, D, O> for Numeric<F>
where
    F: Fn(&[R], &[R; D]) -> [R; O],
{
    fn parameters(&self) -> usize {
        self.parameters
    }

    fn scratch(&self) -> usize {
        self.parameters
    }

    fn jet(&self, at: At<'_, R, D>, _scratch: &mut [R]) -> [Jet<R, D>; O] {
        self.jet_at(at)
    }

    fn pull_back(&self, at: At<'_, R, D>, cotangent: &[Jet<R, D>; O], scratch: &mut [R], row: &mut [R]) {
        let Some(moved) = scratch.get_mut(..at.theta.len()) else { return };
        moved.copy_from_slice(at.theta);
        row_by_differences(moved, row, |theta| {
            crate::jet::pairing(cotangent, &self.jet_at(At { theta, ..at }), at.order)
        });
    }
}

/// row_j = ∂f/∂θ_j; `theta` is moved and put back.
pub(crate) fn row_by_differences<R: Real>(theta: &mut [R], row: &mut [R], mut f: impl FnMut(&[R]) -> R) {
    for (j, entry) in row.iter_mut().enumerate().take(theta.len()) {
        let Some(&centre) = theta.get(j) else { return };
        *entry = differences::first(centre, |x| {
            if let Some(parameter) = theta.get_mut(j) {
                *parameter = x;
            }
            f(theta)
        });
        if let Some(parameter) = theta.get_mut(j) {
            *parameter = centre;
        }
    }
}
