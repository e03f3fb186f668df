//! A step of natural heavy ball on 32 fresh samples of the Mackey-Glass series.

use ngd_core::least_squares::{LeastSquares, NormalEquations, SquareRoot};
use ngd_core::step_length::Backtracking;
use ngd_core::{Mlp, Outcome, StepError};
use ngd_firmware::clock::Clock;
use ngd_firmware::stack;
use ngd_firmware_runs::forecast::{Forecast, optimizer};
use semihosting::println;

use crate::timed::{Spent, TimedLength, TimedSolver};

/// Steps before the measured one.
const WARM_UP: u32 = 8;
/// Steps among which the measured one is.
const MOST: u32 = 40;
/// Steps whose stack is looked at.
const STACK_STEPS: u32 = 20;

/// A network and its memory.
pub struct Subject<'a, const D: usize> {
    pub network: Mlp<D>,
    pub theta: &'a mut [f32],
    pub memory: &'a mut [f32],
}

impl<const D: usize> Subject<'_, D> {
    /// The stack of a step if there is no clock, its instructions if there is one.
    pub fn both_solvers(&mut self, clock: Option<&Clock>) -> Result<(), StepError> {
        match clock {
            None => {
                self.stack("normal-equations", NormalEquations)?;
                self.stack("square-root", SquareRoot)
            }
            Some(clock) => {
                self.instructions("normal-equations", NormalEquations, clock)?;
                self.instructions("square-root", SquareRoot, clock)
            }
        }
    }

    fn begin(&mut self) -> Forecast<D> {
        self.memory.fill(0.0);
        self.network.glorot_into(1, self.theta);
        Forecast::new(self.network)
    }

    fn stack<S: LeastSquares<f32>>(&mut self, name: &str, solver: S) -> Result<(), StepError> {
        let mut training = self.begin();
        let mut optimizer = optimizer().with_solver(solver);
        let mut deepest = 0;
        for _ in 0..STACK_STEPS {
            training.read();
            let mut result = Err(StepError::NoSamples);
            let peak = stack::peak(|| result = training.step(&mut optimizer, self.theta, self.memory));
            let _ = result?;
            deepest = deepest.max(peak);
        }
        println!("step-{}-{name}-stack {deepest}", self.theta.len());
        Ok(())
    }

    fn instructions<S: LeastSquares<f32> + Copy>(
        &mut self,
        name: &str,
        solver: S,
        clock: &Clock,
    ) -> Result<(), StepError> {
        let mut plain = optimizer().with_solver(solver);
        let mut training = self.begin();
        let mut whole = 0;
        let number = self.usual_step(|subject| {
            training.read();
            let (ticks, outcome) =
                clock.ticks_of(|| training.step(&mut plain, subject.theta, subject.memory));
            whole = ticks;
            outcome
        })?;

        let length = TimedLength { length: Backtracking::default(), clock, search: Spent::default() };
        let mut timed = optimizer().with_solver(TimedSolver::new(solver, clock)).with_length(length);
        let mut training = self.begin();
        let mut parts = [0; 3];
        let same = self.usual_step(|subject| {
            training.read();
            let outcome = training.step(&mut timed, subject.theta, subject.memory);
            let solver = &timed.solver;
            parts = [&solver.absorb, &solver.factor_and_solve, &timed.length.search].map(Spent::take);
            outcome
        })?;
        if same != number {
            return Err(StepError::Direction);
        }
        let parameters = self.theta.len();
        let line = |part: &str, ticks| {
            println!("step-{parameters}-{name}{part} {}", clock.in_instructions(ticks));
        };
        line("", whole);
        let [absorb, factor_and_solve, search] = parts;
        line("-jets-and-rows", whole - absorb - factor_and_solve - search);
        line("-absorb", absorb);
        line("-factor-and-solve", factor_and_solve);
        line("-step-length", search);
        Ok(())
    }

    /// Steps until the first usual one after the warm-up: with momentum, accepted at the first length.
    fn usual_step(
        &mut self,
        mut step: impl FnMut(&mut Self) -> Result<Outcome<f32>, StepError>,
    ) -> Result<u32, StepError> {
        for number in 1..=MOST {
            let outcome = step(self)?;
            let report = outcome.report();
            let usual = outcome.is_accepted() && report.beta > 0.0 && report.loss_evaluations == 1;
            if usual && number > WARM_UP {
                return Ok(number);
            }
        }
        Err(StepError::Direction)
    }
}
