//! Solvers of the step's least-squares problem, fed row by row: the N×P Jacobian is never stored.
//!
//! A solver keeps one packed triangle ([`packed`](crate::linear_algebra::packed); [`Dual`] the rows
//! themselves) and, beside it, two carried vectors, one for the residuals r and one for the velocities v at the same points. It is asked
//! in this order: [`begin`](LeastSquares::begin), [`absorb`](LeastSquares::absorb) for every panel,
//! [`factor`](LeastSquares::factor), then any number of solutions. It knows nothing of models, problems
//! or momentum.

mod averaged;
mod coordinates;
mod dual;
mod euclidean;
mod jacobi;
mod normal_equations;
mod square_root;
mod truncated_svd;
mod whitened;

pub use averaged::Averaged;
pub use coordinates::Coordinates;
pub use dual::Dual;
pub use euclidean::Euclidean;
pub use jacobi::JacobiSpectrum;
pub use normal_equations::NormalEquations;
pub use square_root::SquareRoot;
pub use truncated_svd::{Spectrum, TruncatedSvd};
pub use whitened::Whitened;

use crate::Real;
pub use crate::footprint::Storage;
use crate::linear_algebra::packed::{Panels, incomplete_lane, tiles};
use crate::linear_algebra::triangular;

pub use crate::linear_algebra::PANEL_ROWS;

/// Up to eight rows of the weighted Jacobian; missing rows are zero.
pub struct Panel<'a, R> {
    /// Transposed into lanes of four parameters: lane `8 I + k` holds entries 4I…4I+3 of row k.
    /// Length 8⌈P/4⌉. A solver may overwrite them.
    pub lanes: &'a mut [[R; 4]],
    /// √w r of each row. A solver may overwrite them.
    pub residual: &'a mut [R; PANEL_ROWS],
    /// √w v of each row, the second right-hand side. A solver may overwrite them.
    pub velocity: &'a mut [R; PANEL_ROWS],
}

/// The memory of a solver: lent by the optimizer, filled by the solver.
///
/// All vectors are padded to 4⌈P/4⌉ words; the padding is zero.
pub struct System<'a, R> {
    /// P.
    pub parameters: usize,
    /// The packed triangle of G or R, 2g(g+1) lanes, g = ⌈P/4⌉, or as many as the solver asks for.
    pub triangle: &'a mut [[R; 4]],
    /// What the solver carries of the residuals: Jᵀr or Qᵀr.
    pub residual: &'a mut [R],
    /// What it carries of the velocities: Jᵀv or Qᵀv.
    pub velocity: &'a mut [R],
    /// λ that the triangle contains so far.
    pub damping: R,
    /// λ in units of the diagonal of G, where that is what the triangle contains.
    pub relative: R,
}

impl<'a, R: Real> System<'a, R> {
    /// A system without a triangle, for [`Euclidean`]: of the rows only Jᵀr and Jᵀv are summed.
    pub(crate) fn of_vectors(parameters: usize, residual: &'a mut [R], velocity: &'a mut [R]) -> Self {
        let triangle = &mut [];
        Self { parameters, triangle, residual, velocity, damping: R::ZERO, relative: R::ZERO }
    }
}

/// What keeps a solution small where the rows say little.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Regularization<R> {
    /// λ ≥ 0, absolute: G + λI in the place of G.
    Damping(R),
    /// λ ≥ 0, relative: G + λ diag(G) in the place of G. Steps are then the same in all units of the
    /// parameters. A parameter that no row touches has one on its diagonal.
    Relative(R),
    /// Singular values of J below this fraction of the largest are left out, 0 ≤ cutoff < 1.
    Cutoff(R),
}

impl<R: Copy> Regularization<R> {
    /// λ, or the cutoff.
    pub fn amount(&self) -> R {
        match *self {
            Self::Damping(amount) | Self::Relative(amount) | Self::Cutoff(amount) => amount,
        }
    }
}

/// Why a system could not be factored. θ and every state of the optimizer are then untouched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum FactorError {
    /// The pivot of this parameter is zero, negative or not a number.
    Pivot(usize),
    /// This row of the batch, counted without rows of zeros, depends on those before it.
    DependentRow(usize),
    /// The batch has more rows than the solver has room for.
    Rows {
        /// Those that it has room for.
        most: usize,
        /// Those of the batch.
        found: usize,
    },
    /// This solver has no singular values.
    CutoffUnsupported,
    /// This solver knows one damping for all parameters.
    RelativeUnsupported,
    /// The singular value decomposition did not converge.
    NoConvergence,
    /// The solver's own memory is too short.
    Memory {
        /// Words needed.
        needed: usize,
        /// Words found.
        found: usize,
    },
}

impl core::fmt::Display for FactorError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Pivot(parameter) => write!(
                f,
                "the samples do not determine parameter {parameter}: the matrix is not positive definite \
                 there; raise the damping"
            ),
            Self::DependentRow(row) => write!(
                f,
                "row {row} of the batch depends on those before it: raise the damping, or draw other points"
            ),
            Self::Rows { most, found } => write!(
                f,
                "the batch has {found} rows and the solver room for {most}: make the batch smaller, or give \
                 solver and memory more rows"
            ),
            Self::CutoffUnsupported => f.write_str(
                "this solver has no singular values to cut off; give it a damping, or take a truncated SVD",
            ),
            Self::RelativeUnsupported => f.write_str(
                "this solver damps all parameters alike; give it an absolute damping or a cutoff, or take \
                 normal equations or a square root",
            ),
            Self::NoConvergence => {
                f.write_str("the singular value decomposition did not converge; take a damped solver")
            }
            Self::Memory { needed, found } => {
                write!(f, "the solver's own memory has {found} words and must have {needed}: give it more")
            }
        }
    }
}

impl core::error::Error for FactorError {}

/// A solver of min‖J d − b‖² + λ‖d‖² for right-hand sides b in the span of r and v.
///
/// Vectors that are handed in (gradients, directions, right-hand sides, diagonals) have P words or are
/// padded with zeros to 4⌈P/4⌉. No call panics: what is too short is processed as far as it reaches.
pub trait LeastSquares<R: Real> {
    /// Whether [`factor`](Self::factor) may be called again with another regularization before the next
    /// [`begin`](Self::begin), at the cost of a solution.
    fn is_reusable(&self) -> bool {
        false
    }

    /// What the solver keeps in its [`triangle`](System::triangle), as far as its type says it.
    const STORAGE: Storage = Storage::Triangles(1);

    /// Lanes of four words that the solver needs for its [`triangle`](System::triangle).
    fn lanes(&self, parameters: usize) -> usize {
        Self::STORAGE.lanes(parameters, 0)
    }

    /// The most rows that the solver has room for, if it stores them.
    fn most_rows(&self) -> Option<usize> {
        None
    }

    /// Empties the system and puts λ = `damping` on it. Cost: P²/2 stores.
    fn begin(&mut self, system: &mut System<'_, R>, damping: R);

    /// Adds a panel of rows.
    fn absorb(&mut self, system: &mut System<'_, R>, panel: &mut Panel<'_, R>);

    /// trace(G) of the rows so far, without λ. To be called before [`factor`](Self::factor).
    fn trace(&self, system: &System<'_, R>) -> R;

    /// g = Jᵀr. To be called before or after [`factor`](Self::factor).
    fn gradient(&self, system: &System<'_, R>, gradient: &mut [R]);

    /// Factors the system under a regularization; a λ that [`begin`](Self::begin) has put there counts
    /// as part of it.
    ///
    /// Shapes: workspace 8⌈P/4⌉ lanes, those of a panel; overwritten.
    ///
    /// # Errors
    /// [`FactorError`]; the system must then begin anew.
    fn factor(
        &mut self,
        system: &mut System<'_, R>,
        workspace: &mut [[R; 4]],
        regularization: Regularization<R>,
    ) -> Result<(), FactorError>;

    /// d = −(G+λI)⁻¹ Jᵀ(ρ r + ν v), the minimum of ‖J d + ρ r + ν v‖² + λ‖d‖².
    fn solve(&mut self, system: &mut System<'_, R>, rho: R, nu: R, direction: &mut [R]);

    /// x = (G+λI)⁻¹ b, in the place of b: for a gradient that the rows do not carry.
    fn solve_for(&mut self, system: &mut System<'_, R>, right_hand_side: &mut [R]);

    /// dᵀGd, without λ: with g·d it predicts the decrease along any d,
    /// −η g·d − ½η² dᵀGd. To be called after [`factor`](Self::factor).
    fn curvature(&self, system: &System<'_, R>, direction: &[R]) -> R;

    /// Diagonal of (G+λI)⁻¹: the variance of each parameter if the rows are divided by the standard
    /// deviation of their noise. To be called after [`factor`](Self::factor).
    fn covariance_diagonal(&mut self, system: &mut System<'_, R>, diagonal: &mut [R]);

    /// The step of this factorization was accepted or rejected: for solvers that keep something in the
    /// triangle. Not called after an error.
    fn stepped(&mut self, accepted: bool) {
        let _ = accepted;
    }
}

/// What has still to be added to the diagonal of G + λI.
#[derive(Clone, Copy)]
struct Missing<R> {
    /// This number.
    absolute: R,
    /// This times diag(G).
    relative: R,
}

impl<R: Real> Missing<R> {
    /// What a regularization asks for beyond what a system contains, which then contains it.
    ///
    /// # Errors
    /// [`FactorError::CutoffUnsupported`] for a cutoff; nothing has changed then.
    fn of(system: &mut System<'_, R>, regularization: Regularization<R>) -> Result<Self, FactorError> {
        match regularization {
            Regularization::Damping(damping) => {
                let absolute = damping - system.damping;
                if absolute <= R::ZERO {
                    return Ok(Self { absolute: R::ZERO, relative: R::ZERO });
                }
                system.damping = damping;
                Ok(Self { absolute, relative: R::ZERO })
            }
            Regularization::Relative(relative) => {
                system.relative = relative;
                Ok(Self { absolute: R::ZERO, relative })
            }
            Regularization::Cutoff(_) => Err(FactorError::CutoffUnsupported),
        }
    }

    fn is_none(&self) -> bool {
        self.absolute == R::ZERO && self.relative == R::ZERO
    }

    /// The summand beside this entry of the diagonal.
    fn beside(&self, entry: R) -> R {
        if self.relative == R::ZERO {
            return self.absolute;
        }
        self.relative * if entry == R::ZERO { R::ONE } else { entry }
    }
}

/// `direction` := ρ times what is carried of the residuals + ν times what is carried of the velocities,
/// negative.
fn combine<R: Real>(system: &System<'_, R>, rho: R, nu: R, direction: &mut [R]) {
    for ((d, r), v) in direction.iter_mut().zip(&*system.residual).zip(&*system.velocity) {
        *d = -(rho * *r + nu * *v);
    }
}

/// xᵀGx = ‖Lᵀx‖² less what damping has added to the triangle; rounding makes it no negative number.
fn curvature<R: Real>(triangle: &[[R; 4]], system: &System<'_, R>, x: &[R]) -> R {
    let tiles = tiles(triangle);
    let mut added = R::ZERO;
    if system.relative > R::ZERO {
        // (LLᵀ)_ii = (1+λ) G_ii
        let share = system.relative / (R::ONE + system.relative);
        let (lanes, rest) = x.as_chunks();
        for (panel, x) in Panels::new(tiles).zip(lanes.iter().copied().chain([incomplete_lane(rest)])) {
            for (norm, x) in triangular::row_norms(panel).iter().zip(x) {
                added += *norm * (x * x);
            }
        }
        added *= share;
    } else {
        for entry in x {
            added += *entry * *entry;
        }
        added *= system.damping;
    }
    let difference = triangular::squared_norm_upper(tiles, x) - added;
    if difference < R::ZERO { R::ZERO } else { difference }
}
