//! Estimation of a density by the divergence of Kullback and Leibler, in the family of normal densities.

mod normal;

use ngd_core::problem::Carried;
use ngd_core::{INTERIOR, Jet, Order, Problem, Real, Residual, Sample};

use super::{AnyModel, Case, Domain, Entry, Network, Setting, Shape, points};

pub use normal::Normal;

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "density",
    about: "A normal density fitted to another by KL divergence: two parameters",
    open: || Shape::of(Density),
};

/// KL(p ‖ q) for a model ln q: 321 points of weight 1/20 on (−8, 8), p the density with mean 1.5 and
/// standard deviation ½, q normal from mean −1 and standard deviation 1.5. At a point of weight w the loss is
/// w(p (ln p − ln q) − p + q), which is never negative and whose sum is the divergence, since both densities
/// have the integral 1.
///
/// # Source
/// Nouy, Somacal (arXiv 2604.15554) name the divergence as a loss that is not the metric's own; the family
/// and the numbers are ours. The pairs (ρ, s) are those of a Poisson likelihood: s = √q, ρ = (q − p)/√q.
#[derive(Clone, Copy, Debug)]
pub struct Density;

const TARGET: Normal = Normal { mean: 1.5, log_deviation: -std::f64::consts::LN_2 };
const BEGINNING: Normal = Normal { mean: -1.0, log_deviation: 0.405_465_108_108_164_4 };

impl<R: Real> Problem<R, 1, 1> for Density {
    fn order(&self) -> Order {
        Order::Value
    }

    fn linearize(&self, sample: &Sample<R, 1>, [u]: &[Jet<R, 1>; 1], _: usize) -> Residual<R, 1, 1> {
        let [p] = sample.target;
        // Beyond ±60 either root would leave the range of f32; p there is below 1e-50.
        let root = (R::HALF * u.value.larger(R::of(-120.0)).smaller(R::of(120.0))).exp();
        Residual::new(root - p / root, [Jet::value(root)])
    }

    fn loss(&self, sample: &Sample<R, 1>, [u]: &[Jet<R, 1>; 1]) -> R {
        let [p] = sample.target;
        let entropy = if p > R::ZERO { p * (p.ln() - u.value) } else { R::ZERO };
        entropy - p + u.value.exp()
    }

    fn carried(&self) -> Carried {
        Carried::Output
    }
}

impl Case<1, 1> for Density {
    fn recommended(&self) -> &str {
        "--optimizer natural-heavy-ball --step fixed:0.1 --momentum 0.5 \
         --solver svd --cutoff 0 --acceleration none"
    }

    fn domain(&self) -> Domain<1> {
        Domain { axes: ["x"], extent: [[-8.0, 8.0]] }
    }

    fn samples(&self) -> Vec<Sample<f64, 1>> {
        points::block(self.domain().closed_grid([321]), 16.05, INTERIOR, |[x]| {
            [TARGET.logarithm(*x, Order::Value).value.exp()]
        })
    }

    fn exact(&self, [x]: &[f64; 1]) -> [Jet<f64, 1>; 1] {
        [TARGET.logarithm(*x, Order::Second)]
    }

    fn error_points(&self) -> Vec<[f64; 1]> {
        self.domain().closed_grid([401])
    }
}

impl<R: Real> Setting<R, 1, 1> for Density {
    fn problem(&self) -> &dyn Problem<R, 1, 1> {
        self
    }

    fn model(&self, _: Option<&Network>) -> Result<AnyModel<R, 1, 1>, String> {
        Ok(AnyModel::own(BEGINNING))
    }
}
