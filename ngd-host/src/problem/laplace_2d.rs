//! Δu = −2π² sin πx sin πy on the unit square, u = 0 on the boundary, every point of one weight.

use ngd_core::{Jet, Problem, Real, Sample};

use super::{Case, Domain, Entry, Laplace, Poisson2d, Setting, Shape};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "laplace-2d",
    about: "The equation of poisson-2d, all points of one weight",
    open: || Shape::of(Laplace2d),
};

/// The equation, points and network of [`Poisson2d`] with rows that are not weighted against each other:
/// 1/1020 each, so that the boundary counts for a quarter of what it does there.
///
/// # Source
/// Schwencke, Furtlehner (arXiv 2412.10782), who call it the 2D Laplace equation.
#[derive(Clone, Copy, Debug)]
pub struct Laplace2d;

impl Case<2, 1> for Laplace2d {
    fn recommended(&self) -> &str {
        "--layers 2,32,1 --solver svd"
    }

    fn domain(&self) -> Domain<2> {
        Poisson2d.domain()
    }

    fn samples(&self) -> Vec<Sample<f64, 2>> {
        super::points::evenly_weighted(Poisson2d.samples())
    }

    fn exact(&self, point: &[f64; 2]) -> [Jet<f64, 2>; 1] {
        Poisson2d.exact(point)
    }

    fn error_points(&self) -> Vec<[f64; 2]> {
        Poisson2d.error_points()
    }
}

impl<R: Real> Setting<R, 2, 1> for Laplace2d {
    fn problem(&self) -> &dyn Problem<R, 2, 1> {
        &Laplace
    }
}
