//! What is trained on what, as the step sees it: losses and panels of rows at some θ.

use super::StepError;
use super::pass::{Moved, pass, sum};
use super::rows::{LossRows, MetricRows};
use crate::least_squares::Panel;
use crate::memory::PassMemory;
use crate::metric::{GaussNewton, Metric};
use crate::{BLOCK, Model, Problem, Real, Sample};

/// A model, a problem, the samples, and the metrics of gradient and velocity.
pub(crate) struct Task<'a, R, N, Q: ?Sized, M, V, const D: usize, const O: usize> {
    pub model: &'a N,
    pub problem: &'a Q,
    pub samples: &'a [Sample<R, D, O>],
    pub metric: &'a M,
    /// Where the velocity is projected in a metric of its own.
    pub velocity: Option<&'a V>,
}

impl<'a, R, N, Q: ?Sized, const D: usize, const O: usize> Task<'a, R, N, Q, GaussNewton, GaussNewton, D, O> {
    /// In the loss's own metric.
    pub const fn new(model: &'a N, problem: &'a Q, samples: &'a [Sample<R, D, O>]) -> Self {
        Self { model, problem, samples, metric: &GaussNewton, velocity: None }
    }
}

/// Which rows are asked for.
#[derive(Clone, Copy)]
pub(crate) enum Which {
    /// Those of the residuals.
    Loss,
    /// Those of the metric, which may be the same.
    Metric,
    /// Those of the velocity's own metric.
    Velocity,
}

/// What a step needs to know of its task, without the types of model, problem and metrics.
pub(crate) trait Objective<R: Real> {
    /// Whether the rows of the metric are those of the loss.
    fn is_of_the_loss(&self) -> bool;

    /// Whether the Gram matrix is the second derivative of the loss on the tangent space.
    fn is_curvature(&self) -> bool;

    /// Whether θ has the model's length and there are samples.
    fn check(&self, theta: &[R]) -> Result<(), StepError>;

    /// Words of scratch for blocks of K points.
    fn scratch(&self, points: usize) -> usize;

    /// Rows in all, of the metric of the gradient and of that of the velocity.
    fn counts(&self) -> [usize; 2];

    /// The first sample with a coordinate that is not finite. Saturated units may hide it from the loss, and it is then
    /// in the rows that it shows.
    fn nowhere(&self) -> Option<usize>;

    /// L(θ); infinite if it is not a number.
    fn loss<const K: usize>(&self, theta: &[R], scratch: &mut [R]) -> R;

    /// Hands every panel of rows at `theta` on to be absorbed; returns the loss if the rows are those of it.
    fn rows<const K: usize>(
        &self,
        which: Which,
        theta: &[R],
        moved: Option<Moved<'_, R>>,
        memory: &mut PassMemory<'_, R, K>,
        absorb: &mut impl FnMut(&mut Panel<'_, R>),
    ) -> Result<R, StepError>;
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
    Q: Problem<R, D, O> + ?Sized,
{
    sum::<R, N, Q, D, O, BLOCK>(model, problem, samples, theta, scratch)
}

impl<R, N, Q, M, V, const D: usize, const O: usize> Objective<R> for Task<'_, R, N, Q, M, V, D, O>
where
    R: Real,
    N: Model<R, D, O>,
    Q: Problem<R, D, O> + ?Sized,
    M: Metric<R, D, O>,
    V: Metric<R, D, O>,
{
    #[inline(always)]
    fn is_of_the_loss(&self) -> bool {
        self.metric.is_of_the_loss()
    }

    #[inline(always)]
    fn is_curvature(&self) -> bool {
        self.metric.is_curvature()
    }

    fn check(&self, theta: &[R]) -> Result<(), StepError> {
        let (expected, found) = (self.model.parameters(), theta.len());
        if found != expected {
            return Err(StepError::Parameters { expected, found });
        }
        if self.samples.is_empty() { Err(StepError::NoSamples) } else { Ok(()) }
    }

    fn scratch(&self, points: usize) -> usize {
        let order = self.problem.order().max(self.metric.order());
        let order = self.velocity.map_or(order, |metric| order.max(metric.order()));
        self.model.block_scratch(order, points)
    }

    fn counts(&self) -> [usize; 2] {
        let of_the_loss = self.metric.is_of_the_loss();
        let gradient = if of_the_loss { self.problem.residuals() } else { self.metric.rows() };
        let velocity = self.velocity.map_or(0, Metric::rows);
        [gradient, velocity].map(|rows| self.samples.len().saturating_mul(rows))
    }

    #[inline(never)]
    fn nowhere(&self) -> Option<usize> {
        self.samples.iter().position(|sample| !sample.point.iter().all(|x| x.is_finite()))
    }

    fn loss<const K: usize>(&self, theta: &[R], scratch: &mut [R]) -> R {
        sum::<R, N, Q, D, O, K>(self.model, self.problem, self.samples, theta, scratch)
    }

    #[inline(always)]
    fn rows<const K: usize>(
        &self,
        which: Which,
        theta: &[R],
        moved: Option<Moved<'_, R>>,
        memory: &mut PassMemory<'_, R, K>,
        absorb: &mut impl FnMut(&mut Panel<'_, R>),
    ) -> Result<R, StepError> {
        let (model, samples) = (self.model, self.samples);
        let is_loss = matches!(which, Which::Loss) || matches!(which, Which::Metric) && self.is_of_the_loss();
        match (which, self.velocity) {
            _ if is_loss => pass(model, &LossRows(self.problem), samples, (theta, moved), memory, absorb),
            (Which::Velocity, Some(metric)) => {
                pass(model, &MetricRows(metric), samples, (theta, moved), memory, absorb)
            }
            (Which::Velocity, None) => Ok(R::ZERO),
            _ => pass(model, &MetricRows(self.metric), samples, (theta, moved), memory, absorb),
        }
    }
}
