//! The parts of the core's presets in the words of the command line: what a named method is, is said there alone.

use ngd_core::NaturalGradient;
use ngd_core::damping::{ByLength, Constant, Cutoff, Damping};
use ngd_core::first_order::Adam;
use ngd_core::least_squares::{Dual, Euclidean, LeastSquares, NormalEquations, Spectrum, TruncatedSvd};
use ngd_core::natural_gradient::Parts;
use ngd_core::step_length::{Backtracking, Fixed, GeodesicAcceleration, Grid, StepLength};

use super::acceleration::{ACCELERATION, Acceleration};
use super::cutoff::{self, CUTOFF};
use super::damping::{self, DAMPING};
use super::solver::SOLVER;
use super::step::{self, STEP};
use super::{Momentum, Restarts};
use crate::request::Request;

/// A part of the core.
pub(super) trait Spoken {
    /// Adds its flags to a request.
    fn write(&self, request: &mut Request);
}

/// What the momentum and the other parts of a preset are.
pub(super) struct Recipe {
    pub(super) momentum: Momentum,
    pub(super) parts: Request,
}

impl Recipe {
    /// Of a preset of the core.
    pub(super) fn of<S, L, C>(preset: &NaturalGradient<f64, Parts<S, L, C>>) -> Self
    where
        S: LeastSquares<f64> + Spoken,
        L: StepLength<f64> + Spoken,
        C: Damping<f64> + Spoken,
    {
        let mut parts = Request::default();
        preset.solver.write(&mut parts);
        preset.damping.write(&mut parts);
        preset.length.write(&mut parts);
        let restarts = Restarts::of(preset.restarts);
        Self { momentum: Momentum::of(preset.momentum, restarts), parts }
    }

    /// Of the core's Adam.
    pub(super) fn of_adam(adam: &Adam<f64>) -> Self {
        let mut parts = Request::default();
        parts.write(&STEP, step::Fixed { learning_rate: adam.learning_rate });
        Self { momentum: Momentum::None, parts }
    }

    /// Without a part that a flag could exchange.
    pub(super) fn bare() -> Self {
        Self { momentum: Momentum::None, parts: Request::default() }
    }
}

impl Spoken for NormalEquations {
    fn write(&self, request: &mut Request) {
        request.write(&SOLVER, "cholesky");
    }
}

impl Spoken for Dual {
    fn write(&self, request: &mut Request) {
        request.write(&SOLVER, "dual");
    }
}

impl<S: Spectrum<f64>> Spoken for TruncatedSvd<f64, S> {
    fn write(&self, request: &mut Request) {
        request.write(&SOLVER, "svd");
    }
}

/// No solver: a step along the gradient.
impl Spoken for Euclidean {
    fn write(&self, _: &mut Request) {}
}

impl Spoken for ByLength<f64> {
    fn write(&self, request: &mut Request) {
        request.write(&DAMPING, damping::ByLength);
    }
}

impl Spoken for Constant<f64> {
    fn write(&self, request: &mut Request) {
        if self.relative > 0.0 {
            request.write(&DAMPING, damping::Constant { factor: self.relative });
        }
    }
}

/// The P of which a preset with a cutoff by rounding is asked for.
pub(super) const ANY_PARAMETERS: usize = 1;

impl Spoken for Cutoff<f64> {
    fn write(&self, request: &mut Request) {
        if *self == Self::of_rounding(ANY_PARAMETERS) {
            request.write(&CUTOFF, cutoff::Rounding);
        } else {
            request.write(&CUTOFF, cutoff::Relative { cutoff: self.relative });
        }
    }
}

impl Spoken for Backtracking<f64> {
    fn write(&self, request: &mut Request) {
        request.write(&STEP, step::Backtracking);
        request.write(&ACCELERATION, Acceleration::None);
    }
}

impl Spoken for Grid {
    fn write(&self, request: &mut Request) {
        request.write(&STEP, step::Grid);
        request.write(&ACCELERATION, Acceleration::None);
    }
}

impl Spoken for Fixed<f64> {
    fn write(&self, request: &mut Request) {
        request.write(&STEP, step::Fixed { learning_rate: self.learning_rate });
        request.write(&ACCELERATION, Acceleration::None);
    }
}

impl<L: StepLength<f64> + Spoken> Spoken for GeodesicAcceleration<L, f64> {
    fn write(&self, request: &mut Request) {
        self.length.write(request);
        request.write(&ACCELERATION, Acceleration::Geodesic);
    }
}
