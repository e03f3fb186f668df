use faer::Mat;
use faer::traits::RealField;
use ngd_core::Real;
use ngd_core::least_squares::{FactorError, LeastSquares, Panel, Regularization, SquareRoot, System};
use ngd_core::linear_algebra::packed;

/// The truncated pseudo-inverse of J, by the singular value decomposition of its square root R: the same
/// singular values and right vectors, whatever the number of rows.
///
/// One decomposition answers every cutoff. A damping filters by σ²/(σ²+λ).
///
/// # Source
/// Schwencke, Furtlehner (arXiv 2412.10782) for the direction.
#[derive(Clone, Debug, Default)]
pub struct TruncatedSvd<R> {
    decomposition: Option<Decomposition<R>>,
    /// 1/σ², filtered; zero where cut off.
    weights: Vec<R>,
}

/// R = U Σ Vᵀ, with Uᵀ already applied to what is carried.
#[derive(Clone, Debug)]
struct Decomposition<R> {
    singular_values: Vec<R>,
    right: Mat<R>,
    /// Σ Uᵀz for the residuals and the velocities.
    carried: [Vec<R>; 2],
}

impl<R: Real + RealField> Decomposition<R> {
    fn new(system: &System<'_, R>) -> Result<Self, FactorError> {
        let p = system.parameters;
        let entry = |row: usize, column: usize| match row <= column {
            true => packed::get(system.triangle, column, row).unwrap_or(R::ZERO),
            false => R::ZERO,
        };
        let root = Mat::from_fn(p, p, entry);
        if let Some(bad) = (0..p).find(|&j| (0..=j).any(|i| !root[(i, j)].is_finite())) {
            return Err(FactorError::Pivot(bad));
        }
        let svd = root.svd().map_err(|_| FactorError::NoConvergence)?;
        let singular_values: Vec<R> = svd.S().column_vector().iter().copied().collect();
        let carry = |z: &[R]| {
            let weighted = |(k, sigma): (usize, &R)| {
                let along = (0..p).fold(R::ZERO, |sum, i| sum + svd.U()[(i, k)] * z[i]);
                *sigma * along
            };
            singular_values.iter().enumerate().map(weighted).collect()
        };
        let carried = [carry(system.residual), carry(system.velocity)];
        Ok(Self { right: svd.V().to_owned(), carried, singular_values })
    }
}

impl<R: Real + RealField> TruncatedSvd<R> {
    /// x = V W y, W the filtered 1/σ².
    fn expand(&self, along: impl Fn(usize) -> R, out: &mut [R]) {
        out.fill(R::ZERO);
        let Some(decomposition) = &self.decomposition else { return };
        for (k, weight) in self.weights.iter().enumerate().filter(|(_, weight)| **weight != R::ZERO) {
            let scale = *weight * along(k);
            for (entry, v) in out.iter_mut().zip(decomposition.right.col(k).iter()) {
                *entry += scale * *v;
            }
        }
    }
}

impl<R: Real + RealField> LeastSquares<R> for TruncatedSvd<R> {
    fn is_reusable(&self) -> bool {
        true
    }

    fn begin(&mut self, system: &mut System<'_, R>, _damping: R) {
        self.decomposition = None;
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
        let decomposition = match self.decomposition.take() {
            Some(decomposition) => decomposition,
            None => Decomposition::new(system)?,
        };
        let sigmas = &decomposition.singular_values;
        let largest = sigmas.first().copied().unwrap_or(R::ZERO);
        let weight = |sigma: &R| match regularization {
            Regularization::Damping(lambda) if *sigma * *sigma + lambda > R::ZERO => {
                R::ONE / (*sigma * *sigma + lambda)
            }
            Regularization::Cutoff(cutoff)
                if *sigma > cutoff * largest && *sigma > R::MIN_POSITIVE.sqrt() =>
            {
                R::ONE / (*sigma * *sigma)
            }
            _ => R::ZERO,
        };
        self.weights = sigmas.iter().map(weight).collect();
        self.decomposition = Some(decomposition);
        Ok(())
    }

    fn solve(&mut self, _system: &System<'_, R>, rho: R, nu: R, direction: &mut [R]) {
        let Some(Decomposition { carried: [residual, velocity], .. }) = &self.decomposition else { return };
        self.expand(|k| -(rho * residual[k] + nu * velocity[k]), direction);
    }

    fn solve_for(&mut self, _system: &System<'_, R>, right_hand_side: &mut [R]) {
        let Some(Decomposition { right, .. }) = &self.decomposition else { return };
        let along = |k: usize| {
            right.col(k).iter().zip(right_hand_side.iter()).fold(R::ZERO, |sum, (v, b)| sum + *v * *b)
        };
        let coordinates: Vec<R> = (0..self.weights.len()).map(along).collect();
        self.expand(|k| coordinates[k], right_hand_side);
    }

    fn curvature(&self, system: &System<'_, R>, direction: &[R]) -> R {
        SquareRoot.curvature(system, direction)
    }

    fn covariance_diagonal(&mut self, _system: &System<'_, R>, diagonal: &mut [R]) {
        let Some(Decomposition { right, .. }) = &self.decomposition else { return };
        for (i, entry) in diagonal.iter_mut().enumerate().take(self.weights.len()) {
            let squares = self.weights.iter().enumerate().map(|(k, w)| *w * right[(i, k)] * right[(i, k)]);
            *entry = squares.fold(R::ZERO, |sum, square| sum + square);
        }
    }
}
