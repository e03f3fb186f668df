//! The direction of a step, from the system at its base and the velocity.

use super::joint::Plane;
use super::motion::Motion;
use super::task::Objective;
use super::velocity::VelocityMetric;
use super::{NaturalGradient, Recipe};
use crate::Real;
use crate::least_squares::{LeastSquares, Regularization};
use crate::linear_algebra::{add_scaled, dot};
use crate::memory::Workspace;
use crate::momentum::Momentum;
use crate::step_length::StepLength;

impl<R: Real, P: Recipe<R>> NaturalGradient<R, P> {
    /// The direction from the base with what is left of the motion, which is dropped where descent is not possible
    /// with it. β.
    pub(super) fn direction<T: Objective<R>, const K: usize>(
        &mut self,
        task: &T,
        riding: &mut Option<Motion<R>>,
        work: &mut Workspace<'_, R, K>,
    ) -> R {
        let of_the_loss = task.is_of_the_loss();
        let mut beta = riding.map_or(R::ZERO, |motion| motion.beta);
        match riding.filter(|motion| motion.joint && task.is_curvature()) {
            Some(motion) => beta = self.joint_direction(work, motion, of_the_loss),
            None => self.solve(work, *riding, of_the_loss),
        }
        let is_climbing = || dot(work.gradient, work.direction) >= R::ZERO;
        if self.policy.is_descent() && riding.is_some() && is_climbing() {
            *riding = None;
            beta = R::ZERO;
            self.solve(work, None, of_the_loss);
        }
        beta
    }

    /// d = βp − (G+λI)⁻¹Jᵀ[αr + β(Jp − q)]: the change of the velocity is damped, not the velocity.
    fn solve<const K: usize>(
        &mut self,
        work: &mut Workspace<'_, R, K>,
        motion: Option<Motion<R>>,
        of_the_loss: bool,
    ) {
        let alpha = self.length.learning_rate();
        let beta = motion.map_or(R::ZERO, |motion| motion.beta);
        let carried = motion.filter(Motion::is_projected).map_or(R::ZERO, |motion| motion.beta);
        let own = self.velocity_metric.solver().is_some();
        let solver = &mut self.solver;
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
    fn joint_direction<const K: usize>(
        &mut self,
        work: &mut Workspace<'_, R, K>,
        motion: Motion<R>,
        of_the_loss: bool,
    ) -> R {
        work.trial.fill(R::ZERO);
        if motion.is_projected() {
            self.velocity_change(work, R::ONE);
        }
        add_scaled(work.trial, R::ONE, work.state.velocity);
        self.solve(work, None, of_the_loss);
        let lambda = match work.regularization {
            Regularization::Damping(lambda) => lambda,
            _ => R::ZERO,
        };
        let alpha = self.length.learning_rate();
        let slope = dot(work.gradient, work.trial);
        let curvature = |d: &[R]| self.solver.curvature(&work.system, d);
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
        match (self.velocity_metric.solver(), &mut work.velocity_system) {
            (Some(solver), Some(second)) => second.lend(work.system.parameters, |system| {
                solver.solve(system, R::ZERO, beta, work.trial);
            }),
            _ => self.solver.solve(&mut work.system, R::ZERO, beta, work.trial),
        }
    }
}
