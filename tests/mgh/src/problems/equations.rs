//! Discretized equations and banded systems.

use super::{Dual, count, sum};

fn at(x: &[Dual], i: usize) -> Dual {
    x.get(i).copied().unwrap_or_default()
}

fn before(x: &[Dual], i: usize) -> Dual {
    if i == 0 { Dual::default() } else { at(x, i - 1) }
}

fn cube(x: Dual, t: f64) -> Dual {
    let y = x + t + 1.0;
    y * y.square()
}

/// (28) Discrete boundary value.
pub fn boundary_value(x: &[Dual], i: usize, _: usize) -> Dual {
    let h = 1.0 / (x.len() + 1) as f64;
    2.0 * x[i] - before(x, i) - at(x, i + 1) + 0.5 * h * h * cube(x[i], h * count(i))
}

/// (29) Discrete integral equation.
pub fn integral_equation(x: &[Dual], i: usize, _: usize) -> Dual {
    let h = 1.0 / (x.len() + 1) as f64;
    let t = h * count(i);
    let kernel = |j: usize, x: Dual| {
        let s = h * count(j);
        let k = if j <= i { (1.0 - t) * s } else { t * (1.0 - s) };
        k * cube(x, s)
    };
    x[i] + 0.5 * h * sum(x, kernel)
}

/// (30) Broyden, tridiagonal.
pub fn broyden_tridiagonal(x: &[Dual], i: usize, _: usize) -> Dual {
    (3.0 - 2.0 * x[i]) * x[i] - before(x, i) - 2.0 * at(x, i + 1) + 1.0
}

/// (31) Broyden, banded.
pub fn broyden_banded(x: &[Dual], i: usize, _: usize) -> Dual {
    let near = |j: usize, x: Dual| match j != i && j + 5 >= i && j <= i + 1 {
        true => x * (x + 1.0),
        false => Dual::default(),
    };
    x[i] * (5.0 * x[i].square() + 2.0) + 1.0 - sum(x, near)
}
