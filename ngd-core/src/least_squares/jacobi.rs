//! Singular values of the square root by rotations, in memory of any kind.

use super::{FactorError, Spectrum, System};
use crate::Real;
use crate::linear_algebra::packed::{self, padded_len};
use crate::linear_algebra::svd::{self, Svd, SvdError};
use crate::linear_algebra::{add_scaled, dot};

/// The decomposition of [`svd`] in the memory `M`: an array, a borrowed slice, or on a host a `Vec`, of
/// [`words`](JacobiSpectrum::words) numbers.
///
/// ```
/// use ngd_core::least_squares::{JacobiSpectrum, TruncatedSvd};
///
/// const P: usize = 61;
/// let solver = TruncatedSvd::<f32, _>::new(JacobiSpectrum::new([0.0_f32; JacobiSpectrum::words(P)]));
/// # let _ = solver;
/// ```
#[derive(Clone, Debug, Default)]
pub struct JacobiSpectrum<M> {
    memory: M,
    parameters: usize,
}

impl JacobiSpectrum<()> {
    /// Words of memory for P parameters: about P² + 7P.
    pub const fn words(parameters: usize) -> usize {
        svd::words(parameters).saturating_add(padded_len(parameters))
    }
}

impl<M> JacobiSpectrum<M> {
    /// In this memory. Too little of it is an error of [`decompose`](Spectrum::decompose).
    pub const fn new(memory: M) -> Self {
        Self { memory, parameters: 0 }
    }

    fn svd<R: Real>(&self) -> Svd<'_, R>
    where
        M: AsRef<[R]>,
    {
        Svd::of(self.memory.as_ref(), self.parameters)
    }

    fn kept<R: Real>(&self) -> &[R]
    where
        M: AsRef<[R]>,
    {
        self.memory.as_ref().get(svd::words(self.parameters)..).unwrap_or_default()
    }
}

impl<R: Real, M: AsRef<[R]> + AsMut<[R]>> Spectrum<R> for JacobiSpectrum<M> {
    fn decompose(&mut self, system: &System<'_, R>) -> Result<(), FactorError> {
        let parameters = system.parameters;
        let (needed, memory) = (JacobiSpectrum::words(parameters), self.memory.as_mut());
        let found = memory.len();
        if found < needed {
            return Err(FactorError::Memory { needed, found });
        }
        let entry = |row: usize, column: usize| match row <= column {
            true => packed::get(system.triangle, column, row).unwrap_or(R::ZERO),
            false => R::ZERO,
        };
        self.parameters = parameters;
        svd::decompose(memory, parameters, entry, [system.residual, system.velocity]).map_err(|error| {
            match error {
                SvdError::NotFinite(parameter) => FactorError::Pivot(parameter),
                SvdError::NoConvergence => FactorError::NoConvergence,
                SvdError::Memory => FactorError::Memory { needed, found },
            }
        })
    }

    fn value(&self, k: usize) -> Option<R> {
        self.svd().value(k)
    }

    fn residual(&self, k: usize) -> R {
        let [residual, _] = self.svd().left_products(k);
        residual
    }

    fn velocity(&self, k: usize) -> R {
        let [_, velocity] = self.svd().left_products(k);
        velocity
    }

    fn kept_product(&self, k: usize) -> R {
        dot(self.svd().right(k), self.kept())
    }

    fn add_right(&self, k: usize, scale: R, vector: &mut [R]) {
        add_scaled(vector, scale, self.svd().right(k));
    }

    fn right(&self, i: usize, k: usize) -> R {
        self.svd().right(k).get(i).copied().unwrap_or(R::ZERO)
    }

    fn keep(&mut self, vector: &[R]) {
        let kept = self.memory.as_mut().get_mut(svd::words(self.parameters)..).unwrap_or_default();
        for (kept, entry) in kept.iter_mut().zip(vector) {
            *kept = *entry;
        }
    }
}
