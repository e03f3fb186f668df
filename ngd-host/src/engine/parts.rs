//! One enum per seam, chosen when the program runs, each the seam's trait by a `match`.

use faer::traits::RealField;
use ngd_core::damping::{Adaptive, AnnealedCutoff, Constant, Cutoff, Damping};
use ngd_core::least_squares::{
    Euclidean, FactorError, LeastSquares, NormalEquations, Panel, Regularization, SquareRoot, System,
    TruncatedSvd,
};
use ngd_core::metric::{GaussNewton, Same};
use ngd_core::step_length::{Backtracking, Fixed, Found, Grid, Search, StepLength};
use ngd_core::{Momentum, NaturalGradient, Policy, Real, Transport, natural_gradient};

use super::svd::HeapSpectrum;
use crate::choice;
use crate::settings::Settings;

/// A number that the core and the linear algebra of the host know.
pub trait Float: Real + RealField {}
impl Float for f32 {}
impl Float for f64 {}

/// An optimizer of chosen parts.
pub type Optimizer<R> = NaturalGradient<
    R,
    natural_gradient::Projection<Solver<R>>,
    natural_gradient::Control<Length<R>, Caution<R>>,
>;

/// The optimizer that settings describe, for P parameters.
pub fn optimizer<R: Float>(settings: &Settings, parameters: usize) -> Optimizer<R> {
    let projection =
        natural_gradient::Projection { solver: solver(settings), metric: GaussNewton, velocity: Same };
    let control =
        natural_gradient::Control { length: length(settings), damping: caution(settings, parameters) };
    let policy = match settings.policy {
        choice::Policy::Descent => Policy::descent(),
        choice::Policy::Escape => Policy::escape(),
    };
    NaturalGradient::new(projection, control, momentum(settings), policy)
}

fn momentum<R: Float>(settings: &Settings) -> Momentum<R> {
    use choice::Optimizer as Method;
    let beta = R::of(settings.momentum.unwrap_or(0.0));
    let heavy_ball = |transport| Momentum::HeavyBall { beta, transport };
    let nesterov = |transport| Momentum::Nesterov { beta, transport };
    match settings.optimizer {
        Method::GradientDescent | Method::NaturalGradient => Momentum::None,
        Method::HeavyBall | Method::ParameterHeavyBall => heavy_ball(Transport::Parameter),
        Method::Nesterov | Method::ParameterNesterov => nesterov(Transport::Parameter),
        Method::NaturalHeavyBall => heavy_ball(Transport::Projected),
        Method::NaturalHeavyBallDifference => heavy_ball(Transport::Difference),
        Method::NaturalNesterov => nesterov(Transport::Difference),
    }
}

/// The solvers of the program.
#[derive(Clone, Debug)]
pub enum Solver<R> {
    /// Gram matrix and Cholesky factorization.
    Cholesky(NormalEquations),
    /// QR without a Gram matrix.
    SquareRoot(SquareRoot),
    /// Truncated singular values.
    Svd(TruncatedSvd<R, HeapSpectrum<R>>),
    /// None: first-order methods.
    Euclidean(Euclidean),
}

fn solver<R: Float>(settings: &Settings) -> Solver<R> {
    match settings.solver {
        Some(choice::Solver::Cholesky) => Solver::Cholesky(NormalEquations),
        Some(choice::Solver::SquareRoot) => Solver::SquareRoot(SquareRoot),
        Some(choice::Solver::Svd) => Solver::Svd(TruncatedSvd::new(HeapSpectrum::default())),
        None => Solver::Euclidean(Euclidean),
    }
}

macro_rules! of_solver {
    ($self:ident, $solver:ident => $call:expr) => {
        match $self {
            Self::Cholesky($solver) => $call,
            Self::SquareRoot($solver) => $call,
            Self::Svd($solver) => $call,
            Self::Euclidean($solver) => $call,
        }
    };
}

impl<R: Float> LeastSquares<R> for Solver<R> {
    fn is_reusable(&self) -> bool {
        of_solver!(self, solver => LeastSquares::<R>::is_reusable(solver))
    }
    fn lanes(&self, parameters: usize) -> usize {
        of_solver!(self, solver => LeastSquares::<R>::lanes(solver, parameters))
    }
    fn most_rows(&self) -> Option<usize> {
        of_solver!(self, solver => LeastSquares::<R>::most_rows(solver))
    }
    fn begin(&mut self, system: &mut System<'_, R>, damping: R) {
        of_solver!(self, solver => solver.begin(system, damping));
    }
    fn absorb(&mut self, system: &mut System<'_, R>, panel: &mut Panel<'_, R>) {
        of_solver!(self, solver => solver.absorb(system, panel));
    }
    fn trace(&self, system: &System<'_, R>) -> R {
        of_solver!(self, solver => solver.trace(system))
    }
    fn gradient(&self, system: &System<'_, R>, gradient: &mut [R]) {
        of_solver!(self, solver => solver.gradient(system, gradient));
    }
    fn factor(
        &mut self,
        system: &mut System<'_, R>,
        workspace: &mut [[R; 4]],
        regularization: Regularization<R>,
    ) -> Result<(), FactorError> {
        of_solver!(self, solver => solver.factor(system, workspace, regularization))
    }
    fn solve(&mut self, system: &mut System<'_, R>, rho: R, nu: R, direction: &mut [R]) {
        of_solver!(self, solver => solver.solve(system, rho, nu, direction));
    }
    fn solve_for(&mut self, system: &mut System<'_, R>, right_hand_side: &mut [R]) {
        of_solver!(self, solver => solver.solve_for(system, right_hand_side));
    }
    fn stepped(&mut self, accepted: bool) {
        of_solver!(self, solver => LeastSquares::<R>::stepped(solver, accepted));
    }
    fn curvature(&self, system: &System<'_, R>, direction: &[R]) -> R {
        of_solver!(self, solver => solver.curvature(system, direction))
    }
    fn covariance_diagonal(&mut self, system: &mut System<'_, R>, diagonal: &mut [R]) {
        of_solver!(self, solver => solver.covariance_diagonal(system, diagonal));
    }
}

/// The step lengths of the program.
#[derive(Clone, Copy, Debug)]
pub enum Length<R> {
    /// `--step fixed:A`
    Fixed(Fixed<R>),
    /// `--step backtracking`
    Backtracking(Backtracking<R>),
    /// `--step grid`
    Grid(Grid),
}

fn length<R: Float>(settings: &Settings) -> Length<R> {
    match settings.step {
        choice::Step::Fixed(alpha) => Length::Fixed(Fixed { learning_rate: R::of(alpha) }),
        choice::Step::Backtracking => Length::Backtracking(Backtracking::default()),
        choice::Step::Grid => Length::Grid(Grid::default()),
    }
}

impl<R: Float> StepLength<R> for Length<R> {
    fn learning_rate(&self) -> R {
        match self {
            Self::Fixed(length) => length.learning_rate(),
            Self::Backtracking(length) => length.learning_rate(),
            Self::Grid(length) => length.learning_rate(),
        }
    }
    fn search(&self, search: &Search<R>, trial: impl FnMut(R) -> R) -> Option<Found<R>> {
        match self {
            Self::Fixed(length) => length.search(search, trial),
            Self::Backtracking(length) => length.search(search, trial),
            Self::Grid(length) => length.search(search, trial),
        }
    }
}

/// The regularizations of the program.
#[derive(Clone, Copy, Debug)]
pub enum Caution<R> {
    /// `--damping constant:L`
    Constant(Constant<R>),
    /// `--damping adaptive`
    Adaptive(Adaptive<R>),
    /// `--cutoff X`
    Cutoff(Cutoff<R>),
    /// `--cutoff annealed`
    Annealed(AnnealedCutoff<R>),
}

fn caution<R: Float>(settings: &Settings, parameters: usize) -> Caution<R> {
    match (settings.cutoff, settings.damping) {
        (Some(choice::Cutoff::Constant(relative)), _) => {
            Caution::Cutoff(Cutoff { relative: R::of(relative) })
        }
        (Some(choice::Cutoff::Annealed), _) => Caution::Annealed(AnnealedCutoff::new(parameters)),
        (Some(choice::Cutoff::AnnealedTo(last)), _) => {
            Caution::Annealed(AnnealedCutoff::between(R::of(1e-4), R::of(last), 20))
        }
        (None, Some(choice::Damping::Adaptive)) => Caution::Adaptive(Adaptive::default()),
        (None, Some(choice::Damping::Constant(relative))) => {
            Caution::Constant(Constant { relative: R::of(relative) })
        }
        (None, None) => Caution::Constant(Constant { relative: R::ZERO }),
    }
}

macro_rules! of_caution {
    ($self:ident, $rule:ident => $call:expr) => {
        match $self {
            Self::Constant($rule) => $call,
            Self::Adaptive($rule) => $call,
            Self::Cutoff($rule) => $call,
            Self::Annealed($rule) => $call,
        }
    };
}

impl<R: Float> Damping<R> for Caution<R> {
    fn known(&self) -> Option<R> {
        of_caution!(self, rule => rule.known())
    }
    fn regularization(&self, mean_square: R) -> Regularization<R> {
        of_caution!(self, rule => rule.regularization(mean_square))
    }
    fn again(&self, tried: Regularization<R>) -> Option<Regularization<R>> {
        of_caution!(self, rule => rule.again(tried))
    }
    fn accepted(&mut self, used: Regularization<R>, length: R, gain: Option<R>) {
        of_caution!(self, rule => rule.accepted(used, length, gain));
    }
    fn rejected(&mut self, used: Regularization<R>, mean_square: R) -> bool {
        of_caution!(self, rule => rule.rejected(used, mean_square))
    }
}
