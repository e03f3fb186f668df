//! The leverage of candidate points, and draws that represent the tangent space.

use super::{DrawError, draw};
use crate::damping::Damping;
use crate::footprint::{Needs, Storage};
use crate::least_squares::{FactorError, LeastSquares, PANEL_ROWS, Panel, SquareRoot, System};
use crate::linear_algebra::packed::{fill_diagonal, get_mut, padded_len, tiles, tiles_mut};
use crate::linear_algebra::{cholesky, dot, gram, triangular};
use crate::memory::{MemoryError, PassMemory, Workspace};
use crate::model::SplitMix64;
use crate::natural_gradient::{Objective, StepError, Task, Which};
use crate::{BLOCK, Footprint, Model, Problem, Real, Sample};

/// Candidate points of a problem, their weights ω those of a quadrature.
#[derive(Clone, Copy, Debug)]
pub struct Candidates<'a, S, N, Q: ?Sized> {
    /// The model, whose tangent space counts.
    pub model: &'a N,
    /// The problem, through whose residuals it is seen.
    pub problem: &'a Q,
    /// The candidates.
    pub samples: &'a [S],
}

/// How close drawn points must come to the exact Gram matrix.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Conditioning<R> {
    /// δ in (0, 1): ‖G_n − I‖ ≤ δ in an orthonormal basis of the tangent space. ½.
    pub distance: R,
    /// The most draws. 100.
    pub attempts: u32,
}

impl<R: Real> Default for Conditioning<R> {
    fn default() -> Self {
        Self { distance: R::HALF, attempts: 100 }
    }
}

/// The memory of a row: its entries, and a vector to solve in.
fn row_of<R: Real>(lanes: &[[R; 4]], k: usize, row: &mut [R]) {
    for (group, entries) in lanes.chunks_exact(PANEL_ROWS).zip(row.chunks_mut(4)) {
        for (entry, value) in entries.iter_mut().zip(group.get(k).into_iter().flatten()) {
            *entry = *value;
        }
    }
}

impl<R, N, Q, const D: usize, const O: usize> Candidates<'_, Sample<R, D, O>, N, Q>
where
    R: Real,
    N: Model<R, D, O>,
    Q: Problem<R, D, O> + ?Sized,
{
    /// The leverage ℓ_i = ω_i Σ (row_i)ᵀ(G+λI)⁻¹(row_i) of every candidate, summed over its residuals, and
    /// its sum: the rank r with λ = 0, less with damping; with a truncated decomposition the rank kept.
    /// ℓ/(ω r) is the density of optimal sampling, the inverse of the Christoffel function.
    ///
    /// Shapes: theta P, scores as many as candidates, memory as for a step with this solver.
    /// Cost: the rows of all candidates twice, one factorization, one solution a row.
    ///
    /// # Errors
    /// [`StepError`], as of a step.
    ///
    /// # Source
    /// Gruhlke, Nouy, Trunschke (arXiv 2402.03113), section 3.
    pub fn leverage<S: LeastSquares<R>>(
        &self,
        theta: &[R],
        (solver, damping): (&mut S, &impl Damping<R>),
        memory: &mut [R],
        scores: &mut [R],
    ) -> Result<R, StepError> {
        let task = Task::new(self.model, self.problem, self.samples);
        task.check(theta)?;
        let lanes = Storage::Lanes(solver.lanes(theta.len()));
        let footprint = self.footprint(theta).with(Needs { solver: lanes, ..Self::NEEDS });
        let mut work = Workspace::<R, BLOCK>::carve(memory, &footprint)?;
        let system = &mut work.system;
        solver.begin(system, damping.known().unwrap_or(R::ZERO));
        task.rows(Which::Loss, theta, None, &mut work.pass, &mut |panel| solver.absorb(system, panel))?;
        let mean_square = solver.trace(system) / R::of_count(theta.len().max(1));
        solver.factor(system, work.pass.panel, damping.regularization(mean_square))?;
        let (row, solved) = (work.direction, work.trial);
        let residuals = self.problem.residuals().max(1);
        let mut panels = 0;
        scores.fill(R::ZERO);
        task.rows(Which::Loss, theta, None, &mut work.pass, &mut |panel: &mut Panel<'_, R>| {
            let first = panels / residuals * PANEL_ROWS;
            for (k, score) in scores.iter_mut().skip(first).take(PANEL_ROWS).enumerate() {
                row_of(panel.lanes, k, row);
                solved.copy_from_slice(row);
                solver.solve_for(system, solved);
                *score += dot(row, solved);
            }
            panels += 1;
        })?;
        let mut sum = R::ZERO;
        for score in scores {
            *score = score.larger(R::ZERO);
            sum += *score;
        }
        Ok(sum)
    }

    /// Two triangles: that of the candidates and that of the drawn points.
    pub const NEEDS: Needs =
        Needs { solver: Storage::Triangles(1), velocity: Some(Storage::Triangles(1)), acceleration: false };

    fn footprint(&self, theta: &[R]) -> Footprint {
        Footprint::new(theta.len(), self.model.block_scratch(self.problem.order(), BLOCK))
    }

    /// [`draw`] until (1−δ)(G+λI) ≤ G_n + λI ≤ (1+δ)(G+λI), G_n the Gram matrix of the drawn points: that
    /// is, until ‖G_n − I‖ ≤ δ in an orthonormal basis. How many draws it took.
    ///
    /// Both inequalities are tried by a Cholesky factorization. The least-squares projection with the drawn
    /// points is then bounded always, and no more unbiased.
    ///
    /// Shapes: scores from [`leverage`](Self::leverage), memory of a [footprint](Footprint::with) with [`NEEDS`](Self::NEEDS).
    /// Cost: as `leverage`, and for each draw twice the rows of the drawn points and P³/2.
    ///
    /// # Errors
    /// [`StepError`] as of a step, or [`DrawError`]; after [`DrawError::Attempts`] the last draw stands.
    ///
    /// # Source
    /// Haberstich, Nouy, Perrin (2022), Boosted optimal weighted least-squares (arXiv 1912.07075).
    pub fn draw_conditioned(
        &self,
        (theta, damping): (&[R], &impl Damping<R>),
        (scores, conditioning): (&[R], Conditioning<R>),
        memory: &mut [R],
        generator: &mut SplitMix64,
        drawn: &mut [Sample<R, D, O>],
    ) -> Result<u32, ConditioningError> {
        let task = Task::new(self.model, self.problem, self.samples);
        task.check(theta)?;
        let mut work = Workspace::<R, BLOCK>::carve(memory, &self.footprint(theta).with(Self::NEEDS))?;
        let system = &mut work.system;
        SquareRoot.begin(system, damping.known().unwrap_or(R::ZERO));
        task.rows(Which::Loss, theta, None, &mut work.pass, &mut |panel| SquareRoot.absorb(system, panel))?;
        let mean_square = SquareRoot.trace(system) / R::of_count(theta.len().max(1));
        SquareRoot.factor(system, work.pass.panel, damping.regularization(mean_square))?;
        for attempt in 1..=conditioning.attempts {
            draw(self.samples, scores, generator, drawn)?;
            if self.represents(theta, drawn, conditioning.distance, &mut work)? {
                return Ok(attempt);
            }
        }
        Err(DrawError::Attempts(conditioning.attempts).into())
    }

    /// Whether the drawn points are that close; the first system of the workspace holds R.
    fn represents(
        &self,
        theta: &[R],
        drawn: &[Sample<R, D, O>],
        distance: R,
        work: &mut Workspace<'_, R, BLOCK>,
    ) -> Result<bool, StepError> {
        for upper in [false, true] {
            let Workspace { system, velocity_system, trial, pass, .. } = work;
            let Some(second) = velocity_system.as_mut() else { return Ok(false) };
            let factored = second.lend(theta.len(), |found| {
                let task = Task::new(self.model, self.problem, drawn);
                orthonormal_gram(&task, theta, (system, found), trial, pass)?;
                let (sign, shift) =
                    if upper { (-R::ONE, R::ONE + distance) } else { (R::ONE, distance - R::ONE) };
                for entry in found.triangle.as_flattened_mut() {
                    *entry *= sign;
                }
                for i in 0..padded_len(theta.len()) {
                    if let Some(entry) = get_mut(found.triangle, i, i) {
                        *entry = if i < theta.len() { *entry + shift } else { R::ONE };
                    }
                }
                Ok::<_, StepError>(cholesky::factor(tiles_mut(found.triangle)).is_ok())
            })?;
            if !factored {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// R⁻ᵀ(G_n + λI)R⁻¹ in the triangle of the second system, R from the first.
fn orthonormal_gram<R: Real, T: Objective<R>>(
    drawn: &T,
    theta: &[R],
    (root, found): (&System<'_, R>, &mut System<'_, R>),
    row: &mut [R],
    pass: &mut PassMemory<'_, R, BLOCK>,
) -> Result<(), StepError> {
    fill_diagonal(found.triangle, theta.len(), R::ZERO);
    let mut absorb = |lanes: &mut [[R; 4]]| {
        for k in 0..PANEL_ROWS {
            row_of(lanes, k, row);
            triangular::solve_lower(tiles(root.triangle), row);
            for (group, entries) in lanes.chunks_exact_mut(PANEL_ROWS).zip(row.chunks(4)) {
                for (place, entry) in group.get_mut(k).into_iter().flatten().zip(entries) {
                    *place = *entry;
                }
            }
        }
        gram::absorb(tiles_mut(found.triangle), lanes.as_chunks().0);
    };
    drawn.rows(Which::Loss, theta, None, pass, &mut |panel: &mut Panel<'_, R>| {
        absorb(panel.lanes);
    })?;
    let damping = root.damping.sqrt();
    let mut first = 0;
    while damping > R::ZERO && first < theta.len() {
        pass.panel.fill([R::ZERO; 4]);
        for i in first..(first + PANEL_ROWS).min(theta.len()) {
            let lane = pass.panel.get_mut(PANEL_ROWS * (i / 4) + i - first);
            if let Some(entry) = lane.and_then(|lane| lane.get_mut(i % 4)) {
                *entry = damping;
            }
        }
        absorb(pass.panel);
        first += PANEL_ROWS;
    }
    Ok(())
}

/// Why no well conditioned points were drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum ConditioningError {
    /// The candidates could not be seen through the model.
    Step(StepError),
    /// The draws failed.
    Draw(DrawError),
}

impl core::fmt::Display for ConditioningError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Step(error) => error.fmt(f),
            Self::Draw(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for ConditioningError {}

impl From<StepError> for ConditioningError {
    fn from(error: StepError) -> Self {
        Self::Step(error)
    }
}

impl From<MemoryError> for ConditioningError {
    fn from(error: MemoryError) -> Self {
        Self::Step(error.into())
    }
}

impl From<FactorError> for ConditioningError {
    fn from(error: FactorError) -> Self {
        Self::Step(error.into())
    }
}

impl From<DrawError> for ConditioningError {
    fn from(error: DrawError) -> Self {
        Self::Draw(error)
    }
}
