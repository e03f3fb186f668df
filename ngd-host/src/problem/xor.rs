//! Two classes on (−1, 1)²: whether the coordinates have the same sign.

use ngd_core::model::SplitMix64;
use ngd_core::problem::Bernoulli;
use ngd_core::{INTERIOR, Problem, Real, Sample};

use super::{Case, Domain, Entry, Setting, Shape, points};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "xor",
    about: "Whether two coordinates have the same sign: classification by cross-entropy",
    open: || Shape::of(Xor),
};

/// 200 uniform points of weight 1/200 and class 1 where xy < 0; the network is the logit, the loss the
/// cross-entropy, the metric its Fisher information. The classes are separated by lines, so the logit grows
/// without end and there is no solution to compare with; a damping
/// keeps a step short where the Fisher information vanishes.
///
/// # Source
/// Nouy, Somacal (arXiv 2604.15554), who fit a shallow network to such classes; points and width are ours.
#[derive(Clone, Copy, Debug)]
pub struct Xor;

/// Seed of the points.
const POINTS: u64 = 2;

impl Case<2, 1> for Xor {
    fn recommended(&self) -> &str {
        "--optimizer natural-heavy-ball --layers 2,10,1 --step fixed:0.1 --momentum 0.5 --damping constant:1e-3"
    }

    fn domain(&self) -> Domain<2> {
        Domain { axes: ["x", "y"], extent: [[-1.0, 1.0]; 2] }
    }

    fn samples(&self) -> Vec<Sample<f64, 2>> {
        let mut random = SplitMix64::new(POINTS);
        let places = (0..200).map(|_| self.domain().draw(&mut random)).collect();
        points::block(places, 1.0, INTERIOR, |[x, y]| [if x * y < 0.0 { 1.0 } else { 0.0 }])
    }

    fn error_points(&self) -> Vec<[f64; 2]> {
        Vec::new()
    }
}

impl<R: Real> Setting<R, 2, 1> for Xor {
    fn problem(&self) -> &dyn Problem<R, 2, 1> {
        &Bernoulli
    }
}
