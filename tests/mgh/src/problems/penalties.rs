//! Penalties.

use super::{Dual, count, sum};

/// The root of 1e-5.
const SMALL: f64 = 0.003_162_277_660_168_379_4;

/// (23) Penalty I.
pub fn penalty_1(x: &[Dual], i: usize, _: usize) -> Dual {
    match x.get(i) {
        Some(x) => SMALL * (*x - 1.0),
        None => sum(x, |_, x| x.square()) - 0.25,
    }
}

/// (24) Penalty II.
pub fn penalty_2(x: &[Dual], i: usize, _: usize) -> Dual {
    let n = x.len();
    let tenth = |k: usize| (0.1 * x[k]).exp();
    if i == 0 {
        x[0] - 0.2
    } else if i < n {
        let y = (count(i) / 10.0).exp() + (i as f64 / 10.0).exp();
        SMALL * (tenth(i) + tenth(i - 1) - y)
    } else if i < 2 * n - 1 {
        SMALL * (tenth(i - n + 1) - (-0.1f64).exp())
    } else {
        sum(x, |j, x| (n - j) as f64 * x.square()) - 1.0
    }
}

/// (25) Variably dimensioned.
pub fn variably_dimensioned(x: &[Dual], i: usize, _: usize) -> Dual {
    let total = sum(x, |j, x| count(j) * (x - 1.0));
    match x.get(i) {
        Some(x) => *x - 1.0,
        None if i == x.len() => total,
        None => total.square(),
    }
}
