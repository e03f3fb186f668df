//! The geodesic acceleration of a direction.

use super::pass::Moved;
use super::task::{Objective, Which};
use super::{NaturalGradient, Recipe, StepError};
use crate::Real;
use crate::least_squares::{Euclidean, LeastSquares, System};
use crate::linear_algebra::{add_scaled, along, dot, scale};
use crate::memory::Workspace;
use crate::momentum::Transport;

/// h: the second derivative along d is that of a difference over h d. A power of two, by which a vector is
/// scaled and scaled back exactly.
const SHARE: f64 = 0.125;

/// Adds ½η²a, which `half` holds, to a step of length η, unless that is longer than what is to bend.
#[inline(always)]
pub(super) fn bend<R: Real>(step: &mut [R], length: R, bends: R, half: &[R]) {
    if length <= bends {
        add_scaled(step, length * length, half);
    }
}

impl<R: Real, P: Recipe<R>> NaturalGradient<R, P> {
    /// Puts ½a of the present direction into the workspace; the longest step that is to follow it, zero if none.
    ///
    /// h²r″/2 = r(θ + hd) − r(θ) − hJd up to the third order, which is what a velocity from θ + hd to θ leaves
    /// for the present coordinates to change: the rows of a [difference](Transport::Difference) hand it on.
    #[inline(never)]
    pub(super) fn accelerate<T: Objective<R>, const K: usize>(
        &mut self,
        task: &T,
        most: R,
        work: &mut Workspace<'_, R, K>,
    ) -> Result<R, StepError> {
        let share = R::of(SHARE);
        let (half, gradient) = work.extra.split_at_mut(work.direction.len().min(work.extra.len()));
        work.trials += 1;
        along(work.trial, work.base, share, work.direction);
        scale(work.direction, -share);
        let moved =
            Moved { transport: Transport::Difference, velocity: &*work.direction, previous: &*work.trial };
        let mut plain = System::of_vectors(work.system.parameters, gradient, half);
        Euclidean.begin(&mut plain, R::ZERO);
        let seen = task.rows(Which::Metric, work.base, Some(moved), &mut work.pass, &mut |panel| {
            Euclidean.absorb(&mut plain, panel)
        });
        scale(work.direction, -R::ONE / share);
        seen?;
        self.solver.solve_for(&mut work.system, half);
        scale(half, -R::ONE / (share * share));
        let (straight, bent) = (dot(work.direction, work.direction), dot(half, half));
        let longest = most * (straight / bent).sqrt() * R::HALF;
        // A bend that is infinite or no number is none.
        Ok(if R::ZERO < bent && bent <= R::MAX { longest.smaller(R::MAX) } else { R::ZERO })
    }
}
