//! Steady incompressible flow behind a grid: velocity (u, v) and pressure p, Re = 40.

use std::f64::consts::{PI, TAU};

use ngd_core::{BOUNDARY, INTERIOR, Jet, Order, Problem, Real, Residual, Sample};

use super::{Case, Domain, Entry, Setting, Shape, Side, points};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "kovasznay",
    about: "Flow behind a grid at Re = 40: velocity and pressure, three equations at every point",
    open: || Shape::of(Kovasznay::default()),
};

/// u u_x + v u_y + p_x = Δu/Re, u v_x + v v_y + p_y = Δv/Re, u_x + v_y = 0 at 20² inner points of (−½, 1) ×
/// (−½, 1½), three residuals each; u and v at 20 points on each side, p too at the outflow x = 1; weights 3,
/// the area, and 7, the length of the boundary, together. A grid of 50² points for the errors.
///
/// # Source
/// Kovasznay (1948), eq. (12)–(14): u = 1 − e^{λx} cos 2πy, v = λ/2π e^{λx} sin 2πy, p = ½(1 − e^{2λx}),
/// λ = Re/2 − √(Re²/4 + 4π²). Domain as in Jin et al. (arXiv 2003.06496), section 4.1.
#[derive(Clone, Copy, Debug)]
pub struct Kovasznay {
    /// Re, the Reynolds number.
    pub reynolds: f64,
}

impl Default for Kovasznay {
    fn default() -> Self {
        Self { reynolds: 40.0 }
    }
}

/// The side where the pressure is given.
const OUTFLOW: u16 = 2;

impl Kovasznay {
    fn rate(&self) -> f64 {
        0.5 * self.reynolds - (0.25 * self.reynolds * self.reynolds + 4.0 * PI * PI).sqrt()
    }
}

impl<R: Real> Problem<R, 2, 3> for Kovasznay {
    fn order(&self) -> Order {
        Order::Second
    }

    fn residuals(&self) -> usize {
        3
    }

    fn linearize(&self, sample: &Sample<R, 2, 3>, jets: &[Jet<R, 2>; 3], which: usize) -> Residual<R, 2, 3> {
        let all = Residual::variables(jets);
        let [u, v, p] = &all;
        match (sample.kind, which) {
            (INTERIOR, 0 | 1) => {
                let c = &all[which];
                let diffusion = (c.second[0] + c.second[1]) * (R::ONE / R::of(self.reynolds));
                u.value * c.gradient[0] + v.value * c.gradient[1] + p.gradient[which] - diffusion
            }
            (INTERIOR, _) => u.gradient[0] + v.gradient[1],
            (BOUNDARY, 2) => Residual::constant(R::ZERO),
            _ => all[which].value - sample.target[which],
        }
    }
}

impl Case<2, 3> for Kovasznay {
    fn recommended(&self) -> &str {
        "--layers 2,16,16,3 --iterations 1000"
    }

    fn domain(&self) -> Domain<2> {
        Domain { axes: ["x", "y"], extent: [[-0.5, 1.0], [-0.5, 1.5]] }
    }

    fn samples(&self) -> Vec<Sample<f64, 2, 3>> {
        let domain = self.domain();
        let values = |point: &[f64; 2]| self.exact(point).map(|jet| jet.value);
        let mut samples = points::block(domain.inner_grid([20; 2]), domain.measure(), INTERIOR, |_| [0.0; 3]);
        for (side, length) in [(Side::Bottom, 1.5), (Side::Right, 2.0), (Side::Top, 1.5), (Side::Left, 2.0)] {
            let kind = if side == Side::Right { OUTFLOW } else { BOUNDARY };
            samples.extend(points::block(domain.side(side, 20), length, kind, values));
        }
        samples
    }

    fn exact(&self, [x, y]: &[f64; 2]) -> [Jet<f64, 2>; 3] {
        let rate = self.rate();
        let growth = (rate * x).exp();
        let (sin, cos) = (TAU * y).sin_cos();
        let u = Jet {
            value: 1.0 - growth * cos,
            gradient: [-rate * growth * cos, TAU * growth * sin],
            ..Jet::ZERO
        };
        let v = Jet {
            value: rate / TAU * growth * sin,
            gradient: [rate * rate / TAU * growth * sin, rate * growth * cos],
            ..Jet::ZERO
        };
        let square = growth * growth;
        let p = Jet { value: 0.5 * (1.0 - square), gradient: [-rate * square, 0.0], ..Jet::ZERO };
        [u, v, p]
    }

    fn error_points(&self) -> Vec<[f64; 2]> {
        self.domain().inner_grid([50; 2])
    }
}

impl<R: Real> Setting<R, 2, 3> for Kovasznay {
    fn problem(&self) -> &dyn Problem<R, 2, 3> {
        self
    }
}
