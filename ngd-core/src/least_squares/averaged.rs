//! A Gram matrix averaged over the steps: for batches too small to show the whole tangent space.

use super::{FactorError, LeastSquares, NormalEquations, Panel, Regularization, System, curvature};
use crate::Real;
use crate::footprint::Storage;
use crate::linear_algebra::packed::{Lane, diagonal};

/// Ḡ ← γḠ + ωG at every accepted step, then (Ḡ + λI)d = −Jᵀb with the rows of the present batch on the
/// right, by [`NormalEquations`]. The first Ḡ is the first G.
///
/// * [`new`](Self::new), ω = 1−γ: an estimate of the Gram matrix of all points. A direction that only the present
///   batch shows is then overshot 1/(1−γ) times: a learning rate below 2(1−γ) is stable.
/// * [`accumulated`](Self::accumulated), ω = 1: a sum, as of a Kalman filter that forgets. What is known from the
///   batches before is the metric in which the step changes the velocity, d = argmin ‖J d − (βq − αr)‖² +
///   γ(d − βp)ᵀḠ(d − βp) + λ‖d − βp‖² (without momentum p = 0 and, of the residuals, only those of the batch):
///   no direction is overshot, whatever the learning rate up to one, and none of a projected velocity.
///
/// The average lives in the memory, two more triangles: with another memory
/// call [`forget`](Self::forget). A rejected or failed step leaves it as it was. λ is not averaged.
///
/// # Source
/// Martens, Grosse (2015), Optimizing neural networks with Kronecker-factored approximate curvature,
/// section 5 (arXiv 1503.05671), for the whole matrix; Ollivier (2018), Online natural gradient as a Kalman
/// filter (arXiv 1703.00209), for the sum.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Averaged<R> {
    /// γ in [0, 1): the average reaches back about 1/(1−γ) steps.
    pub forgetting: R,
    /// Whether the present batch counts whole beside the past, ω = 1, or 1−γ.
    pub is_sum: bool,
    /// Which of the two kept triangles holds the average.
    kept: Option<Kept>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
enum Kept {
    First,
    Second,
}

/// The triangle at work, the average so far if there is one, and where the next one goes.
struct Triangles<'a, R> {
    work: &'a mut [Lane<R>],
    past: Option<&'a [Lane<R>]>,
    next: &'a mut [Lane<R>],
}

impl<R: Real> Averaged<R> {
    /// The average with this γ.
    pub const fn new(forgetting: R) -> Self {
        Self { forgetting, is_sum: false, kept: None }
    }

    /// The sum with this γ.
    pub const fn accumulated(forgetting: R) -> Self {
        Self { forgetting, is_sum: true, kept: None }
    }

    /// ω.
    fn present(&self) -> R {
        if self.is_sum { R::ONE } else { R::ONE - self.forgetting }
    }

    /// Forgets the average.
    pub fn forget(&mut self) {
        self.kept = None;
    }

    fn cut<'a>(&self, triangle: &'a mut [Lane<R>]) -> Triangles<'a, R> {
        let third = triangle.len() / 3;
        let (work, rest) = triangle.split_at_mut_checked(third).unwrap_or_default();
        let (first, second) = rest.split_at_mut_checked(third).unwrap_or_default();
        match self.kept {
            None => Triangles { work, past: None, next: first },
            Some(Kept::First) => Triangles { work, past: Some(first), next: second },
            Some(Kept::Second) => Triangles { work, past: Some(second), next: first },
        }
    }
}

/// Does something with the system of the triangle at work.
fn at_work<R: Real, T>(system: &mut System<'_, R>, act: impl FnOnce(&mut System<'_, R>) -> T) -> T {
    let third = system.triangle.len() / 3;
    let mut work = System {
        parameters: system.parameters,
        triangle: system.triangle.get_mut(..third).unwrap_or_default(),
        residual: &mut *system.residual,
        velocity: &mut *system.velocity,
        damping: system.damping,
        relative: system.relative,
    };
    let result = act(&mut work);
    (system.damping, system.relative) = (work.damping, work.relative);
    result
}

impl<R: Real> LeastSquares<R> for Averaged<R> {
    const STORAGE: Storage = Storage::Triangles(3);

    fn begin(&mut self, system: &mut System<'_, R>, _damping: R) {
        at_work(system, |system| NormalEquations.begin(system, R::ZERO));
    }

    fn absorb(&mut self, system: &mut System<'_, R>, panel: &mut Panel<'_, R>) {
        at_work(system, |system| NormalEquations.absorb(system, panel));
    }

    /// Of the average with the rows so far.
    fn trace(&self, system: &System<'_, R>) -> R {
        let third = system.triangle.len() / 3;
        let of = |number: usize| {
            let triangle = system.triangle.get(number * third..).unwrap_or_default();
            let mut trace = R::ZERO;
            for entry in diagonal(triangle, system.parameters) {
                trace += entry;
            }
            trace
        };
        match self.kept {
            None => of(0),
            Some(kept) => {
                let past = of(if kept == Kept::First { 1 } else { 2 });
                self.forgetting * past + self.present() * of(0)
            }
        }
    }

    fn gradient(&self, system: &System<'_, R>, gradient: &mut [R]) {
        NormalEquations.gradient(system, gradient);
    }

    fn factor(
        &mut self,
        system: &mut System<'_, R>,
        workspace: &mut [[R; 4]],
        regularization: Regularization<R>,
    ) -> Result<(), FactorError> {
        let present = self.present();
        let Triangles { work, past, next } = self.cut(system.triangle);
        if let Some(past) = past {
            for (entry, past) in work.as_flattened_mut().iter_mut().zip(past.as_flattened()) {
                *entry = self.forgetting * *past + present * *entry;
            }
        }
        for (kept, entry) in next.iter_mut().zip(&*work) {
            *kept = *entry;
        }
        at_work(system, |system| NormalEquations.factor(system, workspace, regularization))
    }

    fn solve(&mut self, system: &mut System<'_, R>, rho: R, nu: R, direction: &mut [R]) {
        at_work(system, |system| NormalEquations.solve(system, rho, nu, direction));
    }

    fn solve_for(&mut self, system: &mut System<'_, R>, right_hand_side: &mut [R]) {
        at_work(system, |system| NormalEquations.solve_for(system, right_hand_side));
    }

    /// dᵀḠd.
    fn curvature(&self, system: &System<'_, R>, direction: &[R]) -> R {
        let work = system.triangle.get(..system.triangle.len() / 3).unwrap_or_default();
        curvature(work, system, direction)
    }

    fn covariance_diagonal(&mut self, system: &mut System<'_, R>, diagonal: &mut [R]) {
        at_work(system, |system| NormalEquations.covariance_diagonal(system, diagonal));
    }

    fn stepped(&mut self, accepted: bool) {
        if accepted {
            self.kept = Some(if self.kept == Some(Kept::First) { Kept::Second } else { Kept::First });
        }
    }
}
