//! The truncated pseudo-inverse of J, by the singular values of its square root R.

use super::{FactorError, LeastSquares, Panel, Regularization, SquareRoot, System};
use crate::Real;

/// A singular value decomposition R = U Σ Vᵀ of the square root in a [`System`]:
/// [`JacobiSpectrum`](super::JacobiSpectrum), or that of another library.
pub trait Spectrum<R: Real> {
    /// Decomposes the P×P root; entry (i, j) of it, i ≤ j, is entry (j, i) of the packed triangle.
    ///
    /// # Errors
    /// [`FactorError`] when it is not finite or does not converge.
    fn decompose(&mut self, system: &System<'_, R>) -> Result<(), FactorError>;

    /// Singular value k, the largest first; `None` from P on.
    fn value(&self, k: usize) -> Option<R>;

    /// Column k of U times what the system carried of the residuals when it was decomposed.
    fn residual(&self, k: usize) -> R;

    /// Column k of U times what it carried of the velocities.
    fn velocity(&self, k: usize) -> R;

    /// Column k of V times the vector last [kept](Self::keep).
    fn kept_product(&self, k: usize) -> R;

    /// vector += scale · column k of V.
    fn add_right(&self, k: usize, scale: R, vector: &mut [R]);

    /// Entry i of column k of V.
    fn right(&self, i: usize, k: usize) -> R;

    /// Keeps a copy of a vector of P entries.
    fn keep(&mut self, vector: &[R]);
}

/// The direction of ANaGRAM: rows are absorbed as in [`SquareRoot`], singular values below the cutoff are
/// left out, or filtered by σ²/(σ²+λ) under a damping. R has the singular values and right vectors of J,
/// whatever the number of rows; one decomposition answers every regularization.
///
/// # Source
/// Schwencke, Furtlehner (arXiv 2412.10782).
#[derive(Clone, Debug)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct TruncatedSvd<R, S> {
    spectrum: S,
    decomposed: bool,
    regularization: Regularization<R>,
}

impl<R: Real, S> TruncatedSvd<R, S> {
    /// The solver over a decomposition.
    pub const fn new(spectrum: S) -> Self {
        Self { spectrum, decomposed: false, regularization: Regularization::Damping(R::ZERO) }
    }
}

impl<R: Real, S: Spectrum<R>> TruncatedSvd<R, S> {
    /// σ of the decomposition's k-th pair and 1/σ² under the regularization, zero where it is left out.
    fn filtered(&self) -> impl Iterator<Item = (usize, R, R)> + '_ {
        let largest = self.spectrum.value(0).unwrap_or(R::ZERO);
        let mut k = 0;
        core::iter::from_fn(move || {
            let sigma = self.spectrum.value(k)?;
            k += 1;
            let square = sigma * sigma;
            let weight = match self.regularization {
                Regularization::Damping(lambda) if square + lambda >= R::MIN_POSITIVE => {
                    R::ONE / (square + lambda)
                }
                Regularization::Cutoff(cutoff) if sigma > cutoff * largest && square >= R::MIN_POSITIVE => {
                    R::ONE / square
                }
                _ => R::ZERO,
            };
            Some((k - 1, sigma, weight))
        })
        .filter(|(_, _, weight)| *weight > R::ZERO)
    }
}

impl<R: Real, S: Spectrum<R>> LeastSquares<R> for TruncatedSvd<R, S> {
    fn is_reusable(&self) -> bool {
        true
    }

    fn begin(&mut self, system: &mut System<'_, R>, _damping: R) {
        self.decomposed = false;
        SquareRoot.begin(system, R::ZERO);
    }

    fn absorb(&mut self, system: &mut System<'_, R>, panel: &mut Panel<'_, R>) {
        SquareRoot.absorb(system, panel);
    }

    fn trace(&self, system: &System<'_, R>) -> R {
        SquareRoot.trace(system)
    }

    fn gradient(&self, system: &System<'_, R>, gradient: &mut [R]) {
        SquareRoot.gradient(system, gradient);
    }

    fn factor(
        &mut self,
        system: &mut System<'_, R>,
        _workspace: &mut [[R; 4]],
        regularization: Regularization<R>,
    ) -> Result<(), FactorError> {
        if matches!(regularization, Regularization::Relative(_)) {
            return Err(FactorError::RelativeUnsupported);
        }
        if !self.decomposed {
            self.spectrum.decompose(system)?;
            self.decomposed = true;
        }
        self.regularization = regularization;
        Ok(())
    }

    fn solve(&mut self, _: &mut System<'_, R>, rho: R, nu: R, direction: &mut [R]) {
        direction.fill(R::ZERO);
        for (k, sigma, weight) in self.filtered() {
            let residual = self.spectrum.residual(k);
            let velocity = if nu == R::ZERO { R::ZERO } else { self.spectrum.velocity(k) };
            self.spectrum.add_right(k, -weight * sigma * (rho * residual + nu * velocity), direction);
        }
    }

    fn solve_for(&mut self, system: &mut System<'_, R>, right_hand_side: &mut [R]) {
        self.spectrum.keep(right_hand_side.get(..system.parameters).unwrap_or(&[]));
        right_hand_side.fill(R::ZERO);
        for (k, _, weight) in self.filtered() {
            let along = self.spectrum.kept_product(k);
            self.spectrum.add_right(k, weight * along, right_hand_side);
        }
    }

    fn curvature(&self, system: &System<'_, R>, direction: &[R]) -> R {
        SquareRoot.curvature(system, direction)
    }

    fn covariance_diagonal(&mut self, system: &mut System<'_, R>, diagonal: &mut [R]) {
        for (i, entry) in diagonal.iter_mut().enumerate().take(system.parameters) {
            let mut sum = R::ZERO;
            for (k, _, weight) in self.filtered() {
                let v = self.spectrum.right(i, k);
                sum += weight * v * v;
            }
            *entry = sum;
        }
    }
}
