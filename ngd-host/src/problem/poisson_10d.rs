//! Δu = 0 on the unit cube in ten dimensions, u = x₁x₂ + x₃x₄ + … + x₉x₁₀ on the boundary.

use ngd_core::model::SplitMix64;
use ngd_core::{BOUNDARY, INTERIOR, Jet, Problem, Real, Sample};

use super::{Case, Domain, Entry, Laplace, Setting, Shape, points};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "poisson-10d",
    about: "Δu = 0 on the unit cube in 10D, u = x₁x₂ + … + x₉x₁₀, fresh random points in every step",
    open: || Shape::of(Poisson10d),
};

/// Random points inside and on the boundary of the loss, in quarters.
const POINTS: usize = 2000;
/// Seeds of the fixed points and of those of the error.
const FIXED: u64 = 10;
const ERROR: u64 = 1010;

/// The equation: 3/4 of the points uniform inside, of weight 1 together, 1/4 uniform on the boundary, of
/// weight 1 together, all drawn anew in every step; 10,000 random points for the errors.
///
/// # Source
/// The equation and solution of E, Yu (arXiv 1710.00211), section 3.2, as Dangel, Müller, Zeinhofer
/// (arXiv 2405.15603) train it with 3000 and 1000 points on 10-256-256-128-128-1. That network has 118,000
/// parameters; ours, and the number of points, are sized for a dense Gram matrix.
#[derive(Clone, Copy, Debug)]
pub struct Poisson10d;

fn draw(count: usize, random: &mut SplitMix64) -> Vec<Sample<f64, 10>> {
    let domain = Poisson10d.domain();
    let outside = (count / 4).max(1);
    let inside = count.saturating_sub(outside).max(1);
    let inner = (0..inside).map(|_| domain.draw(random)).collect();
    let outer = (0..outside).map(|_| domain.draw_on_boundary(random)).collect();
    let inner = points::block(inner, 1.0, INTERIOR, |_| [0.0]);
    let outer = points::block(outer, 1.0, BOUNDARY, |point| [Poisson10d.exact(point)[0].value]);
    [inner, outer].concat()
}

impl Case<10, 1> for Poisson10d {
    fn recommended(&self) -> &str {
        "--layers 10,32,1 --solver svd --batch 2000"
    }

    fn domain(&self) -> Domain<10> {
        Domain::unit(["x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10"])
    }

    fn samples(&self) -> Vec<Sample<f64, 10>> {
        draw(POINTS, &mut SplitMix64::new(FIXED))
    }

    fn fresh(&self, _: &[Sample<f64, 10>], count: usize, random: &mut SplitMix64) -> Vec<Sample<f64, 10>> {
        draw(count, random)
    }

    fn exact(&self, point: &[f64; 10]) -> [Jet<f64, 10>; 1] {
        let value = point.chunks(2).map(|pair| pair.iter().product::<f64>()).sum();
        [Jet { value, gradient: std::array::from_fn(|d| point[d ^ 1]), ..Jet::ZERO }]
    }

    fn error_points(&self) -> Vec<[f64; 10]> {
        let mut random = SplitMix64::new(ERROR);
        (0..10_000).map(|_| self.domain().draw(&mut random)).collect()
    }
}

impl<R: Real> Setting<R, 10, 1> for Poisson10d {
    fn problem(&self) -> &dyn Problem<R, 10, 1> {
        &Laplace
    }
}
