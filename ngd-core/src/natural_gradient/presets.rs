//! The named methods: presets of parts. What `ngd` calls a method of the same name is built from them.

use super::{NaturalGradient, Parts, Policy, Recommended, Thin};
use crate::Real;
use crate::damping::{Adaptive, ByLength, Constant, Cutoff, Marquardt};
use crate::least_squares::{Dual, Euclidean, NormalEquations, Spectrum, SquareRoot, TruncatedSvd};
use crate::metric::GaussNewton;
use crate::momentum::{Momentum, Transport};
use crate::step_length::{Backtracking, Fixed, GeodesicAcceleration, Grid, StepLength};

/// Singular values, a cutoff that stays, a grid of lengths.
type Spectral<R, S, M = GaussNewton> = Parts<TruncatedSvd<R, S>, Grid, Cutoff<R>, M>;

impl<R: Real> NaturalGradient<R> {
    fn recommended(momentum: Momentum<R>) -> NaturalGradient<R, Recommended<R>> {
        let length = GeodesicAcceleration::of(Backtracking::default());
        NaturalGradient::new(NormalEquations, length, ByLength::default()).with_momentum(momentum)
    }

    /// d = −(G+λI)⁻¹g, without momentum: damped Gauss-Newton along the geodesic, with a search, λ by the length that
    /// it finds.
    #[expect(clippy::self_named_constructors, reason = "the method that gives the type its name")]
    pub fn natural_gradient() -> Self {
        Self::recommended(Momentum::None)
    }

    /// A: the last step, as a tangent function, is projected on the present tangent space.
    ///
    /// # Source
    /// Nouy, Somacal (arXiv 2604.15554), natural heavy ball (velocity).
    pub fn natural_heavy_ball(beta: R) -> Self {
        Self::recommended(Momentum::HeavyBall { beta, transport: Transport::Projected })
    }

    /// B: the difference of the last two functions is projected on the present tangent space.
    ///
    /// # Source
    /// Nouy, Somacal (arXiv 2604.15554), natural heavy ball (difference).
    pub fn natural_heavy_ball_difference(beta: R) -> Self {
        Self::recommended(Momentum::HeavyBall { beta, transport: Transport::Difference })
    }

    /// C: the gradient is taken at w = u_k + β P_T(u_k − u_{k−1}).
    ///
    /// # Source
    /// Nouy, Somacal (arXiv 2604.15554), natural Nesterov; with the tangent space at w in the second
    /// projection.
    pub fn natural_nesterov(beta: R) -> Self {
        Self::recommended(Momentum::Nesterov { beta, transport: Transport::Difference })
    }

    /// A with α and β ≤ `most` that minimize the quadratic model of the loss.
    ///
    /// # Source
    /// Martens, Grosse (2015), section 7 (arXiv 1503.05671).
    pub fn natural_heavy_ball_joint(most: R) -> Self {
        Self::recommended(Momentum::Joint { most, transport: Transport::Projected })
    }

    /// Heavy ball with the natural direction in the space of parameters, untransported: a baseline.
    pub fn parameter_heavy_ball(beta: R) -> Self {
        Self::recommended(Momentum::HeavyBall { beta, transport: Transport::Parameter })
    }

    /// Nesterov with the natural direction in the space of parameters, untransported: a baseline.
    pub fn parameter_nesterov(beta: R) -> Self {
        Self::recommended(Momentum::Nesterov { beta, transport: Transport::Parameter })
    }

    /// The cheap variant for firmware: straight steps, λ by the gain. Half the work of
    /// [`natural_gradient`](Self::natural_gradient) a step, two vectors less memory; in narrow curved valleys it
    /// stops far from the solution. Momentum by [`with_momentum`](NaturalGradient::with_momentum).
    pub fn thin() -> NaturalGradient<R, Thin<R>> {
        NaturalGradient::new(NormalEquations, Backtracking::default(), Adaptive::default())
    }

    /// Levenberg-Marquardt, for data: whole steps d = −(G + λ diag(G))⁻¹g by a square root, λ by the gain,
    /// to a fixed point up to rounding ([`Policy::Converge`]).
    ///
    /// Steps until [`repeats`](crate::natural_gradient::Report::repeats) give all digits of the parameters
    /// that the data determine.
    /// # Source
    /// Marquardt (1963), J. SIAM 11; see [`Marquardt`].
    pub fn levenberg_marquardt() -> NaturalGradient<R, Parts<SquareRoot, Fixed<R>, Marquardt<R>>> {
        NaturalGradient::new(SquareRoot, Fixed { learning_rate: R::ONE }, Marquardt::default())
            .with_policy(Policy::converge())
    }

    /// Gauss-Newton, for data that determine the parameters well: d = −G⁻¹g by normal equations, shortened
    /// where it has to be, to a fixed point up to rounding ([`Policy::Converge`]).
    pub fn gauss_newton() -> NaturalGradient<R, Parts<NormalEquations, Backtracking<R>, Constant<R>>> {
        NaturalGradient::new(NormalEquations, Backtracking::default(), Constant { relative: R::ZERO })
            .with_policy(Policy::converge())
    }

    /// d = −G⁺g in the metric of an energy, for example [`Ritz`](crate::energy::Ritz), singular values below √(εP) of
    /// the largest left out, and the best of 31 lengths.
    ///
    /// # Source
    /// Müller, Zeinhofer (arXiv 2302.13163); the cutoff is that of [`anagram`](Self::anagram).
    pub fn energy_natural_gradient<M: Copy, S: Spectrum<R>>(
        metric: M,
        spectrum: S,
        parameters: usize,
    ) -> NaturalGradient<R, Spectral<R, S, M>> {
        Self::anagram(spectrum, parameters).with_metric(metric)
    }

    /// d = −G⁺g by the singular values of J, those below √(εP) of the largest left out, and the best of 31 lengths.
    /// On sums of squares it is [`energy_natural_gradient`](Self::energy_natural_gradient).
    ///
    /// # Source
    /// Schwencke, Furtlehner (arXiv 2412.10782).
    pub fn anagram<S: Spectrum<R>>(spectrum: S, parameters: usize) -> NaturalGradient<R, Spectral<R, S>> {
        let solver = TruncatedSvd::new(spectrum);
        NaturalGradient::new(solver, Grid::default(), Cutoff::of_rounding(parameters))
    }

    /// SPRING: small fresh batches of at most so many rows (samples times residuals), each of which adds to
    /// what the ones before have determined. λ = 1e-2 · trace(G)/P, policy escape.
    ///
    /// Memory: [`Footprint::with_rows`](crate::Footprint::with_rows). Without the momentum it is the dual form of the
    /// natural gradient with a fixed step.
    ///
    /// # Source
    /// Guzmán-Cordero, Dangel, Goldshlager, Zeinhofer (arXiv 2505.12149), with bias correction.
    pub fn spring(
        learning_rate: R,
        beta: R,
        rows: usize,
    ) -> NaturalGradient<R, Parts<Dual, Fixed<R>, Constant<R>>> {
        NaturalGradient::new(Dual::new(rows), Fixed { learning_rate }, Constant { relative: R::of(1e-2) })
            .with_momentum(Momentum::Spring { beta })
            .with_policy(Policy::escape())
    }

    /// θ −= η g, without a metric, with a rule for the length: [`Fixed`] for the plain method.
    pub fn gradient_descent<L: StepLength<R>>(
        length: L,
    ) -> NaturalGradient<R, Parts<Euclidean, L, Constant<R>>> {
        NaturalGradient::new(Euclidean, length, Constant { relative: R::ZERO })
    }

    /// θ += β(θ − θ_{k−1}) − α g, without a metric.
    ///
    /// # Source
    /// Polyak (1964), Some methods of speeding up the convergence of iteration methods.
    pub fn heavy_ball<L: StepLength<R>>(
        length: L,
        beta: R,
    ) -> NaturalGradient<R, Parts<Euclidean, L, Constant<R>>> {
        let momentum = Momentum::HeavyBall { beta, transport: Transport::Parameter };
        Self::gradient_descent(length).with_momentum(momentum)
    }

    /// w = θ + β(θ − θ_{k−1}), θ = w − α g(w), β constant, without a metric.
    ///
    /// # Source
    /// Nesterov (1983), A method for unconstrained convex minimization with the rate O(1/k²).
    pub fn nesterov<L: StepLength<R>>(
        length: L,
        beta: R,
    ) -> NaturalGradient<R, Parts<Euclidean, L, Constant<R>>> {
        let momentum = Momentum::Nesterov { beta, transport: Transport::Parameter };
        Self::gradient_descent(length).with_momentum(momentum)
    }
}
