//! Adam: gradient descent with averages of the gradient and of its square, entry by entry.

use super::gradient::loss_and_gradient;
use crate::memory::{self, Workspace};
use crate::natural_gradient::{Outcome, Policy, Report, StepError, Task};
use crate::{BLOCK, Footprint, Model, Problem, Real, Sample};

/// m = β₁m + (1−β₁)g, v = β₂v + (1−β₂)g², θ −= α m̂/(√v̂ + ε) with m̂ = m/(1−β₁ᵏ), v̂ = v/(1−β₂ᵏ).
///
/// The loss may rise, up to the bound of the policy; a step beyond it is rejected and the averages begin
/// anew. Memory: [`Footprint::first_order`]; the averages take the place of velocity and previous
/// parameters.
///
/// # Source
/// Kingma, Ba (2015), Adam: a method for stochastic optimization, algorithm 1 (arXiv 1412.6980).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adam<R> {
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
    progress: Progress<R>,
}

/// β₁ᵏ, β₂ᵏ, the first loss and the smallest.
#[derive(Clone, Copy, Debug, PartialEq)]
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
            progress: Progress::NONE,
        }
    }

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

    /// One step of θ on these samples.
    ///
    /// Shapes: samples N, theta P, memory [`Footprint::words`] of a first-order footprint.
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
        Q: Problem<R, D, O>,
        W: AsMut<[R]>,
    {
        self.check()?;
        let task = Task::new(model, problem, samples);
        task.check(theta)?;
        let footprint =
            Footprint::new(theta.len(), model.block_scratch(problem.order(), BLOCK)).first_order();
        let mut work = Workspace::<R, BLOCK>::carve(memory.as_mut(), &footprint)?;
        let vectors = [&mut *work.gradient, &mut *work.system.velocity];
        let here = loss_and_gradient(&task, theta, vectors, &mut work.pass)?;
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
            self.restart();
            return Ok(Outcome::Rejected(Report { repeats, ..report }));
        }
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

    /// The averages after this gradient: of it, and of its square.
    fn averaged(&self, gradient: R, [m, v]: [R; 2]) -> [R; 2] {
        // After a restart what the memory still holds counts for nothing.
        let [m, v] = if self.progress.powers == [R::ONE; 2] { [R::ZERO; 2] } else { [m, v] };
        [
            self.first * m + (R::ONE - self.first) * gradient,
            self.second * v + (R::ONE - self.second) * gradient * gradient,
        ]
    }

    /// θ − α m̂/(√v̂ + ε) as the trial.
    fn place_trial<const K: usize>(&self, theta: &[R], powers: [R; 2], work: &mut Workspace<'_, R, K>) {
        let state = work.state.velocity.iter().zip(&*work.state.previous);
        for (((trial, theta), g), (m, v)) in work.trial.iter_mut().zip(theta).zip(&*work.gradient).zip(state)
        {
            let [m, v] = self.averaged(*g, [*m, *v]);
            let (m, v) = (m / (R::ONE - powers[0]), v / (R::ONE - powers[1]));
            *trial = *theta - self.learning_rate * m / (v.sqrt() + self.epsilon);
        }
    }

    fn average<const K: usize>(&mut self, powers: [R; 2], work: &mut Workspace<'_, R, K>) {
        let state = work.state.velocity.iter_mut().zip(&mut *work.state.previous);
        for (g, (m, v)) in work.gradient.iter().zip(state) {
            [*m, *v] = self.averaged(*g, [*m, *v]);
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
