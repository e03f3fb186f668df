//! A Gram matrix that is kept for several steps: first-order methods in whitened coordinates.

use super::{Coordinates, FactorError, LeastSquares, Panel, Regularization, System, combine};
use crate::Real;
use crate::footprint::Storage;
use crate::linear_algebra::gram;

/// Coordinates φ = Lᵀθ with G + λI = L Lᵀ, in which the metric is the identity; G is formed and factored at
/// every n-th step only. A first-order method in φ, its velocity kept in θ, is the same method in θ with
/// L⁻ᵀL⁻¹g in the place of g, and needs no conversion when the coordinates change:
///
/// ```
/// use ngd_core::damping::Constant;
/// use ngd_core::NaturalGradient;
/// use ngd_core::least_squares::{NormalEquations, Whitened};
/// use ngd_core::step_length::Fixed;
///
/// let whitened = NaturalGradient::heavy_ball(Fixed { learning_rate: 0.1f32 }, 0.9)
///     .with_solver(Whitened::<f32, _>::new(10, NormalEquations))
///     .with_damping(Constant { relative: 1e-4 });
/// ```
///
/// [`Adam`](crate::first_order::Adam) and [`Lbfgs`](crate::first_order::Lbfgs) take it by their own
/// `with_solver`.
///
/// Only accepted steps count; after a rejection the coordinates are made anew. The factor lives in the
/// memory: with another memory call [`renew`](Self::renew).
///
/// [`curvature`](LeastSquares::curvature) is zero, as the kept matrix is that of other parameters.
///
/// Cost: of the inner solver at every n-th step, 16P multiply-adds a panel and P² for a solution at others.
///
/// # Source
/// Sohl-Dickstein (2012), The natural gradient by analogy to signal whitening (arXiv 1205.1828).
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Whitened<R, S> {
    /// n ≥ 1, the steps that one set of coordinates serves.
    pub every: u32,
    solver: S,
    /// Steps that the kept coordinates have served.
    age: Option<u32>,
    /// Whether the present step makes them anew.
    fresh: bool,
    damping: R,
    trace: R,
}

impl<R: Real, S> Whitened<R, S> {
    /// Over a solver, anew at every `every`-th step.
    pub const fn new(every: u32, solver: S) -> Self {
        Self { every, solver, age: None, fresh: true, damping: R::ZERO, trace: R::ZERO }
    }

    /// Makes the coordinates anew at the next step.
    pub fn renew(&mut self) {
        self.age = None;
    }
}

impl<R: Real, S: LeastSquares<R>> LeastSquares<R> for Whitened<R, S> {
    const STORAGE: Storage = S::STORAGE;

    fn lanes(&self, parameters: usize) -> usize {
        self.solver.lanes(parameters)
    }

    fn most_rows(&self) -> Option<usize> {
        self.solver.most_rows()
    }

    fn begin(&mut self, system: &mut System<'_, R>, damping: R) {
        self.fresh = self.age.is_none_or(|age| age >= self.every);
        if self.fresh {
            return self.solver.begin(system, damping);
        }
        system.residual.fill(R::ZERO);
        system.velocity.fill(R::ZERO);
        system.damping = self.damping;
    }

    fn absorb(&mut self, system: &mut System<'_, R>, panel: &mut Panel<'_, R>) {
        if self.fresh {
            return self.solver.absorb(system, panel);
        }
        let vectors = [&mut *system.residual, &mut *system.velocity];
        gram::absorb_right_hand_sides(vectors, panel.lanes.as_chunks().0, [panel.residual, panel.velocity]);
    }

    fn trace(&self, system: &System<'_, R>) -> R {
        if self.fresh { self.solver.trace(system) } else { self.trace }
    }

    fn gradient(&self, system: &System<'_, R>, gradient: &mut [R]) {
        if self.fresh {
            return self.solver.gradient(system, gradient);
        }
        for (entry, value) in gradient.iter_mut().zip(&*system.residual) {
            *entry = *value;
        }
    }

    fn factor(
        &mut self,
        system: &mut System<'_, R>,
        workspace: &mut [[R; 4]],
        regularization: Regularization<R>,
    ) -> Result<(), FactorError> {
        if self.fresh {
            self.trace = self.solver.trace(system);
            self.solver.factor(system, workspace, regularization)?;
            self.damping = system.damping;
        }
        Ok(())
    }

    fn solve(&mut self, system: &mut System<'_, R>, rho: R, nu: R, direction: &mut [R]) {
        if self.fresh {
            return self.solver.solve(system, rho, nu, direction);
        }
        combine(system, rho, nu, direction);
        self.solver.solve_for(system, direction);
    }

    fn solve_for(&mut self, system: &mut System<'_, R>, right_hand_side: &mut [R]) {
        self.solver.solve_for(system, right_hand_side);
    }

    fn curvature(&self, _: &System<'_, R>, _: &[R]) -> R {
        R::ZERO
    }

    fn covariance_diagonal(&mut self, system: &mut System<'_, R>, diagonal: &mut [R]) {
        self.solver.covariance_diagonal(system, diagonal);
    }

    fn stepped(&mut self, accepted: bool) {
        self.solver.stepped(accepted);
        let age = if self.fresh { 0 } else { self.age.unwrap_or(0) };
        self.age = accepted.then(|| age.saturating_add(1));
    }
}

impl<R: Real, S: Coordinates<R>> Coordinates<R> for Whitened<R, S> {
    fn enter(&self, system: &System<'_, R>, x: &mut [R]) {
        self.solver.enter(system, x);
    }

    fn leave(&self, system: &System<'_, R>, x: &mut [R]) {
        self.solver.leave(system, x);
    }
}
