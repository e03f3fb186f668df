//! The cases.

use crate::dual::Dual;
use crate::problems as p;

/// A problem of a size.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// As in the source, with the number of parameters where there are several.
    pub name: &'static str,
    /// n.
    pub parameters: usize,
    /// m.
    pub residuals: usize,
    /// Entry j of the starting point, given n.
    start: fn(usize, usize) -> f64,
    /// The smallest Σ f² that is known.
    pub minimum: f64,
    /// Residual i, given m.
    residual: fn(&[Dual], usize, usize) -> Dual,
}

impl Case {
    /// The starting point times a factor.
    pub fn start(&self, factor: f64) -> Vec<f64> {
        (0..self.parameters).map(|j| factor * (self.start)(j, self.parameters)).collect()
    }

    /// Residual i at x.
    pub fn residual(&self, x: &[f64], i: usize) -> f64 {
        let x: Vec<Dual> = x.iter().map(|x| Dual::from(*x)).collect();
        (self.residual)(&x, i, self.residuals).value
    }

    /// Row i of the Jacobian at x.
    pub fn row(&self, x: &[f64], i: usize, row: &mut [f64]) {
        let mut x: Vec<Dual> = x.iter().map(|x| Dual::from(*x)).collect();
        for j in 0..x.len() {
            x[j].slope = 1.0;
            row[j] = (self.residual)(&x, i, self.residuals).slope;
            x[j].slope = 0.0;
        }
    }

    /// Σ f² at x.
    pub fn sum_of_squares(&self, x: &[f64]) -> f64 {
        (0..self.residuals).map(|i| self.residual(x, i).powi(2)).sum()
    }

    /// Whether Σ f² is the known minimum within 1e-6 of itself; within 1e-10 if that is zero.
    pub fn is_found(&self, sum_of_squares: f64) -> bool {
        let most = if self.minimum == 0.0 { 1e-10 } else { self.minimum * (1.0 + 1e-6) };
        sum_of_squares <= most
    }
}

type Residual = fn(&[Dual], usize, usize) -> Dual;
type Start = fn(usize, usize) -> f64;

const fn case(
    name: &'static str,
    [parameters, residuals]: [usize; 2],
    minimum: f64,
    start: Start,
    residual: Residual,
) -> Case {
    Case { name, parameters, residuals, start, minimum, residual }
}

fn ones(_: usize, _: usize) -> f64 {
    1.0
}

/// (j + 1)/(n + 1), from 0 to 1.
fn between(j: usize, n: usize) -> f64 {
    (j + 1) as f64 / (n + 1) as f64
}

fn bowed(j: usize, n: usize) -> f64 {
    between(j, n) * (between(j, n) - 1.0)
}

/// Minima other than zero to thirteen digits: the best of 40 to 340 starts of scipy 1.17's `least_squares` (MINPACK's
/// `lmder` and `trf`, all tolerances 1e-15, complex-step derivatives); for those that the source gives, all of its
/// digits agree. Those of the linear functions are m − n, m(m−1)/2(2m+1) and (m²+3m−6)/2(2m−3). Chebyquad of one
/// parameter and of ten have worse local minima, which the source names (1.8862² and 6.50395e-3).
pub const CASES: [Case; 44] = [
    case("linear, full rank, 10", [5, 10], 5.0, ones, p::full_rank),
    case("linear, full rank, 50", [5, 50], 45.0, ones, p::full_rank),
    case("linear, rank 1, 10", [5, 10], 90.0 / 42.0, ones, p::rank_one),
    case("linear, rank 1, 50", [5, 50], 2450.0 / 202.0, ones, p::rank_one),
    case("linear, rank 1 and zeros, 10", [5, 10], 124.0 / 34.0, ones, p::rank_one_with_zeros),
    case("linear, rank 1 and zeros, 50", [5, 50], 2644.0 / 194.0, ones, p::rank_one_with_zeros),
    case("Rosenbrock", [2, 2], 0.0, |j, _| [-1.2, 1.0][j], p::rosenbrock),
    case("helical valley", [3, 3], 0.0, |j, _| [-1.0, 0.0, 0.0][j], p::helical_valley),
    case("Powell singular", [4, 4], 0.0, |j, _| [3.0, -1.0, 0.0, 1.0][j], p::powell_singular),
    case("Freudenstein-Roth", [2, 2], 0.0, |j, _| [0.5, -2.0][j], p::freudenstein_roth),
    case("Bard", [3, 15], 8.214_877_306_579e-3, ones, p::bard),
    case(
        "Kowalik-Osborne",
        [4, 11],
        3.075_056_038_493e-4,
        |j, _| [0.25, 0.39, 0.415, 0.39][j],
        p::kowalik_osborne,
    ),
    case("Meyer", [3, 16], 87.945_855_170_35, |j, _| [0.02, 4000.0, 250.0][j], p::meyer),
    case("Watson 6", [6, 31], 2.287_670_053_553e-3, |_, _| 0.0, p::watson),
    case("Watson 9", [9, 31], 1.399_760_138_097e-6, |_, _| 0.0, p::watson),
    case("Watson 12", [12, 31], 4.722_381_097e-10, |_, _| 0.0, p::watson),
    case("Box 3D", [3, 10], 0.0, |j, _| [0.0, 10.0, 20.0][j], p::box_three),
    case("Jennrich-Sampson", [2, 10], 124.362_182_355_61, |j, _| [0.3, 0.4][j], p::jennrich_sampson),
    case("Brown-Dennis", [4, 20], 85_822.201_626_356, |j, _| [25.0, 5.0, -5.0, -1.0][j], p::brown_dennis),
    case("Chebyquad 1", [1, 8], 3.066_527_232_399, between, p::chebyquad),
    case("Chebyquad 8", [8, 8], 3.516_873_725_678e-3, between, p::chebyquad),
    case("Chebyquad 9", [9, 9], 0.0, between, p::chebyquad),
    case("Chebyquad 10", [10, 10], 4.772_713_696_375e-3, between, p::chebyquad),
    case("Chebyquad 11", [11, 11], 2.799_761_551_866e-3, between, p::chebyquad),
    case("Brown almost linear 10", [10, 10], 0.0, |_, _| 0.5, p::brown_almost_linear),
    case("Brown almost linear 30", [30, 30], 0.0, |_, _| 0.5, p::brown_almost_linear),
    case("Brown almost linear 40", [40, 40], 0.0, |_, _| 0.5, p::brown_almost_linear),
    case("Osborne 1", [5, 33], 5.464_894_697_483e-5, |j, _| [0.5, 1.5, -1.0, 0.01, 0.02][j], p::osborne_1),
    case(
        "Osborne 2",
        [11, 65],
        4.013_773_629_355e-2,
        |j, _| [1.3, 0.65, 0.65, 0.7, 0.6, 3.0, 5.0, 7.0, 2.0, 4.5, 5.5][j],
        p::osborne_2,
    ),
    case("Powell badly scaled", [2, 2], 0.0, |j, _| j as f64, p::powell_badly_scaled),
    case("Brown badly scaled", [2, 3], 0.0, ones, p::brown_badly_scaled),
    case("Beale", [2, 3], 0.0, ones, p::beale),
    case("Wood", [4, 6], 0.0, |j, _| [-3.0, -1.0][j % 2], p::wood),
    case("Biggs EXP6", [6, 13], 0.0, |j, _| if j == 1 { 2.0 } else { 1.0 }, p::biggs),
    case("Gaussian", [3, 15], 1.127_932_769_619e-8, |j, _| [0.4, 1.0, 0.0][j], p::gaussian),
    case("Gulf", [3, 99], 0.0, |j, _| [5.0, 2.5, 0.15][j], p::gulf),
    case("penalty I", [10, 11], 7.087_651_467_091e-5, |j, _| (j + 1) as f64, p::penalty_1),
    case("penalty II", [10, 20], 2.936_605_374_567e-4, |_, _| 0.5, p::penalty_2),
    case(
        "variably dimensioned",
        [10, 12],
        0.0,
        |j, n| 1.0 - (j + 1) as f64 / n as f64,
        p::variably_dimensioned,
    ),
    case("trigonometric", [10, 10], 0.0, |_, n| 1.0 / n as f64, p::trigonometric),
    case("discrete boundary value", [10, 10], 0.0, bowed, p::boundary_value),
    case("discrete integral equation", [10, 10], 0.0, bowed, p::integral_equation),
    case("Broyden tridiagonal", [10, 10], 0.0, |_, _| -1.0, p::broyden_tridiagonal),
    case("Broyden banded", [10, 10], 0.0, |_, _| -1.0, p::broyden_banded),
];
