//! The solvers of the program.

use ngd_core::damping::Constant;
use ngd_core::least_squares::{
    Averaged, Coordinates, Dual, Euclidean, FactorError, LeastSquares, NormalEquations, Panel,
    Regularization, SquareRoot, System, TruncatedSvd, Whitened,
};

use super::Float;
use crate::method as choice;
use crate::method::HeapSpectrum;
use crate::training::Settings;

/// An enum of solvers that is a solver.
macro_rules! solvers {
    ($(#[$doc:meta])* $name:ident { $($(#[$note:meta])* $variant:ident($solver:ty)),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub enum $name<R> {
            $($(#[$note])* $variant($solver)),+
        }

        impl<R: Float> LeastSquares<R> for $name<R> {
            fn is_reusable(&self) -> bool {
                match self { $(Self::$variant(solver) => LeastSquares::<R>::is_reusable(solver)),+ }
            }
            fn lanes(&self, parameters: usize) -> usize {
                match self { $(Self::$variant(solver) => LeastSquares::<R>::lanes(solver, parameters)),+ }
            }
            fn most_rows(&self) -> Option<usize> {
                match self { $(Self::$variant(solver) => LeastSquares::<R>::most_rows(solver)),+ }
            }
            fn begin(&mut self, system: &mut System<'_, R>, damping: R) {
                match self { $(Self::$variant(solver) => solver.begin(system, damping)),+ }
            }
            fn absorb(&mut self, system: &mut System<'_, R>, panel: &mut Panel<'_, R>) {
                match self { $(Self::$variant(solver) => solver.absorb(system, panel)),+ }
            }
            fn trace(&self, system: &System<'_, R>) -> R {
                match self { $(Self::$variant(solver) => solver.trace(system)),+ }
            }
            fn gradient(&self, system: &System<'_, R>, gradient: &mut [R]) {
                match self { $(Self::$variant(solver) => solver.gradient(system, gradient)),+ }
            }
            fn factor(
                &mut self,
                system: &mut System<'_, R>,
                workspace: &mut [[R; 4]],
                regularization: Regularization<R>,
            ) -> Result<(), FactorError> {
                match self { $(Self::$variant(solver) => solver.factor(system, workspace, regularization)),+ }
            }
            fn solve(&mut self, system: &mut System<'_, R>, rho: R, nu: R, direction: &mut [R]) {
                match self { $(Self::$variant(solver) => solver.solve(system, rho, nu, direction)),+ }
            }
            fn solve_for(&mut self, system: &mut System<'_, R>, right_hand_side: &mut [R]) {
                match self { $(Self::$variant(solver) => solver.solve_for(system, right_hand_side)),+ }
            }
            fn stepped(&mut self, accepted: bool) {
                match self { $(Self::$variant(solver) => LeastSquares::<R>::stepped(solver, accepted)),+ }
            }
            fn curvature(&self, system: &System<'_, R>, direction: &[R]) -> R {
                match self { $(Self::$variant(solver) => solver.curvature(system, direction)),+ }
            }
            fn covariance_diagonal(&mut self, system: &mut System<'_, R>, diagonal: &mut [R]) {
                match self { $(Self::$variant(solver) => solver.covariance_diagonal(system, diagonal)),+ }
            }
        }
    };
}

solvers! {
    /// How a step meets the tangent space.
    Solver {
        /// Gram matrix and Cholesky factorization.
        Cholesky(NormalEquations),
        /// QR without a Gram matrix.
        SquareRoot(SquareRoot),
        /// Truncated singular values.
        Svd(TruncatedSvd<R, HeapSpectrum<R>>),
        /// The kernel of a batch.
        Dual(Dual),
        /// A Gram matrix that remembers the steps before.
        Averaged(Averaged<R>),
        /// None: methods without a metric.
        Frame(Frame<R>),
    }
}

solvers! {
    /// The coordinates of a first-order method.
    Frame {
        /// θ.
        Parameters(Euclidean),
        /// φ = Lᵀθ.
        Whitened(Whitened<R, NormalEquations>),
    }
}

impl<R: Float> Coordinates<R> for Frame<R> {
    fn enter(&self, system: &System<'_, R>, x: &mut [R]) {
        match self {
            Self::Parameters(frame) => frame.enter(system, x),
            Self::Whitened(frame) => frame.enter(system, x),
        }
    }

    fn leave(&self, system: &System<'_, R>, x: &mut [R]) {
        match self {
            Self::Parameters(frame) => frame.leave(system, x),
            Self::Whitened(frame) => frame.leave(system, x),
        }
    }
}

/// γ of the averaged or accumulated Gram matrix.
const MEMORY: f64 = 0.9;

/// The solver for batches of at most so many rows.
pub(super) fn solver<R: Float>(settings: &Settings, rows: usize) -> Solver<R> {
    match settings.solver {
        Some(choice::Solver::Cholesky) => Solver::Cholesky(NormalEquations),
        Some(choice::Solver::SquareRoot) => Solver::SquareRoot(SquareRoot),
        Some(choice::Solver::Svd) => Solver::Svd(TruncatedSvd::new(HeapSpectrum::default())),
        Some(choice::Solver::Dual) => Solver::Dual(Dual::new(rows)),
        Some(choice::Solver::Averaged) => Solver::Averaged(Averaged::new(R::of(MEMORY))),
        Some(choice::Solver::Accumulated) => Solver::Averaged(Averaged::accumulated(R::of(MEMORY))),
        None => Solver::Frame(frame(settings)),
    }
}

/// The coordinates that `--whiten` asks for.
pub(super) fn frame<R: Float>(settings: &Settings) -> Frame<R> {
    match settings.whiten {
        Some(every) => Frame::Whitened(Whitened::new(every, NormalEquations)),
        None => Frame::Parameters(Euclidean),
    }
}

/// λ of whitened coordinates.
pub(super) fn frame_damping<R: Float>(settings: &Settings) -> Constant<R> {
    let relative = match settings.damping {
        Some(choice::Damping::Constant(relative)) => relative,
        _ => 0.0,
    };
    Constant { relative: R::of(relative) }
}
