use ngd_core::least_squares::TruncatedSvd;

use super::SolverPart;
use crate::method::cutoff::{Annealed, CUTOFF, Cutoff};
use crate::method::dynamic::{AnyDamping, AnySolver};
use crate::method::{Float, HeapSpectrum, Step};
use crate::request::{Ask, Flag, Request, UsageError};

/// Singular values, those below a cutoff left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Svd {
    /// Which are left out.
    pub cutoff: Cutoff,
}

/// Where nobody says otherwise.
const USUAL: Cutoff = Cutoff::Annealed(Annealed::to(1e-8));

impl SolverPart for Svd {
    const NAME: &'static str = "svd";
    const ABOUT: &'static str = "Singular values, those below --cutoff left out: the most accurate";
    const FLAG: &'static Flag = &CUTOFF;

    fn take(ask: &mut Ask, _step: Step) -> Result<Self, UsageError> {
        Ok(Self { cutoff: ask.take(&CUTOFF)?.unwrap_or(USUAL) })
    }

    fn write(&self, request: &mut Request) {
        request.write(&CUTOFF, self.cutoff);
    }

    fn build<R: Float>(&self, _rows: usize) -> AnySolver<R> {
        AnySolver::new(TruncatedSvd::new(HeapSpectrum::default()))
    }

    fn regularization<R: Float>(&self, parameters: usize) -> AnyDamping<R> {
        self.cutoff.build(parameters)
    }
}
