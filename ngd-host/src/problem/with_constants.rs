//! A model with unknown coefficients beside it: further outputs, constant in x.

use ngd_core::model::At;
use ngd_core::{Jet, Model, Order, Real};

/// The I outputs of a model, and O − I constants, which are the last parameters.
#[derive(Clone, Copy, Debug)]
pub struct WithConstants<M, const I: usize> {
    /// The model.
    pub inner: M,
    /// The constants at the start, all alike.
    pub start: f64,
}

impl<M, const I: usize> WithConstants<M, I> {
    /// θ of the model, and the constants.
    fn split<'a, R: Real, const D: usize>(&self, theta: &'a [R]) -> (&'a [R], &'a [R])
    where
        M: Model<R, D, I>,
    {
        theta.split_at_checked(self.inner.parameters()).unwrap_or_default()
    }

    /// The jets of the model with those of the constants behind them.
    fn joined<T: Copy, const D: usize, const O: usize>(
        inner: [Jet<T, D>; I],
        constant: impl Fn(usize) -> Jet<T, D>,
    ) -> [Jet<T, D>; O] {
        std::array::from_fn(|o| if o < I { inner[o] } else { constant(o - I) })
    }
}

impl<R: Real, M: Model<R, D, I>, const I: usize, const D: usize, const O: usize> Model<R, D, O>
    for WithConstants<M, I>
{
    fn parameters(&self) -> usize {
        self.inner.parameters() + O - I
    }

    fn scratch(&self) -> usize {
        self.inner.scratch()
    }

    fn block_scratch(&self, order: Order, points: usize) -> usize {
        self.inner.block_scratch(order, points)
    }

    fn jet(&self, at: At<'_, R, D>, scratch: &mut [R]) -> [Jet<R, D>; O] {
        let (theta, constants) = self.split(at.theta);
        let inner = self.inner.jet(At { theta, ..at }, scratch);
        Self::joined(inner, |k| Jet::value(constants.get(k).copied().unwrap_or(R::ZERO)))
    }

    fn pull_back(&self, at: At<'_, R, D>, cotangent: &[Jet<R, D>; O], scratch: &mut [R], row: &mut [R]) {
        let (theta, _) = self.split(at.theta);
        let Some((row, constants)) = row.split_at_mut_checked(theta.len()) else { return };
        let inner = std::array::from_fn(|o| cotangent[o]);
        self.inner.pull_back(At { theta, ..at }, &inner, scratch, row);
        for (entry, c) in constants.iter_mut().zip(&cotangent[I..]) {
            *entry = c.value;
        }
    }

    fn jets<const K: usize>(&self, at: At<'_, R, D, K>, scratch: &mut [R]) -> [Jet<[R; K], D>; O] {
        let (theta, constants) = self.split(at.theta);
        let inner = self.inner.jets(At { theta, ..at }, scratch);
        let constant = |k: usize| constants.get(k).copied().unwrap_or(R::ZERO);
        Self::joined(inner, |k| Jet { value: [constant(k); K], ..Jet::ZEROS })
    }

    fn pull_backs<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        cotangents: &[Jet<[R; K], D>; O],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) {
        let (theta, _) = self.split(at.theta);
        let Some((rows, constants)) = rows.split_at_mut_checked(theta.len()) else { return };
        let inner = std::array::from_fn(|o| cotangents[o]);
        self.inner.pull_backs(At { theta, ..at }, &inner, scratch, rows);
        for (entry, c) in constants.iter_mut().zip(&cotangents[I..]) {
            *entry = c.value;
        }
    }

    fn push_forwards<const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        direction: &[R],
        scratch: &mut [R],
        rows: &mut [[R; K]],
    ) -> [Jet<[R; K], D>; O] {
        let (theta, _) = self.split(at.theta);
        let (along, constants) = self.split(direction);
        let inner = self.inner.push_forwards(At { theta, ..at }, along, scratch, rows);
        let constant = |k: usize| constants.get(k).copied().unwrap_or(R::ZERO);
        Self::joined(inner, |k| Jet { value: [constant(k); K], ..Jet::ZEROS })
    }
}
