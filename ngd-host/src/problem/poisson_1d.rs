//! −u″ = π² sin πx on (0, 1), u = 0 at both ends.

use std::f64::consts::PI;

use ngd_core::{BOUNDARY, INTERIOR, Jet, Problem, Real, Sample};

use super::{Case, Domain, Entry, Laplace, Setting, Shape, points};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "poisson-1d",
    about: "−u″ = π² sin πx on (0, 1), u = 0 at both ends",
    open: || Shape::of(Poisson1d),
};

/// The equation: 100 inner points of weight 1/100, both ends of weight 1; 2001 points for the errors.
///
/// # Source
/// Exact solution sin πx; points as in the one-dimensional example of Müller, Zeinhofer (arXiv 2302.13163).
#[derive(Clone, Copy, Debug)]
pub struct Poisson1d;

impl Case<1, 1> for Poisson1d {
    fn recommended(&self) -> &str {
        "--layers 1,16,1 --solver svd --cutoff annealed:1e-9 --iterations 300"
    }

    fn domain(&self) -> Domain<1> {
        Domain::unit(["x"])
    }

    fn samples(&self) -> Vec<Sample<f64, 1>> {
        let source = |[x]: &[f64; 1]| [PI * PI * (PI * x).sin()];
        let inside = points::block(self.domain().inner_grid([100]), 1.0, INTERIOR, source);
        let ends = points::block(vec![[0.0], [1.0]], 2.0, BOUNDARY, |_| [0.0]);
        [inside, ends].concat()
    }

    fn exact(&self, [x]: &[f64; 1]) -> [Jet<f64, 1>; 1] {
        let (sin, cos) = (PI * x).sin_cos();
        [Jet { value: sin, gradient: [PI * cos], ..Jet::ZERO }]
    }

    fn error_points(&self) -> Vec<[f64; 1]> {
        self.domain().closed_grid([2001])
    }
}

impl<R: Real> Setting<R, 1, 1> for Poisson1d {
    fn problem(&self) -> &dyn Problem<R, 1, 1> {
        &Laplace
    }
}
