//! −Δu = 2π² sin πx sin πy on the unit square, u = 0 on the boundary.

use std::f64::consts::PI;

use ngd_core::{BOUNDARY, INTERIOR, Jet, Problem, Real, Sample};

use super::{Case, Domain, Entry, Laplace, Setting, Shape, points};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "poisson-2d",
    about: "−Δu = 2π² sin πx sin πy on the unit square, u = 0 on the boundary",
    open: || Shape::of(Poisson2d),
};

/// The equation: a grid of 30² inner points of weight 1/900, 30 points a side of weight 4/120; a grid
/// of 198² points for the errors.
///
/// # Source
/// Müller, Zeinhofer (arXiv 2302.13163), section 4.1. Exact solution sin πx sin πy.
#[derive(Clone, Copy, Debug)]
pub struct Poisson2d;

impl Case<2, 1> for Poisson2d {
    fn recommended(&self) -> &str {
        "--layers 2,32,1 --solver svd"
    }

    fn domain(&self) -> Domain<2> {
        Domain::unit(["x", "y"])
    }

    fn samples(&self) -> Vec<Sample<f64, 2>> {
        let source = |[x, y]: &[f64; 2]| [2.0 * PI * PI * (PI * x).sin() * (PI * y).sin()];
        let inside = points::block(self.domain().inner_grid([30; 2]), 1.0, INTERIOR, source);
        let around = points::block(self.domain().around(30), 4.0, BOUNDARY, |_| [0.0]);
        [inside, around].concat()
    }

    fn exact(&self, [x, y]: &[f64; 2]) -> [Jet<f64, 2>; 1] {
        let ((sx, cx), (sy, cy)) = ((PI * x).sin_cos(), (PI * y).sin_cos());
        [Jet { value: sx * sy, gradient: [PI * cx * sy, PI * sx * cy], ..Jet::ZERO }]
    }

    fn error_points(&self) -> Vec<[f64; 2]> {
        self.domain().inner_grid([198; 2])
    }
}

impl<R: Real> Setting<R, 2, 1> for Poisson2d {
    fn problem(&self) -> &dyn Problem<R, 2, 1> {
        &Laplace
    }
}
