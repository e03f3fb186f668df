//! The energy ½u′² + ¼u⁴ − fu on (−1, 1), f = π² cos πx + cos³ πx, whose minimum has u′ = 0 at both ends.

use std::f64::consts::PI;

use ngd_core::energy::{Energy, Ritz};
use ngd_core::sampling::{gauss_legendre, onto};
use ngd_core::{INTERIOR, Jet, Problem, Real, Sample};

use super::{AnyMetric, Case, Domain, Entry, Setting, Shape};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "deep-ritz",
    about: "The energy ½u′² + ¼u⁴ − fu on (−1, 1): the deep Ritz method",
    open: || Shape::of(DeepRitz),
};

/// The energy at 200 points of Gauss and Legendre, above that of the solution, so that the loss of the
/// solution is zero; 2001 points for the errors. Solution cos πx.
///
/// # Source
/// Müller, Zeinhofer (arXiv 2302.13163): energy, network 1-32-1 and initial values N(0, 0.1²). The points are
/// ours: with a quadrature that is exact for what the network resolves, no energy is hidden between them.
#[derive(Clone, Copy, Debug, Default)]
pub struct DeepRitz;

/// The energy of the solution, −π²/2 − 9/16, per unit of length.
const LEAST: f64 = (-0.5 * PI * PI - 0.5625) / 2.0;

impl<R: Real> Energy<R, 1, 1> for DeepRitz {
    fn density(&self, sample: &Sample<R, 1>, [u]: &[Jet<R, 1>; 1]) -> R {
        let ([source], [slope]) = (sample.target, u.gradient);
        let square = u.value * u.value;
        R::HALF * slope * slope + R::of(0.25) * square * square - source * u.value - R::of(LEAST)
    }

    fn derivative(&self, sample: &Sample<R, 1>, [u]: &[Jet<R, 1>; 1]) -> [Jet<R, 1>; 1] {
        let [source] = sample.target;
        let value = u.value * u.value * u.value - source;
        [Jet { value, gradient: u.gradient, second: [R::ZERO] }]
    }

    fn factors(&self) -> usize {
        2
    }

    /// φ′ψ′ and 3u²φψ.
    fn factor(&self, _: &Sample<R, 1>, [u]: &[Jet<R, 1>; 1], which: usize) -> [Jet<R, 1>; 1] {
        match which {
            0 => [Jet::gradient(0, R::ONE)],
            _ => [Jet::value(R::of(3.0).sqrt() * u.value)],
        }
    }
}

impl Case<1, 1> for DeepRitz {
    fn recommended(&self) -> &str {
        "--layers 1,32,1 --init normal:0.1 --solver svd"
    }

    fn domain(&self) -> Domain<1> {
        Domain { axes: ["x"], extent: [[-1.0, 1.0]] }
    }

    fn samples(&self) -> Vec<Sample<f64, 1>> {
        let (mut nodes, mut weights) = ([0.0; 200], [0.0; 200]);
        gauss_legendre(&mut nodes, &mut weights);
        onto([-1.0, 1.0], &mut nodes, &mut weights);
        let sample = |(x, weight): (f64, f64)| {
            let cos = (PI * x).cos();
            Sample::new([x], weight, INTERIOR).with_target([PI * PI * cos + cos.powi(3)])
        };
        nodes.into_iter().zip(weights).map(sample).collect()
    }

    fn exact(&self, [x]: &[f64; 1]) -> [Jet<f64, 1>; 1] {
        let (sin, cos) = (PI * x).sin_cos();
        [Jet { value: cos, gradient: [-PI * sin], second: [-PI * PI * cos] }]
    }

    fn error_points(&self) -> Vec<[f64; 1]> {
        self.domain().closed_grid([2001])
    }
}

impl<R: Real> Setting<R, 1, 1> for DeepRitz {
    fn problem(&self) -> &dyn Problem<R, 1, 1> {
        &Ritz(Self)
    }

    fn metric(&self) -> AnyMetric<R, 1, 1> {
        AnyMetric::Energy(&Self)
    }
}
