//! The geodesic acceleration of a direction.

use super::pass::{Moved, Task};
use super::rows::{LossRows, MetricRows};
use super::{Control, NaturalGradient, Projection, StepError};
use crate::damping::Damping;
use crate::least_squares::{Euclidean, LeastSquares, Panel, System};
use crate::linear_algebra::{along, dot};
use crate::memory::Workspace;
use crate::metric::{Metric, VelocityMetric};
use crate::momentum::Transport;
use crate::step_length::StepLength;
use crate::{Model, Problem, Real};

/// h: the second derivative along d is that of a difference over h d. A power of two, by which a vector is
/// scaled and scaled back exactly.
const SHARE: f64 = 0.125;

impl<R, S, M, V, L, C> NaturalGradient<R, Projection<S, M, V>, Control<L, C>>
where
    R: Real,
    S: LeastSquares<R>,
    V: VelocityMetric<R>,
    L: StepLength<R>,
    C: Damping<R>,
{
    /// Puts ½a of the present direction into the workspace; the longest step that is to follow it, zero if none.
    ///
    /// h²r″/2 = r(θ + hd) − r(θ) − hJd up to the third order, which is what a velocity from θ + hd to θ leaves
    /// for the present coordinates to change: the rows of a [difference](Transport::Difference) hand it on.
    #[inline(never)]
    pub(super) fn accelerate<N, Q, const D: usize, const O: usize, const K: usize, const APART: bool>(
        &mut self,
        task: &Task<'_, R, N, Q, D, O, APART>,
        most: R,
        work: &mut Workspace<'_, R, K>,
    ) -> Result<R, StepError>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O>,
        M: Metric<R, D, O>,
        V::Metric: Metric<R, D, O>,
    {
        let Projection { solver, metric, .. } = &mut self.projection;
        let share = R::of(SHARE);
        let (bend, gradient) = work.extra.split_at_mut(work.direction.len().min(work.extra.len()));
        work.trials += 1;
        along(work.trial, work.base, share, work.direction);
        scale(work.direction, -share);
        let moved =
            Moved { transport: Transport::Difference, velocity: &*work.direction, previous: &*work.trial };
        let mut plain = System {
            parameters: work.system.parameters,
            triangle: &mut [],
            residual: gradient,
            velocity: &mut *bend,
            damping: R::ZERO,
            relative: R::ZERO,
        };
        Euclidean.begin(&mut plain, R::ZERO);
        let mut absorb = |panel: &mut Panel<'_, R>| Euclidean.absorb(&mut plain, panel);
        let task = task.of_the_gram_matrix();
        let seen = match metric.of_the_loss() {
            true => {
                let rows = LossRows(task.problem);
                task.rows(&rows, work.base, Some(moved), &mut work.pass, &mut absorb)
            }
            false => task.rows(&MetricRows(&*metric), work.base, Some(moved), &mut work.pass, &mut absorb),
        };
        scale(work.direction, -R::ONE / share);
        seen?;
        solver.solve_for(&mut work.system, bend);
        scale(bend, -R::ONE / (share * share));
        let (direction, bend) = (dot(work.direction, work.direction), dot(bend, bend));
        let two = R::ONE + R::ONE;
        let longest = most * (direction / bend).sqrt() / two;
        // A bend that is infinite or no number is none.
        Ok(if R::ZERO < bend && bend <= R::MAX { longest.smaller(R::MAX) } else { R::ZERO })
    }
}

fn scale<R: Real>(vector: &mut [R], factor: R) {
    for entry in vector {
        *entry *= factor;
    }
}
