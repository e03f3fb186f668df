//! The seam of a problem in the host: an equation of the core with its points, its model and its solution.

use ngd_core::metric::GaussNewton;
use ngd_core::model::SplitMix64;
use ngd_core::{Jet, Problem, Real, Sample};

use super::{AnyMetric, AnyModel, Domain, Network, points};

/// What a problem is apart from the number type that it is trained in: points, data, solution, all in f64.
pub trait Case<const D: usize, const O: usize> {
    /// The flags that suit it, as a command line has them. Those of the method are followed by the methods that have
    /// such parts; a problem without `--layers` has a model that is no network.
    fn recommended(&self) -> &str;

    /// Where the domain begins and ends, and the names of the coordinates.
    fn domain(&self) -> Domain<D>;

    /// Whether the data carry noise that `--noise-seed` draws.
    fn is_noisy(&self) -> bool {
        false
    }

    /// Draws the noise of the measurements; nothing where there are none.
    fn draw_noise(&mut self, seed: u64) {
        let _ = seed;
    }

    /// The fixed points of the loss, with weights and data.
    fn samples(&self) -> Vec<Sample<f64, D, O>>;

    /// About `count` fresh points whose loss has the expectation of the fixed one: unless a problem draws
    /// its points anew, a subset of `all` fixed points, of every kind its share.
    fn fresh(
        &self,
        all: &[Sample<f64, D, O>],
        count: usize,
        random: &mut SplitMix64,
    ) -> Vec<Sample<f64, D, O>> {
        points::subset(all, count, random)
    }

    /// Value and gradient of the exact or reference solution; NaN where it is unknown.
    fn exact(&self, point: &[f64; D]) -> [Jet<f64, D>; O] {
        let _ = point;
        [UNKNOWN; O].map(|unknown| Jet { value: unknown, gradient: [unknown; D], second: [unknown; D] })
    }

    /// The points of the error norms, all of one weight; none if there is no solution to compare with.
    fn error_points(&self) -> Vec<[f64; D]>;

    /// The solution at the points of the error norms.
    fn references(&self) -> Vec<Reference<D, O>> {
        let reference = |point| Reference { point, jets: self.exact(&point) };
        self.error_points().into_iter().map(reference).collect()
    }

    /// The coefficients of the equation that are learnt with its solution.
    fn coefficients(&self) -> Vec<Coefficient<D>> {
        Vec::new()
    }
}

/// What is unknown of a solution; where it enters an error norm the norm is unknown.
pub const UNKNOWN: f64 = f64::NAN;

/// The solution at one point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reference<const D: usize, const O: usize> {
    /// x.
    pub point: [f64; D],
    /// Value and gradient of every output there.
    pub jets: [Jet<f64, D>; O],
}

/// A coefficient of an equation that is learnt with the solution: an output of the model, at a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficient<const D: usize> {
    /// Its name.
    pub name: &'static str,
    /// The output of the model.
    pub output: usize,
    /// Where it is reported; anywhere for a constant.
    pub point: [f64; D],
}

/// A case with its equation and its model in one number type.
pub trait Setting<R: Real, const D: usize, const O: usize>: Case<D, O> {
    /// The equation.
    fn problem(&self) -> &dyn Problem<R, D, O>;

    /// The model of a network; a model of its own ignores the network.
    ///
    /// # Errors
    /// In words, when the widths make no network.
    fn model(&self, network: Option<&Network>) -> Result<AnyModel<R, D, O>, String> {
        AnyModel::network(network)
    }

    /// The metric of the loss; that of an energy is its second derivative.
    fn metric(&self) -> AnyMetric<R, D, O> {
        AnyMetric::Residuals(GaussNewton)
    }
}

/// A case in both number types.
pub trait AnyCase<const D: usize, const O: usize>: Setting<f32, D, O> + Setting<f64, D, O> {}

impl<S: Setting<f32, D, O> + Setting<f64, D, O>, const D: usize, const O: usize> AnyCase<D, O> for S {}
