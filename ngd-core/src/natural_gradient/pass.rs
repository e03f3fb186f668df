//! One pass over the samples: jets, residuals, rows of the Jacobian and the velocity beside them,
//! handed on in panels of eight rows. The Jacobian as a whole never exists.

use super::StepError;
use super::block::Block;
use super::jets::{FullJets, Jets, Values};
use super::rows::Rows;
use crate::jet::pairing;
use crate::least_squares::Panel;
use crate::linear_algebra::PANEL_ROWS;
use crate::memory::PassMemory;
use crate::model::{At, Model};
use crate::momentum::Transport;
use crate::problem::{Carried, Problem};
use crate::{Order, Real, Sample};

/// The last step, to be seen from the present points: the function before it, or its change along it.
#[derive(Clone, Copy)]
pub(crate) struct Moved<'a, R> {
    pub transport: Transport,
    pub velocity: &'a [R],
    pub previous: &'a [R],
}

impl<'a, R> Moved<'a, R> {
    /// Without the padding of its vectors.
    fn of(self, parameters: usize) -> Self {
        let cut = |vector: &'a [R]| vector.get(..parameters).unwrap_or(vector);
        Self { transport: self.transport, velocity: cut(self.velocity), previous: cut(self.previous) }
    }

    /// Whether the step is a function, to be looked at; else q = 0.
    fn is_seen(&self) -> bool {
        self.transport != Transport::Unseen
    }
}

/// L(θ); infinite if it is not a number.
pub(super) fn sum<R, N, Q, const D: usize, const O: usize, const K: usize>(
    model: &N,
    problem: &Q,
    samples: &[Sample<R, D, O>],
    theta: &[R],
    scratch: &mut [R],
) -> R
where
    R: Real,
    N: Model<R, D, O>,
    Q: Problem<R, D, O> + ?Sized,
{
    match problem.order() {
        Order::Value => sum_of::<R, N, Q, Values<R, O, K>, D, O, K>(model, problem, samples, theta, scratch),
        _ => sum_of::<R, N, Q, FullJets<R, D, O, K>, D, O, K>(model, problem, samples, theta, scratch),
    }
}

fn sum_of<R, N, Q, J, const D: usize, const O: usize, const K: usize>(
    model: &N,
    problem: &Q,
    samples: &[Sample<R, D, O>],
    theta: &[R],
    scratch: &mut [R],
) -> R
where
    R: Real,
    N: Model<R, D, O>,
    Q: Problem<R, D, O> + ?Sized,
    J: Jets<R, D, O, K>,
{
    let order = problem.order();
    let mut sum = R::ZERO;
    for block in samples.chunks(K) {
        let mut points = [[R::ZERO; D]; K];
        place_points(block, &mut points);
        let jets = J::last_jets(model, At::block(theta, &points, order), scratch);
        for (k, sample) in block.iter().enumerate() {
            sum += sample.weight * problem.loss(sample, &jets.point(order, k));
        }
    }
    if sum.is_finite() { sum } else { R::INFINITY }
}

/// Hands every panel of rows at θ on to be absorbed; returns the loss if the rows are those of it.
pub(super) fn pass<R, N, W, const D: usize, const O: usize, const K: usize>(
    model: &N,
    rows: &W,
    samples: &[Sample<R, D, O>],
    (theta, moved): (&[R], Option<Moved<'_, R>>),
    memory: &mut PassMemory<'_, R, K>,
    absorb: &mut impl FnMut(&mut Panel<'_, R>),
) -> Result<R, StepError>
where
    R: Real,
    N: Model<R, D, O>,
    W: Rows<R, D, O>,
{
    let parameters = model.parameters();
    let moved = moved.filter(|moved| moved.transport != Transport::Parameter);
    let place = (theta.get(..parameters).unwrap_or(theta), moved.map(|moved| moved.of(parameters)));
    let pass = Pass { model, rows, samples };
    match rows.order() {
        Order::Value => pass.run::<Values<R, O, K>, K>(&place, memory, absorb),
        _ => pass.run::<FullJets<R, D, O, K>, K>(&place, memory, absorb),
    }
}

/// Which rows of what.
struct Pass<'a, R, N, W, const D: usize, const O: usize> {
    model: &'a N,
    rows: &'a W,
    samples: &'a [Sample<R, D, O>],
}

impl<R, N, W, const D: usize, const O: usize> Pass<'_, R, N, W, D, O>
where
    R: Real,
    N: Model<R, D, O>,
    W: Rows<R, D, O>,
{
    #[inline(always)]
    fn run<J: Jets<R, D, O, K>, const K: usize>(
        &self,
        place: &(&[R], Option<Moved<'_, R>>),
        memory: &mut PassMemory<'_, R, K>,
        absorb: &mut impl FnMut(&mut Panel<'_, R>),
    ) -> Result<R, StepError> {
        let lent = core::mem::take(&mut memory.sides);
        let [residual, velocity] = &mut *lent else { return Ok(R::INFINITY) };
        let mut loss = R::ZERO;
        for (c, chunk) in self.samples.chunks(PANEL_ROWS).enumerate() {
            for which in 0..self.rows.count() {
                if chunk.len() < PANEL_ROWS {
                    memory.panel.fill([R::ZERO; 4]);
                }
                residual.fill(R::ZERO);
                velocity.fill(R::ZERO);
                let sides = residual.as_chunks_mut().0.iter_mut().zip(velocity.as_chunks_mut().0);
                for (b, (samples, (r, v))) in chunk.chunks(K).zip(sides).enumerate() {
                    let mut points = [[R::ZERO; D]; K];
                    place_points(samples, &mut points);
                    let block = Block { samples, points: &points, which, number: c * PANEL_ROWS + b * K };
                    if let Some(moved) = place.1.as_ref().filter(|moved| moved.is_seen())
                        && self.rows.carried() == Carried::Residual
                    {
                        self.residual::<J, K>(&block, moved, memory, v);
                    }
                    self.block::<J, K>(&block, place, memory, (r, v), &mut loss)?;
                }
                absorb(&mut Panel { lanes: memory.panel, residual, velocity });
            }
        }
        memory.sides = lent;
        Ok(loss)
    }

    /// The residuals of a block before the last step, or their change along it.
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    fn residual<J: Jets<R, D, O, K>, const K: usize>(
        &self,
        block: &Block<'_, R, D, O, K>,
        moved: &Moved<'_, R>,
        memory: &mut PassMemory<'_, R, K>,
        q: &mut [R; K],
    ) {
        let at = At::block(moved.previous, block.points, self.rows.order());
        let before = J::jets(self.model, at, memory.scratch);
        if moved.transport == Transport::Difference {
            for (k, (q, sample)) in q.iter_mut().zip(block.samples).enumerate() {
                *q = self.rows.at(sample, &before.point(at.order, k), block.which).residual;
            }
            return;
        }
        let change = J::push_forward(self.model, at, moved.velocity, memory);
        for (k, (q, sample)) in q.iter_mut().zip(block.samples).enumerate() {
            let row = self.rows.at(sample, &before.point(at.order, k), block.which);
            *q = pairing(&row.cotangent, &change.point(at.order, k), at.order);
        }
    }

    /// The jets of a block before the last step, or their change along it.
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    fn output<J: Jets<R, D, O, K>, const K: usize>(
        &self,
        at: At<'_, R, D, K>,
        moved: &Moved<'_, R>,
        memory: &mut PassMemory<'_, R, K>,
    ) -> J {
        let at = At { theta: moved.previous, ..at };
        let before = J::jets(self.model, at, memory.scratch);
        if moved.transport == Transport::Difference {
            return before;
        }
        J::push_forward(self.model, at, moved.velocity, memory)
    }

    /// Puts the rows of a block into the panel and its right-hand sides into `r` and `v`, where `v` holds
    /// what [`residual`](Self::residual) saw; adds its loss.
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    fn block<J: Jets<R, D, O, K>, const K: usize>(
        &self,
        block: &Block<'_, R, D, O, K>,
        (theta, moved): &(&[R], Option<Moved<'_, R>>),
        memory: &mut PassMemory<'_, R, K>,
        (r, v): (&mut [R; K], &mut [R; K]),
        loss: &mut R,
    ) -> Result<(), StepError> {
        let at = At::block(theta, block.points, self.rows.order());
        let output = match moved.as_ref().filter(|moved| moved.is_seen()) {
            Some(moved) if self.rows.carried() == Carried::Output => {
                Some(self.output::<J, K>(at, moved, memory))
            }
            _ => None,
        };
        let mut jets = J::jets(self.model, at, memory.scratch);
        if block.which == 0 && self.rows.sums_the_loss() {
            self.add_loss(block, &jets, loss)?;
        }
        let is_difference = moved.as_ref().is_some_and(|moved| moved.transport == Transport::Difference);
        block.linearize(self.rows, &mut jets, output.as_ref(), is_difference, (r, v));
        jets.pull_back(self.model, at, memory);
        block.place(moved.as_ref().map(|moved| moved.velocity), memory, (r, v));
        Ok(())
    }

    fn add_loss<const K: usize>(
        &self,
        block: &Block<'_, R, D, O, K>,
        jets: &impl Jets<R, D, O, K>,
        sum: &mut R,
    ) -> Result<(), StepError> {
        for (k, sample) in block.samples.iter().enumerate() {
            if !(sample.weight >= R::ZERO && sample.weight <= R::MAX) {
                return Err(StepError::Weight(block.number + k));
            }
            *sum += sample.weight * self.rows.loss(sample, &jets.point(self.rows.order(), k));
            if !sum.is_finite() {
                return Err(StepError::Loss(block.number + k));
            }
        }
        Ok(())
    }
}

/// The points of a block; the last one stands in for those that are missing.
fn place_points<R: Real, const D: usize, const O: usize, const K: usize>(
    block: &[Sample<R, D, O>],
    points: &mut [[R; D]; K],
) {
    let Some(last) = block.last() else { return };
    for (k, point) in points.iter_mut().enumerate() {
        *point = block.get(k).unwrap_or(last).point;
    }
}
