//! L-BFGS: the inverse Hessian from the last m steps and changes of the gradient.

use super::gradient::{Frame, loss_and_gradient, needs};
use super::pairs::Pairs;
use super::wolfe::{Point, StrongWolfe};
use crate::damping::Constant;
use crate::footprint::{Needs, Optimizer, Storage};
use crate::least_squares::{Euclidean, LeastSquares};
use crate::linear_algebra::{add_scaled, along, dot};
use crate::memory::Workspace;
use crate::natural_gradient::{Objective, Outcome, Report, StepError, Task};
use crate::{BLOCK, Footprint, Model, Problem, Real, Sample};

/// d = −H g, H from the last m pairs (s, y), then a length by the strong Wolfe conditions.
///
/// The loss never rises. A step without an acceptable length is rejected and the history begins anew. Fit
/// for batches that stay: the history compares gradients of successive steps, each pair taken on one
/// batch.
///
/// Memory: [`Footprint::with_history`] with the same history.
///
/// In [whitened coordinates](Self::with_solver) φ = Lᵀθ it is the method in θ with γ(G+λI)⁻¹ in the place of the
/// first γI; the pairs are kept in θ and need no conversion when the coordinates change.
///
/// # Source
/// Liu, Nocedal (1989), On the limited memory BFGS method for large scale optimization; Nocedal, Wright,
/// *Numerical Optimization*, 2nd ed., algorithms 7.4 and 7.5.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Lbfgs<R, S = Euclidean> {
    /// m, how many pairs are kept.
    pub history: usize,
    /// The search for a length.
    pub length: StrongWolfe<R>,
    frame: Frame<R, S>,
    /// How many pairs the memory holds, and where the next one goes.
    stored: usize,
    next: usize,
}

impl<R: Real> Lbfgs<R> {
    /// With a history of m pairs and the default search. m = 10 is usual.
    pub fn new(history: usize) -> Self {
        Self { history, length: StrongWolfe::default(), frame: Frame::IDENTITY, stored: 0, next: 0 }
    }

    /// In the coordinates of a solver, usually [`Whitened`](crate::least_squares::Whitened), damped. Memory: as
    /// for a natural gradient step with it, and [`Footprint::with_history`].
    pub fn with_solver<S>(self, solver: S, damping: Constant<R>) -> Lbfgs<R, S> {
        let Self { history, length, .. } = self;
        Lbfgs { history, length, frame: Frame { solver, damping }, stored: 0, next: 0 }
    }
}

impl<R: Real, S> Lbfgs<R, S> {
    /// Forgets the history: the next step follows the gradient.
    pub fn restart(&mut self) {
        (self.stored, self.next) = (0, 0);
    }

    /// How many pairs the history holds.
    pub fn pairs(&self) -> usize {
        self.stored
    }
}

impl<R: Real, S: LeastSquares<R>> Optimizer for Lbfgs<R, S> {
    const NEEDS: Needs = needs(S::STORAGE);
}

impl<R: Real, S: LeastSquares<R>> Lbfgs<R, S> {
    /// The footprint of a model with what this very optimizer keeps, its history included.
    pub fn footprint(&self, model: Footprint) -> Footprint {
        let needs = needs(Storage::Lanes(self.frame.solver.lanes(model.parameters)));
        model.with(needs).with_history(self.history)
    }

    /// One step of θ on these samples.
    ///
    /// Shapes: samples N, theta P, memory [`Footprint::words`] of a footprint with its history.
    /// Cost: rows of N samples once and once for every trial length, 4mP multiply-adds.
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
        let task = Task::new(model, problem, samples);
        task.check(theta)?;
        let footprint = self.footprint(Footprint::new(theta.len(), task.scratch(BLOCK)));
        let mut work = Workspace::<R, BLOCK>::carve(memory.as_mut(), &footprint)?;
        let here = self.frame.loss_and_gradient(&task, theta, &mut work)?;
        let (slope, stored) = self.direction(&mut work);
        if !(slope.is_finite() && work.direction.iter().all(|entry| entry.is_finite())) {
            return Err(StepError::Direction);
        }
        let mut trials = 0;
        let first = first_length(stored, slope);
        let found = self.search(&task, theta, [here, slope, first], &mut work, &mut trials);
        let report = Report {
            loss: here,
            loss_before: here,
            length: R::ZERO,
            regularization: R::ZERO,
            beta: R::ZERO,
            gain: None,
            loss_evaluations: trials,
            repeats: false,
        };
        let Some(Point { length, loss, .. }) = found else {
            self.frame.solver.stepped(false);
            let repeats = self.stored == 0;
            self.restart();
            return Ok(Outcome::Rejected(Report { repeats, ..report }));
        };
        self.frame.solver.stepped(true);
        self.stored = stored;
        self.remember(length, &mut work);
        for (entry, trial) in theta.iter_mut().zip(&*work.trial) {
            *entry = *trial;
        }
        Ok(Outcome::Accepted(Report { loss, length, ..report }))
    }

    /// d = −H g, its slope and the pairs in it: none, d = −H₀g, if H has lost its definiteness to rounding.
    fn direction<const K: usize>(&mut self, work: &mut Workspace<'_, R, K>) -> (R, usize) {
        let mut stored = self.stored;
        loop {
            for (d, g) in work.direction.iter_mut().zip(&*work.gradient) {
                *d = -*g;
            }
            let mut pairs = Pairs::new(work.extra, work.direction.len(), self.history);
            pairs.descend(stored, self.next, work.direction);
            self.frame.solver.solve_for(&mut work.system, work.direction);
            if let Some((s, y)) = pairs.newest(stored, self.next) {
                work.trial.copy_from_slice(y);
                self.frame.solver.solve_for(&mut work.system, work.trial);
                let scale = dot(s, y) / dot(y, work.trial);
                for entry in &mut *work.direction {
                    *entry *= scale;
                }
            }
            pairs.ascend(stored, self.next, work.direction);
            let slope = dot(work.gradient, work.direction);
            if slope < R::ZERO || stored == 0 {
                return (slope, stored);
            }
            stored = 0;
        }
    }

    /// The length; θ + η d is then in `trial` and the gradient there where a step of momentum looks ahead.
    fn search<T: Objective<R>, const K: usize>(
        &self,
        task: &T,
        theta: &[R],
        [here, slope, first]: [R; 3],
        work: &mut Workspace<'_, R, K>,
        trials: &mut u32,
    ) -> Option<Point<R>> {
        let gradient_there = &mut *work.ahead;
        self.length.search((here, slope), first, |length| {
            *trials += 1;
            along(work.trial, theta, length, work.direction);
            let vectors = [&mut *gradient_there, &mut *work.system.velocity];
            let trial = work.trial.get(..theta.len()).unwrap_or(&[]);
            if !trial.iter().all(|entry| entry.is_finite()) {
                return (R::INFINITY, R::ZERO);
            }
            match loss_and_gradient(task, trial, vectors, &mut work.pass) {
                Ok(loss) => (loss, dot(gradient_there, work.direction)),
                Err(_) => (R::INFINITY, R::ZERO),
            }
        })
    }

    /// Keeps s = η d and y, the change of the gradient, if their curvature is positive.
    fn remember<const K: usize>(&mut self, length: R, work: &mut Workspace<'_, R, K>) {
        let (step, change) = (&mut *work.base, &mut *work.ahead);
        for (step, d) in step.iter_mut().zip(&*work.direction) {
            *step = length * *d;
        }
        add_scaled(change, -R::ONE, work.gradient);
        let curvature = dot(step, change);
        let is_positive = curvature > R::EPSILON * dot(change, change);
        if self.history == 0 || !is_positive {
            return;
        }
        let mut pairs = Pairs::new(work.extra, step.len(), self.history);
        pairs.store(self.next, step, change);
        self.next = (self.next + 1) % self.history;
        self.stored = (self.stored + 1).min(self.history);
    }
}

/// One, but for a step along the gradient, whose size says little: its length in φ is then at most one.
fn first_length<R: Real>(stored: usize, slope: R) -> R {
    if stored > 0 { R::ONE } else { (R::ONE / (-slope).sqrt()).smaller(R::ONE) }
}
