//! The direction of a step, from the system at its base and the velocity.

use super::attempt::Motion;
use super::joint::Plane;
use super::{Control, NaturalGradient, Projection, StepError};
use crate::Real;
use crate::damping::Damping;
use crate::least_squares::{LeastSquares, Regularization, System};
use crate::linear_algebra::{add_scaled, dot};
use crate::memory::Workspace;
use crate::metric::VelocityMetric;
use crate::momentum::Momentum;
use crate::step_length::StepLength;

impl<R, S, M, V, L, C> NaturalGradient<R, Projection<S, M, V>, Control<L, C>>
where
    R: Real,
    S: LeastSquares<R>,
    V: VelocityMetric<R>,
    L: StepLength<R>,
    C: Damping<R>,
{
    /// trace(G)/P.
    pub(super) fn mean_square(&self, system: &System<'_, R>) -> R {
        self.projection.solver.trace(system) / R::of_count(system.parameters.max(1))
    }

    /// Factors the system, and that of the velocity if it has its own.
    pub(super) fn factor<const K: usize>(
        &mut self,
        work: &mut Workspace<'_, R, K>,
        motion: Option<Motion<R>>,
        regularization: Regularization<R>,
    ) -> Result<(), StepError> {
        let Projection { solver, velocity, .. } = &mut self.projection;
        solver.factor(&mut work.system, work.pass.panel, regularization)?;
        if motion.is_some_and(|motion| motion.is_projected())
            && let (Some((solver, _)), Some(second)) = (velocity.parts(), &mut work.velocity_system)
        {
            second.lend(work.system.parameters, |system| {
                let mean_square = solver.trace(system) / R::of_count(system.parameters.max(1));
                let regularization = self.control.damping.regularization(mean_square);
                solver.factor(system, work.pass.panel, regularization)
            })?;
        }
        Ok(())
    }

    /// d = βp − (G+λI)⁻¹Jᵀ[αr + β(Jp − q)]: the change of the velocity is damped, not the velocity.
    pub(super) fn direction<const K: usize>(
        &mut self,
        work: &mut Workspace<'_, R, K>,
        motion: Option<Motion<R>>,
        of_the_loss: bool,
    ) {
        let alpha = self.control.length.learning_rate();
        let beta = motion.map_or(R::ZERO, |motion| motion.beta);
        let carried = motion.filter(Motion::is_projected).map_or(R::ZERO, |motion| motion.beta);
        let own = self.projection.velocity.parts().is_some();
        let solver = &mut self.projection.solver;
        if of_the_loss {
            solver.solve(&mut work.system, alpha, if own { R::ZERO } else { carried }, work.direction);
        } else {
            work.direction.fill(R::ZERO);
            add_scaled(work.direction, -alpha, work.gradient);
            solver.solve_for(&mut work.system, work.direction);
        }
        if carried != R::ZERO && (own || !of_the_loss) {
            self.velocity_change(work, carried);
            add_scaled(work.direction, R::ONE, work.trial);
        }
        if beta != R::ZERO {
            add_scaled(work.direction, beta, work.state.velocity);
        }
    }

    /// β²ᵏ of a step of SPRING that rides on k − 1 others.
    pub(super) fn power(&self, motion: Option<Motion<R>>) -> Option<R> {
        let Momentum::Spring { beta } = self.momentum else { return None };
        let past = if motion.is_some() { self.progress.power } else { R::ONE };
        Some(past * beta * beta)
    }

    /// d = a d_r + β d_q, the minimum of the quadratic model; returns β.
    ///
    /// d_r = −α(G+λI)⁻¹g gives d_rᵀGd_q = −α g·d_q − λ d_r·d_q.
    pub(super) fn joint_direction<const K: usize>(
        &mut self,
        work: &mut Workspace<'_, R, K>,
        motion: Motion<R>,
        of_the_loss: bool,
        regularization: Regularization<R>,
    ) -> R {
        work.trial.fill(R::ZERO);
        if motion.is_projected() {
            self.velocity_change(work, R::ONE);
        }
        add_scaled(work.trial, R::ONE, work.state.velocity);
        self.direction(work, None, of_the_loss);
        let lambda = match regularization {
            Regularization::Damping(lambda) => lambda,
            _ => R::ZERO,
        };
        let alpha = self.control.length.learning_rate();
        let slope = dot(work.gradient, work.trial);
        let curvature = |d: &[R]| self.projection.solver.curvature(&work.system, d);
        let plane = Plane {
            slopes: [dot(work.gradient, work.direction), slope],
            curvatures: [
                curvature(work.direction),
                -alpha * slope - lambda * dot(work.direction, work.trial),
                curvature(work.trial),
            ],
        };
        let [a, beta] = plane.minimum(motion.beta);
        for (d, q) in work.direction.iter_mut().zip(&*work.trial) {
            *d = a * *d + beta * *q;
        }
        beta
    }

    /// −β(G+λI)⁻¹Jᵀ(Jp − q) in the metric of the velocity, into the trial vector.
    pub(super) fn velocity_change<const K: usize>(&mut self, work: &mut Workspace<'_, R, K>, beta: R) {
        match (self.projection.velocity.parts(), &mut work.velocity_system) {
            (Some((solver, _)), Some(second)) => second.lend(work.system.parameters, |system| {
                solver.solve(system, R::ZERO, beta, work.trial);
            }),
            _ => self.projection.solver.solve(&mut work.system, R::ZERO, beta, work.trial),
        }
    }
}
