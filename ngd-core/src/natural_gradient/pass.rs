//! One pass over the samples: jets, residuals, rows of the Jacobian and the velocity beside them,
//! handed on in panels of eight rows. The Jacobian as a whole never exists.

use super::StepError;
use crate::jet::pairing;
use crate::least_squares::{LeastSquares, PANEL_ROWS, Panel, System};
use crate::memory::PassMemory;
use crate::metric::Metric;
use crate::model::{At, Model, rows_times};
use crate::momentum::Transport;
use crate::problem::{Carried, Problem, Residual};
use crate::{BLOCK, Jet, Order, Real, Sample};

/// What is trained on what.
pub(crate) struct Task<'a, R, M, Q, const D: usize, const O: usize> {
    pub model: &'a M,
    pub problem: &'a Q,
    pub samples: &'a [Sample<R, D, O>],
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
    Task { model, problem, samples }.loss::<BLOCK>(theta, scratch)
}

/// The last step, to be seen from the present points.
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
}

/// Which rows a pass makes.
pub(crate) trait Rows<R: Real, const D: usize, const O: usize> {
    /// Whether the loss is summed too.
    fn sums_the_loss(&self) -> bool;
    fn order(&self) -> Order;
    fn count(&self) -> usize;
    fn carried(&self) -> Carried;
    fn at(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> Residual<R, D, O>;
}

/// The rows of the loss.
pub(crate) struct LossRows<'a, Q>(pub &'a Q);

impl<R: Real, Q: Problem<R, D, O>, const D: usize, const O: usize> Rows<R, D, O> for LossRows<'_, Q> {
    fn sums_the_loss(&self) -> bool {
        true
    }
    fn order(&self) -> Order {
        self.0.order()
    }
    fn count(&self) -> usize {
        self.0.residuals()
    }
    fn carried(&self) -> Carried {
        self.0.carried()
    }
    fn at(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> Residual<R, D, O> {
        self.0.linearize(sample, jets, which)
    }
}

/// The rows of a metric that is not the loss's.
pub(crate) struct MetricRows<'a, M>(pub &'a M);

impl<R: Real, M: Metric<R, D, O>, const D: usize, const O: usize> Rows<R, D, O> for MetricRows<'_, M> {
    fn sums_the_loss(&self) -> bool {
        false
    }
    fn order(&self) -> Order {
        self.0.order()
    }
    fn count(&self) -> usize {
        self.0.rows()
    }
    fn carried(&self) -> Carried {
        Carried::Output
    }
    fn at(&self, sample: &Sample<R, D, O>, jets: &[Jet<R, D>; O], which: usize) -> Residual<R, D, O> {
        Residual::new(R::ZERO, self.0.functional(sample, jets, which))
    }
}

/// The jets of a block now, before the last step, and how that step changed them.
struct BlockJets<R, const D: usize, const O: usize, const K: usize> {
    points: [[R; D]; K],
    now: [Jet<[R; K], D>; O],
    before: [Jet<[R; K], D>; O],
    change: [Jet<[R; K], D>; O],
}

impl<R: Real, M: Model<R, D, O>, Q: Problem<R, D, O>, const D: usize, const O: usize>
    Task<'_, R, M, Q, D, O>
{
    /// L(θ); infinite if it is not a number.
    pub fn loss<const K: usize>(&self, theta: &[R], scratch: &mut [R]) -> R {
        let mut sum = R::ZERO;
        for block in self.samples.chunks(K) {
            let points = points_of::<R, D, O, K>(block);
            let jets = self.model.jets(At::block(theta, &points, self.problem.order()), scratch);
            for (k, sample) in block.iter().enumerate() {
                sum +=
                    sample.weight * self.problem.loss(sample, &jets.each_ref().map(|lanes| lanes.point(k)));
            }
        }
        if sum.is_finite() { sum } else { R::INFINITY }
    }

    /// Hands every panel of rows at `theta` to a solver; returns the loss if the rows are those of it.
    pub fn rows<const K: usize>(
        &self,
        rows: &impl Rows<R, D, O>,
        theta: &[R],
        moved: Option<Moved<'_, R>>,
        memory: &mut PassMemory<'_, R, K>,
        solver: &mut impl LeastSquares<R>,
        system: &mut System<'_, R>,
    ) -> Result<R, StepError> {
        let parameters = system.parameters;
        let theta = theta.get(..parameters).unwrap_or(theta);
        let moved = moved.map(|moved| moved.of(parameters));
        let mut loss = R::ZERO;
        for (c, chunk) in self.samples.chunks(PANEL_ROWS).enumerate() {
            // The jets of the only block of a chunk serve all its residuals.
            let shared = (rows.count() > 1 && chunk.len() <= K)
                .then(|| self.jets(rows, theta, chunk, moved, memory.rows, memory.scratch));
            for which in 0..rows.count() {
                let mut panel = Panel { lanes: memory.panel, residual: [R::ZERO; 8], velocity: [R::ZERO; 8] };
                if chunk.len() < PANEL_ROWS {
                    panel.lanes.fill([R::ZERO; 4]);
                }
                for (b, block) in chunk.chunks(K).enumerate() {
                    let fresh;
                    let jets = match &shared {
                        Some(jets) => jets,
                        None => {
                            fresh = self.jets(rows, theta, block, moved, memory.rows, memory.scratch);
                            &fresh
                        }
                    };
                    if which == 0 && rows.sums_the_loss() {
                        self.add_loss(block, &jets.now, c * PANEL_ROWS + b * K, &mut loss)?;
                    }
                    let first = b * K;
                    let mut residual = [R::ZERO; K];
                    let mut carried = [R::ZERO; K];
                    let mut cotangents = [Jet::ZEROS; O];
                    for (k, sample) in block.iter().enumerate().take(K) {
                        let (row, q) = seen(rows, sample, jets, k, which, moved.map(|moved| moved.transport));
                        residual[k] = row.residual;
                        carried[k] = q;
                        for (lanes, c) in cotangents.iter_mut().zip(&row.cotangent) {
                            lanes.set_point(k, c);
                        }
                    }
                    let at = At::block(theta, &jets.points, rows.order());
                    self.model.pull_backs(at, &cotangents, memory.scratch, memory.rows);
                    // v = J p − q: what the projected velocity changes of the present coordinates.
                    let kept = moved.map_or([R::ZERO; K], |moved| rows_times(memory.rows, moved.velocity));
                    let mut scales = [R::ZERO; K];
                    for (scale, sample) in scales.iter_mut().zip(block) {
                        *scale = root(sample.weight);
                    }
                    for (k, scale) in scales.iter().enumerate().take(block.len()) {
                        if let (Some(r), Some(v)) =
                            (panel.residual.get_mut(first + k), panel.velocity.get_mut(first + k))
                        {
                            *r = *scale * residual[k];
                            *v = *scale * (kept[k] - carried[k]);
                        }
                    }
                    transpose(memory.rows, scales.get(..block.len()).unwrap_or(&[]), first, panel.lanes);
                }
                solver.absorb(system, &mut panel);
            }
        }
        Ok(loss)
    }

    fn jets<const K: usize>(
        &self,
        rows: &impl Rows<R, D, O>,
        theta: &[R],
        block: &[Sample<R, D, O>],
        moved: Option<Moved<'_, R>>,
        work: &mut [[R; K]],
        scratch: &mut [R],
    ) -> BlockJets<R, D, O, K> {
        let order = rows.order();
        let points = points_of(block);
        let (mut before, mut change) = ([Jet::ZEROS; O], [Jet::ZEROS; O]);
        if let Some(moved) = moved {
            let at = At::block(moved.previous, &points, order);
            before = self.model.jets(at, scratch);
            if moved.transport == Transport::Projected {
                change = self.model.push_forwards(at, moved.velocity, scratch, work);
            }
        }
        let now = self.model.jets(At::block(theta, &points, order), scratch);
        BlockJets { points, now, before, change }
    }

    fn add_loss<const K: usize>(
        &self,
        block: &[Sample<R, D, O>],
        jets: &[Jet<[R; K], D>; O],
        first: usize,
        sum: &mut R,
    ) -> Result<(), StepError> {
        for (k, sample) in block.iter().enumerate() {
            if !(sample.weight >= R::ZERO && sample.weight <= R::MAX) {
                return Err(StepError::Weight(first + k));
            }
            *sum += sample.weight * self.problem.loss(sample, &jets.each_ref().map(|lanes| lanes.point(k)));
            if !sum.is_finite() {
                return Err(StepError::Loss(first + k));
            }
        }
        Ok(())
    }
}

/// √weight. Most weights are one, and where a square root is no instruction it costs as much as a row.
#[inline(always)]
fn root<R: Real>(weight: R) -> R {
    if weight == R::ONE { weight } else { weight.sqrt() }
}

/// The points of a block; the last one stands in for those that are missing.
fn points_of<R: Real, const D: usize, const O: usize, const K: usize>(
    block: &[Sample<R, D, O>],
) -> [[R; D]; K] {
    let mut samples = block.iter();
    let mut point = [R::ZERO; D];
    core::array::from_fn(|_| {
        point = samples.next().map_or(point, |sample| sample.point);
        point
    })
}

/// The row of a sample, and the velocity q that it sees.
fn seen<R: Real, const D: usize, const O: usize, const K: usize>(
    rows: &impl Rows<R, D, O>,
    sample: &Sample<R, D, O>,
    jets: &BlockJets<R, D, O, K>,
    k: usize,
    which: usize,
    transport: Option<Transport>,
) -> (Residual<R, D, O>, R) {
    let now = jets.now.each_ref().map(|lanes| lanes.point(k));
    let row = rows.at(sample, &now, which);
    let before = || jets.before.each_ref().map(|lanes| lanes.point(k));
    let change = || jets.change.each_ref().map(|lanes| lanes.point(k));
    let q = match (transport, rows.carried()) {
        (None | Some(Transport::Parameter), _) => R::ZERO,
        (Some(Transport::Projected), Carried::Residual) => {
            pairing(&rows.at(sample, &before(), which).cotangent, &change())
        }
        (Some(Transport::Projected), Carried::Output) => pairing(&row.cotangent, &change()),
        (Some(Transport::Difference), Carried::Residual) => {
            row.residual - rows.at(sample, &before(), which).residual
        }
        (Some(Transport::Difference), Carried::Output) => {
            let before = before();
            let difference = core::array::from_fn(|o| now[o].minus(&before[o]));
            pairing(&row.cotangent, &difference)
        }
    };
    (row, q)
}

/// The rows of a block, each times its √weight, as lanes `first`… of every group of four parameters.
fn transpose<R: Real, const K: usize>(rows: &[[R; K]], scales: &[R], first: usize, lanes: &mut [[R; 4]]) {
    let groups = lanes.as_chunks_mut::<PANEL_ROWS>().0;
    for ([a, b, c, d], group) in rows.as_chunks::<4>().0.iter().zip(groups) {
        let present = group.iter_mut().skip(first).zip(scales);
        for (k, (lane, scale)) in present.enumerate().take(K) {
            *lane = [*scale * a[k], *scale * b[k], *scale * c[k], *scale * d[k]];
        }
    }
}
