//! −Δu = π² Σ sin πx_i on the unit cube in five dimensions, u = Σ sin πx_i on the boundary.

use std::f64::consts::PI;

use ngd_core::model::SplitMix64;
use ngd_core::{BOUNDARY, INTERIOR, Jet, Problem, Real, Sample};

use super::{Case, Domain, Entry, Laplace, Setting, Shape, points};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "poisson-5d",
    about: "−Δu = π² Σ sin πxᵢ on the unit cube in 5D, fresh random points in every step",
    open: || Shape::of(Poisson5d),
};

/// Random points inside and on the boundary of the loss, in ninths: 4000 and 500 of 4500.
const POINTS: usize = 4500;
/// Seeds of the fixed points and of those of the error.
const FIXED: u64 = 5;
const ERROR: u64 = 55;

/// The equation: 8/9 of the points uniform inside, of weight 1 together, 1/9 uniform on the boundary, of
/// weight 10 (its measure) together, all drawn anew in every step; 40,000 random points for the errors.
///
/// # Source
/// Müller, Zeinhofer (arXiv 2302.13163), section 4, with 4000 and 500 points. Exact solution Σ sin πx_i.
#[derive(Clone, Copy, Debug)]
pub struct Poisson5d;

pub(super) fn draw(count: usize, random: &mut SplitMix64) -> Vec<Sample<f64, 5>> {
    let domain = Poisson5d.domain();
    let outside = (count / 9).max(1);
    let inside = count.saturating_sub(outside).max(1);
    let inner = (0..inside).map(|_| domain.draw(random)).collect();
    let outer = (0..outside).map(|_| domain.draw_on_boundary(random)).collect();
    let value = |point: &[f64; 5]| Poisson5d.exact(point)[0].value;
    let inner = points::block(inner, 1.0, INTERIOR, |point| [PI * PI * value(point)]);
    let outer = points::block(outer, 10.0, BOUNDARY, |point| [value(point)]);
    [inner, outer].concat()
}

impl Case<5, 1> for Poisson5d {
    fn recommended(&self) -> &str {
        "--layers 5,64,1 --batch 4500 --iterations 4000"
    }

    fn domain(&self) -> Domain<5> {
        Domain::unit(["x1", "x2", "x3", "x4", "x5"])
    }

    fn samples(&self) -> Vec<Sample<f64, 5>> {
        draw(POINTS, &mut SplitMix64::new(FIXED))
    }

    fn fresh(&self, _: &[Sample<f64, 5>], count: usize, random: &mut SplitMix64) -> Vec<Sample<f64, 5>> {
        draw(count, random)
    }

    fn exact(&self, point: &[f64; 5]) -> [Jet<f64, 5>; 1] {
        let value = point.iter().map(|x| (PI * x).sin()).sum();
        [Jet { value, gradient: point.map(|x| PI * (PI * x).cos()), ..Jet::ZERO }]
    }

    fn error_points(&self) -> Vec<[f64; 5]> {
        let mut random = SplitMix64::new(ERROR);
        (0..40_000).map(|_| self.domain().draw(&mut random)).collect()
    }
}

impl<R: Real> Setting<R, 5, 1> for Poisson5d {
    fn problem(&self) -> &dyn Problem<R, 5, 1> {
        &Laplace
    }
}
