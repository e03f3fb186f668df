//! The parts of an optimizer, with a clock around them.

use core::cell::Cell;

use ngd_core::least_squares::{FactorError, LeastSquares, Panel, Regularization, System};
use ngd_core::step_length::{Found, Search, StepLength};
use ngd_firmware::clock::Clock;

/// Ticks that a part has taken since it was last asked.
#[derive(Debug, Default)]
pub struct Spent(Cell<u64>);

impl Spent {
    fn add<T>(&self, clock: &Clock, work: impl FnOnce() -> T) -> T {
        let (ticks, result) = clock.ticks_of(work);
        self.0.set(self.0.get() + ticks);
        result
    }

    /// The ticks, which begin anew.
    pub fn take(&self) -> u64 {
        self.0.take()
    }
}

/// A solver with a clock.
#[derive(Debug)]
pub struct TimedSolver<'a, S> {
    pub solver: S,
    pub clock: &'a Clock,
    pub absorb: Spent,
    pub factor_and_solve: Spent,
}

impl<'a, S> TimedSolver<'a, S> {
    pub fn new(solver: S, clock: &'a Clock) -> Self {
        Self { solver, clock, absorb: Spent::default(), factor_and_solve: Spent::default() }
    }
}

impl<S: LeastSquares<f32>> LeastSquares<f32> for TimedSolver<'_, S> {
    fn begin(&mut self, system: &mut System<'_, f32>, damping: f32) {
        self.absorb.add(self.clock, || self.solver.begin(system, damping));
    }

    fn absorb(&mut self, system: &mut System<'_, f32>, panel: &mut Panel<'_, f32>) {
        self.absorb.add(self.clock, || self.solver.absorb(system, panel));
    }

    fn trace(&self, system: &System<'_, f32>) -> f32 {
        self.factor_and_solve.add(self.clock, || self.solver.trace(system))
    }

    fn gradient(&self, system: &System<'_, f32>, gradient: &mut [f32]) {
        self.factor_and_solve.add(self.clock, || self.solver.gradient(system, gradient));
    }

    fn factor(
        &mut self,
        system: &mut System<'_, f32>,
        workspace: &mut [[f32; 4]],
        regularization: Regularization<f32>,
    ) -> Result<(), FactorError> {
        self.factor_and_solve.add(self.clock, || self.solver.factor(system, workspace, regularization))
    }

    fn solve(&mut self, system: &mut System<'_, f32>, rho: f32, nu: f32, direction: &mut [f32]) {
        self.factor_and_solve.add(self.clock, || self.solver.solve(system, rho, nu, direction));
    }

    fn solve_for(&mut self, system: &mut System<'_, f32>, right_hand_side: &mut [f32]) {
        self.factor_and_solve.add(self.clock, || self.solver.solve_for(system, right_hand_side));
    }

    fn curvature(&self, system: &System<'_, f32>, direction: &[f32]) -> f32 {
        self.factor_and_solve.add(self.clock, || self.solver.curvature(system, direction))
    }

    fn covariance_diagonal(&mut self, system: &mut System<'_, f32>, diagonal: &mut [f32]) {
        self.solver.covariance_diagonal(system, diagonal);
    }
}

/// A rule for the length with a clock.
#[derive(Debug)]
pub struct TimedLength<'a, L> {
    pub length: L,
    pub clock: &'a Clock,
    pub search: Spent,
}

impl<L: StepLength<f32>> StepLength<f32> for TimedLength<'_, L> {
    fn learning_rate(&self) -> f32 {
        self.length.learning_rate()
    }

    fn search(&self, search: &Search<f32>, trial: impl FnMut(f32) -> f32) -> Option<Found<f32>> {
        self.search.add(self.clock, || self.length.search(search, trial))
    }
}
