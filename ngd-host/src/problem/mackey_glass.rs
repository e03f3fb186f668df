//! x(t + 6) out of x(t), x(t − 6), x(t − 12), x(t − 18) of the series of Mackey and Glass: regression.

mod series;

use ngd_core::problem::Regression;
use ngd_core::{INTERIOR, Jet, Problem, Real, Sample};

use super::{Case, Domain, Entry, Reference, Setting, Shape, UNKNOWN, points};

/// The problem in the table.
pub(super) const ENTRY: Entry = Entry {
    name: "mackey-glass",
    about: "The series of Mackey and Glass six steps ahead: regression on 500 samples",
    open: || Shape::of(MackeyGlass),
};

/// The prediction: 500 samples from t = 118 on, of weight 1/500; the 500 after them for the errors, of
/// values alone. A damping, since 50 samples do not determine 61 parameters: `--batch 50` takes 50 fresh ones of the first 500 in every step.
///
/// # Source
/// Nouy, Somacal (arXiv 2604.15554): 4-10-1, α = 0.1, β = 0.5. The series and its two halves: Jang (1993),
/// ANFIS, section VI.
#[derive(Clone, Copy, Debug)]
pub struct MackeyGlass;

/// The first time and the number of samples of either half.
const FIRST: usize = 118;
const HALF: usize = 500;

/// The four inputs at `t` and what follows.
fn window(series: &[f64], t: usize) -> ([f64; 4], f64) {
    ([t - 18, t - 12, t - 6, t].map(|t| series[t]), series[t + 6])
}

fn windows(first: usize) -> Vec<([f64; 4], f64)> {
    let series = series::mackey_glass(FIRST + 2 * HALF + 6);
    (first..first + HALF).map(|t| window(&series, t)).collect()
}

impl Case<4, 1> for MackeyGlass {
    fn recommended(&self) -> &str {
        "--optimizer natural-heavy-ball --layers 4,10,1 --step fixed:0.1 --momentum 0.5 --damping constant:1e-5"
    }

    fn domain(&self) -> Domain<4> {
        Domain { axes: ["x(t−18)", "x(t−12)", "x(t−6)", "x(t)"], extent: [[0.4, 1.35]; 4] }
    }

    fn samples(&self) -> Vec<Sample<f64, 4>> {
        let (inputs, outputs): (Vec<_>, Vec<_>) = windows(FIRST).into_iter().unzip();
        let mut samples = points::block(inputs, 1.0, INTERIOR, |_| [0.0]);
        for (sample, output) in samples.iter_mut().zip(outputs) {
            sample.target = [output];
        }
        samples
    }

    fn error_points(&self) -> Vec<[f64; 4]> {
        windows(FIRST + HALF).into_iter().map(|(inputs, _)| inputs).collect()
    }

    fn references(&self) -> Vec<Reference<4, 1>> {
        let jet = |value| Jet { value, gradient: [UNKNOWN; 4], ..Jet::ZERO };
        let reference = |(point, value)| Reference { point, jets: [jet(value)] };
        windows(FIRST + HALF).into_iter().map(reference).collect()
    }
}

impl<R: Real> Setting<R, 4, 1> for MackeyGlass {
    fn problem(&self) -> &dyn Problem<R, 4, 1> {
        &Regression
    }
}
