//! The system at the base: Gram matrix or root, gradient and loss, and beside the residuals the velocity.

use super::motion::Motion;
use super::pass::Moved;
use super::task::{Objective, Which};
use super::velocity::VelocityMetric;
use super::{NaturalGradient, Recipe, StepError};
use crate::Real;
use crate::damping::Damping;
use crate::least_squares::{Euclidean, LeastSquares, System};
use crate::memory::Workspace;

impl<R: Real, P: Recipe<R>> NaturalGradient<R, P> {
    /// The Gram matrix, the gradient and the loss at the base; with a motion, the velocity beside the residuals.
    #[inline(never)]
    pub(super) fn assemble<T: Objective<R>, const K: usize>(
        &mut self,
        task: &T,
        motion: Option<Motion<R>>,
        work: &mut Workspace<'_, R, K>,
    ) -> Result<(), StepError> {
        let known = self.damping.known().unwrap_or(R::ZERO);
        let carried = motion.filter(Motion::is_projected).map(|motion| Moved {
            transport: motion.transport,
            velocity: &*work.state.velocity,
            previous: &*work.state.previous,
        });
        let mut own = self.velocity_metric.solver().filter(|_| carried.is_some());
        let beside = carried.filter(|_| own.is_none());
        let (solver, system) = (&mut self.solver, &mut work.system);
        solver.begin(system, known);
        if task.is_of_the_loss() {
            work.loss = task.rows(Which::Loss, work.base, beside, &mut work.pass, &mut |panel| {
                solver.absorb(system, panel)
            })?;
            solver.gradient(system, work.gradient);
        } else {
            let mut plain = System::of_vectors(system.parameters, work.gradient, work.trial);
            Euclidean.begin(&mut plain, R::ZERO);
            work.loss = task.rows(Which::Loss, work.base, None, &mut work.pass, &mut |panel| {
                Euclidean.absorb(&mut plain, panel)
            })?;
            task.rows(Which::Metric, work.base, beside, &mut work.pass, &mut |panel| {
                solver.absorb(system, panel)
            })?;
        }
        if let (Some(solver), Some(second)) = (&mut own, &mut work.velocity_system) {
            second.lend(work.system.parameters, |system| {
                solver.begin(system, known);
                task.rows(Which::Velocity, work.base, carried, &mut work.pass, &mut |panel| {
                    solver.absorb(system, panel);
                })
            })?;
        }
        Ok(())
    }

    /// trace(G)/P and the regularization that the damping makes of it.
    pub(super) fn choose_regularization<const K: usize>(&self, work: &mut Workspace<'_, R, K>) {
        work.mean_square = self.mean_square(&work.system);
        work.regularization = self.damping.regularization(work.mean_square);
    }

    /// trace(G)/P.
    fn mean_square(&self, system: &System<'_, R>) -> R {
        self.solver.trace(system) / R::of_count(system.parameters.max(1))
    }

    /// Factors the system, and that of the velocity if it has its own.
    pub(super) fn factor<const K: usize>(
        &mut self,
        work: &mut Workspace<'_, R, K>,
        motion: Option<Motion<R>>,
    ) -> Result<(), StepError> {
        self.solver.factor(&mut work.system, work.pass.panel, work.regularization)?;
        if motion.is_some_and(|motion| motion.is_projected())
            && let (Some(solver), Some(second)) = (self.velocity_metric.solver(), &mut work.velocity_system)
        {
            second.lend(work.system.parameters, |system| {
                let mean_square = solver.trace(system) / R::of_count(system.parameters.max(1));
                let regularization = self.damping.regularization(mean_square);
                solver.factor(system, work.pass.panel, regularization)
            })?;
        }
        Ok(())
    }
}
