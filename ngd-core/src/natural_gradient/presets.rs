//! The named methods: presets of parts, and how to exchange a part.

use super::{Control, NaturalGradient, Policy, Projection, Restarts};
use crate::Real;
use crate::damping::{Adaptive, Constant, Marquardt};
use crate::least_squares::{Dual, NormalEquations, SquareRoot};
use crate::metric::{GaussNewton, Own, Same};
use crate::momentum::{Momentum, Transport};
use crate::step_length::{Backtracking, Fixed, Grid};

impl<R: Real> NaturalGradient<R> {
    fn preset(momentum: Momentum<R>) -> Self {
        let projection = Projection { solver: NormalEquations, metric: GaussNewton, velocity: Same };
        let control = Control { length: Backtracking::default(), damping: Adaptive::default() };
        Self::new(projection, control, momentum, Policy::descent())
    }

    /// d = −(G+λI)⁻¹g, without momentum: damped Gauss-Newton.
    #[expect(clippy::self_named_constructors, reason = "the method that gives the type its name")]
    pub fn natural_gradient() -> Self {
        Self::preset(Momentum::None)
    }

    /// Levenberg-Marquardt, for data: whole steps d = −(G + λ diag(G))⁻¹g by a square root, λ by the gain,
    /// to a fixed point up to rounding ([`Policy::Converge`]).
    ///
    /// Steps until [`repeats`](crate::natural_gradient::Report::repeats) give all digits of the parameters
    /// that the data determine.
    /// # Source
    /// Marquardt (1963), J. SIAM 11; see [`Marquardt`].
    pub fn levenberg_marquardt() -> NaturalGradient<R, Projection<SquareRoot>, Control<Fixed<R>, Marquardt<R>>>
    {
        Self::preset(Momentum::None)
            .with_solver(SquareRoot)
            .with_length(Fixed { learning_rate: R::ONE })
            .with_damping(Marquardt::default())
            .with_policy(Policy::converge())
    }

    /// Gauss-Newton, for data that determine the parameters well: d = −G⁻¹g by normal equations, shortened
    /// where it has to be, to a fixed point up to rounding ([`Policy::Converge`]).
    pub fn gauss_newton() -> NaturalGradient<R, Projection, Control<Backtracking<R>, Constant<R>>> {
        Self::preset(Momentum::None)
            .with_damping(Constant { relative: R::ZERO })
            .with_policy(Policy::converge())
    }

    /// A: the last step, as a tangent function, is projected on the present tangent space.
    ///
    /// # Source
    /// Nouy, Somacal (arXiv 2604.15554), natural heavy ball (velocity).
    pub fn natural_heavy_ball(beta: R) -> Self {
        Self::preset(Momentum::HeavyBall { beta, transport: Transport::Projected })
    }

    /// B: the difference of the last two functions is projected on the present tangent space.
    ///
    /// # Source
    /// Nouy, Somacal (arXiv 2604.15554), natural heavy ball (difference).
    pub fn natural_heavy_ball_difference(beta: R) -> Self {
        Self::preset(Momentum::HeavyBall { beta, transport: Transport::Difference })
    }

    /// C: the gradient is taken at w = u_k + β P_T(u_k − u_{k−1}).
    ///
    /// # Source
    /// Nouy, Somacal (arXiv 2604.15554), natural Nesterov; with the tangent space at w in the second
    /// projection.
    pub fn natural_nesterov(beta: R) -> Self {
        Self::preset(Momentum::Nesterov { beta, transport: Transport::Difference })
    }

    /// Heavy ball with the natural direction in the space of parameters, untransported: a baseline.
    pub fn parameter_heavy_ball(beta: R) -> Self {
        Self::preset(Momentum::HeavyBall { beta, transport: Transport::Parameter })
    }

    /// Nesterov with the natural direction in the space of parameters, untransported: a baseline.
    pub fn parameter_nesterov(beta: R) -> Self {
        Self::preset(Momentum::Nesterov { beta, transport: Transport::Parameter })
    }
}

impl<R: Real, M> NaturalGradient<R, Projection<SquareRoot, M>, Control<Grid, Constant<R>>> {
    /// d = −(G+λI)⁻¹g in the metric of an energy, for example [`Ritz`](crate::problem::Ritz), and the best of
    /// 31 lengths. λ = 1e-8 · trace(G)/P: on deep Ritz (1-16-1, six seeds) an adaptive λ falls to its floor
    /// and the length with it, and the run stands at errors of 0.2 to 1; with 1e-8 all end below 4e-4.
    ///
    /// # Source
    /// Müller, Zeinhofer (arXiv 2302.13163), with damping in the place of their pseudo-inverse; take a
    /// [`TruncatedSvd`](crate::least_squares::TruncatedSvd) and a cutoff for theirs.
    pub fn energy_natural_gradient(metric: M) -> Self {
        let projection = Projection { solver: SquareRoot, metric, velocity: Same };
        let damping = Constant { relative: R::of(1e-8) };
        let control = Control { length: Grid::default(), damping };
        Self::new(projection, control, Momentum::None, Policy::descent())
    }
}

impl<R: Real> NaturalGradient<R, Projection<Dual>, Control<Fixed<R>, Constant<R>>> {
    /// SPRING: small fresh batches of at most so many rows (samples times residuals), each of which adds to
    /// what the ones before have determined. λ = 1e-3 · trace(G)/P, policy escape.
    ///
    /// Memory: [`Footprint::dual`](crate::Footprint::dual). Without the momentum it is
    /// [`natural_gradient`](NaturalGradient::natural_gradient) [with the solver](Self::with_solver) [`Dual`].
    ///
    /// # Source
    /// Guzmán-Cordero, Dangel, Goldshlager, Zeinhofer (arXiv 2505.12149), with bias correction.
    pub fn spring(learning_rate: R, beta: R, rows: usize) -> Self {
        let projection = Projection { solver: Dual::new(rows), metric: GaussNewton, velocity: Same };
        let damping = Constant { relative: R::of(1e-3) };
        let control = Control { length: Fixed { learning_rate }, damping };
        Self::new(projection, control, Momentum::Spring { beta }, Policy::escape())
    }
}

impl<R: Real, S, M, V, C> NaturalGradient<R, Projection<S, M, V>, C> {
    /// With another solver.
    pub fn with_solver<T>(self, solver: T) -> NaturalGradient<R, Projection<T, M, V>, C> {
        let Projection { metric, velocity, .. } = self.projection;
        let projection = Projection { solver, metric, velocity };
        NaturalGradient::new(projection, self.control, self.momentum, self.policy)
            .with_restarts(self.restarts)
    }

    /// With the gradient preconditioned in another metric.
    pub fn with_metric<T>(self, metric: T) -> NaturalGradient<R, Projection<S, T, V>, C> {
        let Projection { solver, velocity, .. } = self.projection;
        let projection = Projection { solver, metric, velocity };
        NaturalGradient::new(projection, self.control, self.momentum, self.policy)
            .with_restarts(self.restarts)
    }

    /// With the velocity projected in a metric of its own.
    pub fn with_velocity_metric<T>(self, metric: T) -> NaturalGradient<R, Projection<S, M, Own<S, T>>, C>
    where
        S: Clone,
    {
        let Projection { solver, metric: gradient, .. } = self.projection;
        let velocity = Own { solver: solver.clone(), metric };
        let projection = Projection { solver, metric: gradient, velocity };
        NaturalGradient::new(projection, self.control, self.momentum, self.policy)
            .with_restarts(self.restarts)
    }
}

impl<R: Real, P, L, C> NaturalGradient<R, P, Control<L, C>> {
    /// With another rule for the length.
    pub fn with_length<T>(self, length: T) -> NaturalGradient<R, P, Control<T, C>> {
        let control = Control { length, damping: self.control.damping };
        NaturalGradient::new(self.projection, control, self.momentum, self.policy)
            .with_restarts(self.restarts)
    }

    /// With another rule for the damping.
    pub fn with_damping<T>(self, damping: T) -> NaturalGradient<R, P, Control<L, T>> {
        let control = Control { length: self.control.length, damping };
        NaturalGradient::new(self.projection, control, self.momentum, self.policy)
            .with_restarts(self.restarts)
    }
}

impl<R: Real, P, C> NaturalGradient<R, P, C> {
    /// With another policy.
    pub fn with_policy(mut self, policy: Policy<R>) -> Self {
        self.policy = policy;
        self
    }

    /// With another rule for restarts.
    pub fn with_restarts(mut self, restarts: Restarts) -> Self {
        self.restarts = restarts;
        self
    }
}
