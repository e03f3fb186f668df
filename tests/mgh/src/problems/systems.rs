//! Systems of many parameters.

use super::{Dual, count, sum};

/// (6) Jennrich and Sampson.
pub fn jennrich_sampson(x: &[Dual], i: usize, _: usize) -> Dual {
    let k = count(i);
    2.0 + 2.0 * k - ((k * x[0]).exp() + (k * x[1]).exp())
}

/// (20) Watson.
pub fn watson(x: &[Dual], i: usize, _: usize) -> Dual {
    match i {
        29 => x[0],
        30 => x[1] - x[0].square() - 1.0,
        _ => {
            let t = count(i) / 29.0;
            let slope = sum(&x[1..], |j, x| count(j) * t.powi(j as i32) * x);
            slope - sum(x, |j, x| t.powi(j as i32) * x).square() - 1.0
        }
    }
}

/// (26) Trigonometric.
pub fn trigonometric(x: &[Dual], i: usize, _: usize) -> Dual {
    let cosines = sum(x, |_, x| x.cos());
    x.len() as f64 - cosines + count(i) * (1.0 - x[i].cos()) - x[i].sin()
}

/// (27) Brown, almost linear.
pub fn brown_almost_linear(x: &[Dual], i: usize, _: usize) -> Dual {
    let n = x.len();
    if i + 1 == n {
        return x.iter().fold(Dual::from(1.0), |product, x| product * *x) - 1.0;
    }
    x[i] + sum(x, |_, x| x) - (n + 1) as f64
}

/// (35) Chebyquad: the mean of the Chebyshev polynomial T on [0, 1] at the points x, less its integral.
pub fn chebyquad(x: &[Dual], i: usize, _: usize) -> Dual {
    let degree = i + 1;
    let polynomial = |x: Dual| {
        let z = 2.0 * x - 1.0;
        let (mut before, mut now) = (Dual::from(1.0), z);
        for _ in 1..degree {
            (before, now) = (now, 2.0 * (z * now) - before);
        }
        now
    };
    let integral = if degree.is_multiple_of(2) { -1.0 / (degree * degree - 1) as f64 } else { 0.0 };
    1.0 / x.len() as f64 * sum(x, |_, x| polynomial(x)) - integral
}
