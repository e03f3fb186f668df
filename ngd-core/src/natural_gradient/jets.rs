//! The jets of a block of points: with their derivatives, or values alone where nothing else is asked for.
//! Values take a fraction of the stack.

use crate::memory::PassMemory;
use crate::model::At;
use crate::{Jet, Model, Order, Real};

/// The jets of a block, or as many cotangents.
pub(super) trait Jets<R: Real, const D: usize, const O: usize, const K: usize>: Sized {
    /// See [`Model::jets`].
    fn jets(model: &impl Model<R, D, O>, at: At<'_, R, D, K>, scratch: &mut [R]) -> Self;
    /// See [`Model::last_jets`].
    fn last_jets(model: &impl Model<R, D, O>, at: At<'_, R, D, K>, scratch: &mut [R]) -> Self;
    /// See [`Model::pull_backs`].
    fn pull_back(&self, model: &impl Model<R, D, O>, at: At<'_, R, D, K>, memory: &mut PassMemory<'_, R, K>);
    /// See [`Model::push_forwards`].
    fn push_forward(
        model: &impl Model<R, D, O>,
        at: At<'_, R, D, K>,
        direction: &[R],
        memory: &mut PassMemory<'_, R, K>,
    ) -> Self;
    /// Those of one point, up to an order.
    fn point(&self, order: Order, k: usize) -> [Jet<R, D>; O];
    /// Sets those of one point, up to an order.
    fn set_point(&mut self, order: Order, k: usize, jets: &[Jet<R, D>; O]);
}

/// With all derivatives.
pub(super) struct FullJets<R, const D: usize, const O: usize, const K: usize>([Jet<[R; K], D>; O]);

impl<R: Real, const D: usize, const O: usize, const K: usize> Jets<R, D, O, K> for FullJets<R, D, O, K> {
    #[inline(always)]
    fn jets(model: &impl Model<R, D, O>, at: At<'_, R, D, K>, scratch: &mut [R]) -> Self {
        Self(model.jets(at, scratch))
    }
    #[inline(always)]
    fn last_jets(model: &impl Model<R, D, O>, at: At<'_, R, D, K>, scratch: &mut [R]) -> Self {
        Self(model.last_jets(at, scratch))
    }
    #[inline(always)]
    fn pull_back(&self, model: &impl Model<R, D, O>, at: At<'_, R, D, K>, memory: &mut PassMemory<'_, R, K>) {
        model.pull_backs(at, &self.0, memory.scratch, memory.rows);
    }
    #[inline(always)]
    fn push_forward(
        model: &impl Model<R, D, O>,
        at: At<'_, R, D, K>,
        direction: &[R],
        memory: &mut PassMemory<'_, R, K>,
    ) -> Self {
        Self(model.push_forwards(at, direction, memory.scratch, memory.rows))
    }
    #[inline(always)]
    fn point(&self, order: Order, k: usize) -> [Jet<R, D>; O] {
        let mut point = [Jet::ZERO; O];
        for (jet, lanes) in point.iter_mut().zip(&self.0) {
            *jet = lanes.point_up_to(order, k);
        }
        point
    }
    #[inline(always)]
    fn set_point(&mut self, order: Order, k: usize, jets: &[Jet<R, D>; O]) {
        for (lanes, jet) in self.0.iter_mut().zip(jets) {
            lanes.set_point_up_to(order, k, jet);
        }
    }
}

/// Of [`Order::Value`].
pub(super) struct Values<R, const O: usize, const K: usize>([[R; K]; O]);

impl<R: Real, const D: usize, const O: usize, const K: usize> Jets<R, D, O, K> for Values<R, O, K> {
    #[inline(always)]
    fn jets(model: &impl Model<R, D, O>, at: At<'_, R, D, K>, scratch: &mut [R]) -> Self {
        Self(model.values(at, scratch))
    }
    #[inline(always)]
    fn last_jets(model: &impl Model<R, D, O>, at: At<'_, R, D, K>, scratch: &mut [R]) -> Self {
        Self(model.last_values(at, scratch))
    }
    #[inline(always)]
    fn pull_back(&self, model: &impl Model<R, D, O>, at: At<'_, R, D, K>, memory: &mut PassMemory<'_, R, K>) {
        model.pull_back_values(at, &self.0, memory.scratch, memory.rows);
    }
    #[inline(always)]
    fn push_forward(
        model: &impl Model<R, D, O>,
        at: At<'_, R, D, K>,
        direction: &[R],
        memory: &mut PassMemory<'_, R, K>,
    ) -> Self {
        Self(model.push_forward_values(at, direction, memory.scratch, memory.rows))
    }
    #[inline(always)]
    fn point(&self, _: Order, k: usize) -> [Jet<R, D>; O] {
        let mut point = [Jet::ZERO; O];
        for (jet, lane) in point.iter_mut().zip(&self.0) {
            jet.value = lane.get(k).copied().unwrap_or(R::ZERO);
        }
        point
    }
    #[inline(always)]
    fn set_point(&mut self, _: Order, k: usize, jets: &[Jet<R, D>; O]) {
        for (lane, jet) in self.0.iter_mut().zip(jets) {
            if let Some(entry) = lane.get_mut(k) {
                *entry = jet.value;
            }
        }
    }
}
