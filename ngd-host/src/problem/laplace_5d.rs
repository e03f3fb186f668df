//! Δu = −π² Σ sin πx_i on the unit cube in five dimensions, fixed points, every point of one weight.

use ngd_core::model::SplitMix64;
use ngd_core::{Jet, Problem, Real, Sample};

use super::{Case, Domain, Entry, Laplace, Poisson5d, Setting, Shape, points};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "laplace-5d",
    about: "The equation of poisson-5d, fixed random points of one weight",
    open: || Shape::of(Laplace5d),
};

/// The equation and network of [`Poisson5d`] at 4000 inner and 500 boundary points that are drawn once,
/// all of weight 1/4500.
///
/// # Source
/// Schwencke, Furtlehner (arXiv 2412.10782), who call it the 5D Laplace equation.
#[derive(Clone, Copy, Debug)]
pub struct Laplace5d;

impl Case<5, 1> for Laplace5d {
    fn recommended(&self) -> &str {
        "--layers 5,64,1 --iterations 1000"
    }

    fn domain(&self) -> Domain<5> {
        Poisson5d.domain()
    }

    fn samples(&self) -> Vec<Sample<f64, 5>> {
        points::evenly_weighted(Poisson5d.samples())
    }

    fn fresh(&self, _: &[Sample<f64, 5>], count: usize, random: &mut SplitMix64) -> Vec<Sample<f64, 5>> {
        points::evenly_weighted(super::poisson_5d::draw(count, random))
    }

    fn exact(&self, point: &[f64; 5]) -> [Jet<f64, 5>; 1] {
        Poisson5d.exact(point)
    }

    fn error_points(&self) -> Vec<[f64; 5]> {
        Poisson5d.error_points()
    }
}

impl<R: Real> Setting<R, 5, 1> for Laplace5d {
    fn problem(&self) -> &dyn Problem<R, 5, 1> {
        &Laplace
    }
}
