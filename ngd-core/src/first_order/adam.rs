//! Adam: gradient descent with averages of the gradient and of its square, entry by entry.

use super::gradient::{Frame, needs};
use crate::damping::Constant;
use crate::footprint::{Needs, Optimizer, Storage};
use crate::least_squares::{Coordinates, Euclidean, LeastSquares};
use crate::memory::{self, Workspace};
use crate::natural_gradient::{Objective, Outcome, Policy, Report, StepError, Task};
use crate::{BLOCK, Footprint, Model, Problem, Real, Sample};

/// m = β₁m + (1−β₁)g, v = β₂v + (1−β₂)g², θ −= α m̂/(√v̂ + ε) with m̂ = m/(1−β₁ᵏ), v̂ = v/(1−β₂ᵏ).
///
/// The loss may rise, up to the bound of the policy; a step beyond it is rejected and the averages begin
/// anew. Memory: [`Footprint::of`] this type; the averages take the place of velocity and previous parameters.
///
/// # Source
/// Kingma, Ba (2015), Adam: a method for stochastic optimization, algorithm 1 (arXiv 1412.6980).
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Adam<R, S = Euclidean> {
    /// α > 0. 1e-3.
    pub learning_rate: R,
    /// β₁ in [0, 1), the memory of the gradient. 0.9.
    pub first: R,
    /// β₂ in [0, 1), the memory of its square. 0.999.
    pub second: R,
    /// ε > 0. 1e-8.
    pub epsilon: R,
    /// Whether and how far the loss may rise. Escape up to 1e6 times the loss at the start: the method as
    /// it is published, but for a run that diverges.
    pub policy: Policy<R>,
    frame: Frame<R, S>,
    progress: Progress<R>,
}

/// β₁ᵏ, β₂ᵏ, the first loss and the smallest.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
struct Progress<R> {
    powers: [R; 2],
    start: Option<R>,
    best: Option<R>,
}

impl<R: Real> Progress<R> {
    const NONE: Self = Self { powers: [R::ONE; 2], start: None, best: None };
}

impl<R: Real> Default for Adam<R> {
    fn default() -> Self {
        Self::new(R::of(1e-3))
    }
}

impl<R: Real> Adam<R> {
    /// The published defaults with this α.
    pub fn new(learning_rate: R) -> Self {
        Self {
            learning_rate,
            first: R::of(0.9),
            second: R::of(0.999),
            epsilon: R::of(1e-8),
            policy: Policy::Escape { ceiling: R::of(1e6) },
            frame: Frame::IDENTITY,
            progress: Progress::NONE,
        }
    }

    /// In the coordinates of a solver, usually [`Whitened`](crate::least_squares::Whitened), damped. Memory: as
    /// for a natural gradient step with it.
    pub fn with_solver<S>(self, solver: S, damping: Constant<R>) -> Adam<R, S> {
        let Self { learning_rate, first, second, epsilon, policy, .. } = self;
        let (frame, progress) = (Frame { solver, damping }, Progress::NONE);
        Adam { learning_rate, first, second, epsilon, policy, frame, progress }
    }
}

impl<R: Real, S> Adam<R, S> {
    /// Forgets the averages.
    pub fn restart(&mut self) {
        self.progress.powers = [R::ONE; 2];
    }

    /// Forgets everything, for another θ or another memory.
    pub fn reset(&mut self) {
        self.progress = Progress::NONE;
    }

    /// The parameters of the smallest loss so far and that loss, kept under [`Policy::Escape`].
    ///
    /// Shapes: memory as in the steps, parameters P.
    pub fn best<'a>(&self, memory: &'a impl AsRef<[R]>, parameters: usize) -> Option<(&'a [R], R)> {
        Some((memory::best(memory.as_ref(), parameters)?, self.progress.best?))
    }
}

impl<R: Real, S: LeastSquares<R>> Optimizer for Adam<R, S> {
    const NEEDS: Needs = needs(S::STORAGE);
}

impl<R: Real, S: Coordinates<R>> Adam<R, S> {
    /// The footprint of a model with what this very optimizer keeps.
    pub fn footprint(&self, model: Footprint) -> Footprint {
        model.with(needs(Storage::Lanes(self.frame.solver.lanes(model.parameters))))
    }

    /// One step of θ on these samples.
    ///
    /// Shapes: samples N, theta P, memory [`Footprint::words`].
    /// Cost: rows of N samples and one loss.
    ///
    /// # Errors
    /// [`StepError`] when the step could not be tried; θ and every state are then bit for bit what they
    /// were.
    pub fn step<N, Q, W, const D: usize, const O: usize>(
        &mut self,
        model: &N,
        problem: &Q,
        samples: &[Sample<R, D, O>],
        theta: &mut [R],
        memory: &mut W,
    ) -> Result<Outcome<R>, StepError>
    where
        N: Model<R, D, O>,
        Q: Problem<R, D, O> + ?Sized,
        W: AsMut<[R]> + ?Sized,
    {
        self.check()?;
        let task = Task::new(model, problem, samples);
        task.check(theta)?;
        let footprint = self.footprint(Footprint::new(theta.len(), task.scratch(BLOCK)));
        let mut work = Workspace::<R, BLOCK>::carve(memory.as_mut(), &footprint)?;
        let here = self.frame.loss_and_gradient(&task, theta, &mut work)?;
        let powers = [self.progress.powers[0] * self.first, self.progress.powers[1] * self.second];
        self.place_trial(theta, powers, &mut work);
        let trial = work.trial.get(..theta.len()).unwrap_or(&[]);
        if !trial.iter().all(|entry| entry.is_finite()) {
            return Err(StepError::Direction);
        }
        let loss = task.loss::<BLOCK>(trial, work.pass.scratch);
        let start = *self.progress.start.get_or_insert(here);
        self.keep_best(here, theta, &mut work);
        let report = Report {
            loss: here,
            loss_before: here,
            length: R::ZERO,
            regularization: R::ZERO,
            beta: R::ZERO,
            gain: None,
            loss_evaluations: 1,
            repeats: false,
        };
        if !self.policy.admits(loss, here, start) {
            let repeats = self.progress.powers == [R::ONE; 2];
            self.frame.solver.stepped(false);
            self.restart();
            return Ok(Outcome::Rejected(Report { repeats, ..report }));
        }
        self.frame.solver.stepped(true);
        self.average(powers, &mut work);
        for (entry, trial) in theta.iter_mut().zip(&*work.trial) {
            *entry = *trial;
        }
        self.keep_best(loss, theta, &mut work);
        Ok(Outcome::Accepted(Report { loss, length: self.learning_rate, beta: self.first, ..report }))
    }

    fn check(&self) -> Result<(), StepError> {
        if !(self.learning_rate > R::ZERO && self.learning_rate.is_finite()) {
            return Err(StepError::LearningRate);
        }
        let allowed = |beta: R| beta >= R::ZERO && beta < R::ONE;
        if allowed(self.first) && allowed(self.second) { Ok(()) } else { Err(StepError::Beta) }
    }

    /// What an average is after this summand.
    fn averaged(&self, beta: R, average: R, summand: R) -> R {
        // After a restart what the memory still holds counts for nothing.
        let past = if self.progress.powers == [R::ONE; 2] { R::ZERO } else { average };
        beta * past + (R::ONE - beta) * summand
    }

    /// θ − L⁻ᵀ α m̂/(√v̂ + ε) as the trial, m and v after L⁻¹g, which is left in the workspace.
    fn place_trial<const K: usize>(&self, theta: &[R], powers: [R; 2], work: &mut Workspace<'_, R, K>) {
        for ((m, kept), g) in work.direction.iter_mut().zip(&*work.state.velocity).zip(&*work.gradient) {
            *m = self.averaged(self.first, *kept, *g);
        }
        let entered = &mut *work.ahead;
        entered.copy_from_slice(work.gradient);
        self.frame.solver.enter(&work.system, work.direction);
        self.frame.solver.enter(&work.system, entered);
        for ((m, kept), g) in work.direction.iter_mut().zip(&*work.state.previous).zip(&*entered) {
            let v = self.averaged(self.second, *kept, *g * *g);
            let (average, square) = (*m / (R::ONE - powers[0]), v / (R::ONE - powers[1]));
            *m = self.learning_rate * average / (square.sqrt() + self.epsilon);
        }
        self.frame.solver.leave(&work.system, work.direction);
        for ((trial, theta), step) in work.trial.iter_mut().zip(theta).zip(&*work.direction) {
            *trial = *theta - *step;
        }
    }

    fn average<const K: usize>(&mut self, powers: [R; 2], work: &mut Workspace<'_, R, K>) {
        for (m, g) in work.state.velocity.iter_mut().zip(&*work.gradient) {
            *m = self.averaged(self.first, *m, *g);
        }
        let entered = &*work.ahead;
        for (v, g) in work.state.previous.iter_mut().zip(entered) {
            *v = self.averaged(self.second, *v, *g * *g);
        }
        self.progress.powers = powers;
    }

    fn keep_best<const K: usize>(&mut self, loss: R, theta: &[R], work: &mut Workspace<'_, R, K>) {
        let better = self.progress.best.is_none_or(|best| loss < best);
        if better && matches!(self.policy, Policy::Escape { .. }) {
            for (best, theta) in work.state.best.iter_mut().zip(theta) {
                *best = *theta;
            }
            self.progress.best = Some(loss);
        }
    }
}
