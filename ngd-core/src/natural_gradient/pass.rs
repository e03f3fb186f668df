//! One pass over the samples: jets, residuals, rows of the Jacobian and the velocity beside them,
//! handed on in panels of eight rows. The Jacobian as a whole never exists.

use super::StepError;
use super::block::Block;
use super::lanes::{Lanes, Values, Whole};
use super::rows::Rows;
use crate::jet::pairing;
use crate::least_squares::{PANEL_ROWS, Panel};
use crate::memory::PassMemory;
use crate::model::{At, Model};
use crate::momentum::Transport;
use crate::problem::{Carried, Problem};
use crate::{BLOCK, Order, Real, Sample};

/// What is trained on what.
pub(crate) struct Task<'a, R, M, Q, const D: usize, const O: usize, const APART: bool = false> {
    pub model: &'a M,
    pub problem: &'a Q,
    pub samples: &'a [Sample<R, D, O>],
    /// Where the Gram matrix is summed if APART; else over `samples`, and these are none.
    pub gram: &'a [Sample<R, D, O>],
}

/// L(θ) = Σ weight · loss over the samples; infinite if it is not a number.
///
/// Shapes: theta P, scratch [`Model::block_scratch`] for blocks of [`BLOCK`] points at the problem's order.
pub fn loss<R, N, Q, const D: usize, const O: usize>(
    model: &N,
    problem: &Q,
    samples: &[Sample<R, D, O>],
    theta: &[R],
    scratch: &mut [R],
) -> R
where
    R: Real,
    N: Model<R, D, O>,
    Q: Problem<R, D, O>,
{
    Task::new(model, problem, samples).loss::<BLOCK>(theta, scratch)
}

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

impl<'a, R, M, Q, const D: usize, const O: usize> Task<'a, R, M, Q, D, O> {
    pub const fn new(model: &'a M, problem: &'a Q, samples: &'a [Sample<R, D, O>]) -> Self {
        Self { model, problem, samples, gram: &[] }
    }
}

impl<'a, R, M, Q, const D: usize, const O: usize, const APART: bool> Task<'a, R, M, Q, D, O, APART> {
    /// The same on the samples of the Gram matrix.
    pub const fn of_the_gram_matrix(&self) -> Task<'a, R, M, Q, D, O> {
        Task::new(self.model, self.problem, if APART { self.gram } else { self.samples })
    }
}

impl<R: Real, M: Model<R, D, O>, Q: Problem<R, D, O>, const D: usize, const O: usize, const APART: bool>
    Task<'_, R, M, Q, D, O, APART>
{
    /// Whether θ has the model's length and there are samples.
    pub fn check(&self, theta: &[R]) -> Result<(), StepError> {
        let (expected, found) = (self.model.parameters(), theta.len());
        if found != expected {
            return Err(StepError::Parameters { expected, found });
        }
        let none = self.samples.is_empty() || APART && self.gram.is_empty();
        if none { Err(StepError::NoSamples) } else { Ok(()) }
    }

    /// The first sample with a coordinate that is not finite. Saturated units may hide it from the loss, and it is then
    /// in the rows that it shows.
    #[inline(never)]
    pub fn nowhere(&self) -> Option<usize> {
        let none = |samples: &[Sample<R, D, O>]| {
            samples.iter().position(|sample| !sample.point.iter().all(|x| x.is_finite()))
        };
        none(self.samples).or_else(|| none(self.gram))
    }

    /// L(θ); infinite if it is not a number.
    pub fn loss<const K: usize>(&self, theta: &[R], scratch: &mut [R]) -> R {
        match self.problem.order() {
            Order::Value => self.loss_of::<K, Values<R, O, K>>(theta, scratch),
            _ => self.loss_of::<K, Whole<R, D, O, K>>(theta, scratch),
        }
    }

    fn loss_of<const K: usize, L: Lanes<R, D, O, K>>(&self, theta: &[R], scratch: &mut [R]) -> R {
        let order = self.problem.order();
        let mut sum = R::ZERO;
        for block in self.samples.chunks(K) {
            let mut points = [[R::ZERO; D]; K];
            place_points(block, &mut points);
            let jets = L::last_jets(self.model, At::block(theta, &points, order), scratch);
            for (k, sample) in block.iter().enumerate() {
                sum += sample.weight * self.problem.loss(sample, &jets.point(order, k));
            }
        }
        if sum.is_finite() { sum } else { R::INFINITY }
    }

    /// Hands every panel of rows at `theta` on to be absorbed; returns the loss if the rows are those of it.
    pub fn rows<const K: usize>(
        &self,
        rows: &impl Rows<R, D, O>,
        theta: &[R],
        moved: Option<Moved<'_, R>>,
        memory: &mut PassMemory<'_, R, K>,
        absorb: &mut impl FnMut(&mut Panel<'_, R>),
    ) -> Result<R, StepError> {
        match rows.order() {
            Order::Value => self.rows_of::<K, Values<R, O, K>>(rows, theta, moved, memory, absorb),
            _ => self.rows_of::<K, Whole<R, D, O, K>>(rows, theta, moved, memory, absorb),
        }
    }

    #[inline(always)]
    fn rows_of<const K: usize, L: Lanes<R, D, O, K>>(
        &self,
        rows: &impl Rows<R, D, O>,
        theta: &[R],
        moved: Option<Moved<'_, R>>,
        memory: &mut PassMemory<'_, R, K>,
        absorb: &mut impl FnMut(&mut Panel<'_, R>),
    ) -> Result<R, StepError> {
        let parameters = self.model.parameters();
        let theta = theta.get(..parameters).unwrap_or(theta);
        let moved = moved.filter(|moved| moved.transport != Transport::Parameter);
        let moved = moved.map(|moved| moved.of(parameters));
        let place = (theta, moved);
        let lent = core::mem::take(&mut memory.sides);
        let [residual, velocity] = &mut *lent else { return Ok(R::INFINITY) };
        let mut loss = R::ZERO;
        for (c, chunk) in self.samples.chunks(PANEL_ROWS).enumerate() {
            for which in 0..rows.count() {
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
                        && rows.carried() == Carried::Residual
                    {
                        self.residual::<K, L>(rows, &block, moved, memory, v);
                    }
                    self.block::<K, L>(rows, &block, &place, memory, (r, v), &mut loss)?;
                }
                absorb(&mut Panel { lanes: memory.panel, residual, velocity });
            }
        }
        memory.sides = lent;
        Ok(loss)
    }

    /// The residuals of a block before the last step, or their change along it.
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    fn residual<const K: usize, L: Lanes<R, D, O, K>>(
        &self,
        rows: &impl Rows<R, D, O>,
        block: &Block<'_, R, D, O, K>,
        moved: &Moved<'_, R>,
        memory: &mut PassMemory<'_, R, K>,
        q: &mut [R; K],
    ) {
        let at = At::block(moved.previous, block.points, rows.order());
        let before = L::jets(self.model, at, memory.scratch);
        if moved.transport == Transport::Difference {
            for (k, (q, sample)) in q.iter_mut().zip(block.samples).enumerate() {
                *q = rows.at(sample, &before.point(at.order, k), block.which).residual;
            }
            return;
        }
        let change = L::push_forward(self.model, at, moved.velocity, memory);
        for (k, (q, sample)) in q.iter_mut().zip(block.samples).enumerate() {
            let row = rows.at(sample, &before.point(at.order, k), block.which);
            *q = pairing(&row.cotangent, &change.point(at.order, k), at.order);
        }
    }

    /// The jets of a block before the last step, or their change along it.
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    fn output<const K: usize, L: Lanes<R, D, O, K>>(
        &self,
        at: At<'_, R, D, K>,
        moved: &Moved<'_, R>,
        memory: &mut PassMemory<'_, R, K>,
    ) -> L {
        let at = At { theta: moved.previous, ..at };
        let before = L::jets(self.model, at, memory.scratch);
        if moved.transport == Transport::Difference {
            return before;
        }
        L::push_forward(self.model, at, moved.velocity, memory)
    }

    /// Puts the rows of a block into the panel and its right-hand sides into `r` and `v`, where `v` holds
    /// what [`residual`](Self::residual) saw; adds its loss.
    #[cfg_attr(not(target_pointer_width = "64"), inline(never))]
    fn block<const K: usize, L: Lanes<R, D, O, K>>(
        &self,
        rows: &impl Rows<R, D, O>,
        block: &Block<'_, R, D, O, K>,
        (theta, moved): &(&[R], Option<Moved<'_, R>>),
        memory: &mut PassMemory<'_, R, K>,
        (r, v): (&mut [R; K], &mut [R; K]),
        loss: &mut R,
    ) -> Result<(), StepError> {
        let at = At::block(theta, block.points, rows.order());
        let output = match moved.as_ref().filter(|moved| moved.is_seen()) {
            Some(moved) if rows.carried() == Carried::Output => Some(self.output::<K, L>(at, moved, memory)),
            _ => None,
        };
        let mut jets = L::jets(self.model, at, memory.scratch);
        if block.which == 0 && rows.sums_the_loss() {
            self.add_loss(block, &jets, loss)?;
        }
        let is_difference = moved.as_ref().is_some_and(|moved| moved.transport == Transport::Difference);
        block.linearize(rows, &mut jets, output.as_ref(), is_difference, (r, v));
        jets.pull_back(self.model, at, memory);
        block.place(moved.as_ref().map(|moved| moved.velocity), memory, (r, v));
        Ok(())
    }

    fn add_loss<const K: usize>(
        &self,
        block: &Block<'_, R, D, O, K>,
        jets: &impl Lanes<R, D, O, K>,
        sum: &mut R,
    ) -> Result<(), StepError> {
        for (k, sample) in block.samples.iter().enumerate() {
            if !(sample.weight >= R::ZERO && sample.weight <= R::MAX) {
                return Err(StepError::Weight(block.number + k));
            }
            *sum += sample.weight * self.problem.loss(sample, &jets.point(self.problem.order(), k));
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
