//! Derivative checkers: compare what a model or a problem claims with differences of what it computes.

mod energy;

pub use energy::check_energy;

use crate::jet::pairing;
use crate::model::{SplitMix64, differences, row_by_differences};
use crate::{At, Jet, Model, Order, Problem, Real, Sample};

/// The largest disagreements found, each |claimed − difference| / max(1, |difference|).
///
/// Differences are themselves accurate to about 1e-11 in `f64` and 1e-4 in `f32`; NaN if anything was.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Discrepancy<R> {
    /// Of the gradient and the second derivatives of a jet, or of a residual's cotangent.
    pub jet: R,
    /// Of the rows of the Jacobian.
    pub row: R,
    /// Of the push-forward against the rows.
    pub push_forward: R,
    /// The parameter whose row entry is worst.
    pub parameter: usize,
}

impl<R: Real> Discrepancy<R> {
    const NONE: Self = Self { jet: R::ZERO, row: R::ZERO, push_forward: R::ZERO, parameter: 0 };

    /// The largest of all; NaN if one is.
    pub fn largest(&self) -> R {
        worse(worse(self.jet, self.row), self.push_forward)
    }
}

/// The larger of both, where NaN is larger than everything.
fn worse<R: Real>(a: R, b: R) -> R {
    if a >= b || a.partial_cmp(&a).is_none() { a } else { b }
}

fn disagreement<R: Real>(claimed: R, difference: R) -> R {
    (claimed - difference).abs() / difference.abs().larger(R::ONE)
}

/// Words of work memory for [`check_model`].
pub fn check_words<R: Real, M: Model<R, D, O>, const D: usize, const O: usize>(
    model: &M,
    order: Order,
) -> usize {
    3 * model.parameters() + model.scratch().max(model.block_scratch(order, 1))
}

/// Compares jets with differences in x, rows with differences in θ, and the push-forward with the rows.
///
/// Shapes: work [`check_words`]; `None` if either is too short.
pub fn check_model<R: Real, M: Model<R, D, O>, const D: usize, const O: usize>(
    model: &M,
    at: At<'_, R, D>,
    work: &mut [R],
) -> Option<Discrepancy<R>> {
    let parameters = model.parameters();
    let theta = at.theta.get(..parameters)?;
    let at = At { theta, ..at };
    let (moved, rest) = work.split_at_mut_checked(parameters)?;
    let (row, rest) = rest.split_at_mut_checked(parameters)?;
    let (numeric, scratch) = rest.split_at_mut_checked(parameters)?;
    let mut found = Discrepancy { jet: jet_discrepancy(model, at, scratch), ..Discrepancy::NONE };

    let mut random = SplitMix64::new(parameters as u64);
    let cotangent: [Jet<R, D>; O] = core::array::from_fn(|_| random_cotangent(at.order, &mut random));
    model.jet(at, scratch);
    model.pull_back(at, &cotangent, scratch, row);
    moved.copy_from_slice(theta);
    row_by_differences(moved, numeric, |theta| {
        pairing(&cotangent, &model.jet(At { theta, ..at }, scratch), at.order)
    });
    for (j, (claimed, difference)) in row.iter().zip(numeric.iter()).enumerate() {
        let size = disagreement(*claimed, *difference);
        if worse(size, found.row) != found.row {
            found.row = size;
            found.parameter = j;
        }
    }

    let along = moved;
    along.iter_mut().for_each(|entry| *entry = random.uniform::<R>() - R::HALF);
    let mut expected = R::ZERO;
    for (entry, x) in row.iter().zip(along.iter()) {
        expected += *entry * *x;
    }
    model.jets(at, scratch);
    let change = model.push_forwards(at, along, scratch, numeric.as_chunks_mut::<1>().0);
    let change = change.each_ref().map(|lanes| lanes.point(0));
    found.push_forward = disagreement(pairing(&cotangent, &change, at.order), expected);
    Some(found)
}

/// The gradient against differences of the value, second derivatives against differences of the gradient.
fn jet_discrepancy<R: Real, M: Model<R, D, O>, const D: usize, const O: usize>(
    model: &M,
    at: At<'_, R, D>,
    scratch: &mut [R],
) -> R {
    let claimed = model.jet(at, scratch);
    let mut largest = R::ZERO;
    for (o, jet) in claimed.iter().enumerate() {
        for d in 0..D {
            let mut along = |pick: fn(&Jet<R, D>, usize) -> R| {
                differences::first(at.point()[d], |x| {
                    let mut moved = *at.point();
                    moved[d] = x;
                    pick(&model.jet(At::new(at.theta, &moved, at.order), scratch)[o], d)
                })
            };
            if at.order >= Order::Gradient {
                largest = worse(disagreement(jet.gradient[d], along(|jet, _| jet.value)), largest);
            }
            if at.order >= Order::Second {
                largest = worse(disagreement(jet.second[d], along(|jet, d| jet.gradient[d])), largest);
            }
        }
    }
    largest
}

fn random_cotangent<R: Real, const D: usize>(order: Order, random: &mut SplitMix64) -> Jet<R, D> {
    let mut draw = || random.uniform::<R>() - R::HALF;
    let mut cotangent = Jet::value(draw());
    for d in 0..D {
        if order >= Order::Gradient {
            cotangent.gradient[d] = draw();
        }
        if order >= Order::Second {
            cotangent.second[d] = draw();
        }
    }
    cotangent
}

/// Compares the cotangents of all residuals of a problem at a sample with differences in the jets.
pub fn check_problem<R: Real, Q: Problem<R, D, O>, const D: usize, const O: usize>(
    problem: &Q,
    sample: &Sample<R, D, O>,
    jets: &[Jet<R, D>; O],
) -> Discrepancy<R> {
    let mut found = Discrepancy::NONE;
    for which in 0..problem.residuals() {
        let claimed = problem.linearize(sample, jets, which).cotangent;
        let mut along = |o: usize, claimed: R, entry: fn(&mut Jet<R, D>, usize) -> &mut R, d: usize| {
            let mut moved = *jets;
            let centre = *entry(&mut moved[o], d);
            let difference = differences::first(centre, |x| {
                *entry(&mut moved[o], d) = x;
                problem.linearize(sample, &moved, which).residual
            });
            found.jet = worse(disagreement(claimed, difference), found.jet);
        };
        for (o, c) in claimed.iter().enumerate() {
            along(o, c.value, |jet, _| &mut jet.value, 0);
            for d in 0..D {
                along(o, c.gradient[d], |jet, d| &mut jet.gradient[d], d);
                along(o, c.second[d], |jet, d| &mut jet.second[d], d);
            }
        }
    }
    found
}
