//! Narrow valleys and bad scales, in two to four parameters.

use super::{Dual, count};

/// (1) Rosenbrock.
pub fn rosenbrock(x: &[Dual], i: usize, _: usize) -> Dual {
    match i {
        0 => 10.0 * (x[1] - x[0].square()),
        _ => 1.0 - x[0],
    }
}

/// (2) Freudenstein and Roth.
pub fn freudenstein_roth(x: &[Dual], i: usize, _: usize) -> Dual {
    let y = x[1];
    match i {
        0 => x[0] - 13.0 + ((5.0 - y) * y - 2.0) * y,
        _ => x[0] - 29.0 + ((y + 1.0) * y - 14.0) * y,
    }
}

/// (3) Powell, badly scaled.
pub fn powell_badly_scaled(x: &[Dual], i: usize, _: usize) -> Dual {
    match i {
        0 => 1e4 * (x[0] * x[1]) - 1.0,
        _ => (-x[0]).exp() + (-x[1]).exp() - 1.0001,
    }
}

/// (4) Brown, badly scaled.
pub fn brown_badly_scaled(x: &[Dual], i: usize, _: usize) -> Dual {
    match i {
        0 => x[0] - 1e6,
        1 => x[1] - 2e-6,
        _ => x[0] * x[1] - 2.0,
    }
}

/// (5) Beale.
pub fn beale(x: &[Dual], i: usize, _: usize) -> Dual {
    let power = (0..i).fold(x[1], |power, _| power * x[1]);
    [1.5, 2.25, 2.625][i] - x[0] * (1.0 - power)
}

/// (7) Helical valley.
pub fn helical_valley(x: &[Dual], i: usize, _: usize) -> Dual {
    match i {
        0 => 10.0 * (x[2] - 10.0 * x[1].turns(x[0])),
        1 => 10.0 * ((x[0].square() + x[1].square()).sqrt() - 1.0),
        _ => x[2],
    }
}

/// (13) Powell, singular.
pub fn powell_singular(x: &[Dual], i: usize, _: usize) -> Dual {
    match i {
        0 => x[0] + 10.0 * x[1],
        1 => 5f64.sqrt() * (x[2] - x[3]),
        2 => (x[1] - 2.0 * x[2]).square(),
        _ => 10f64.sqrt() * (x[0] - x[3]).square(),
    }
}

/// (14) Wood.
pub fn wood(x: &[Dual], i: usize, _: usize) -> Dual {
    match i {
        0 => 10.0 * (x[1] - x[0].square()),
        1 => 1.0 - x[0],
        2 => 90f64.sqrt() * (x[3] - x[2].square()),
        3 => 1.0 - x[2],
        4 => 10f64.sqrt() * (x[1] + x[3] - 2.0),
        _ => 0.1f64.sqrt() * (x[1] - x[3]),
    }
}

/// (16) Brown and Dennis.
pub fn brown_dennis(x: &[Dual], i: usize, _: usize) -> Dual {
    let t = count(i) / 5.0;
    (x[0] + t * x[1] - t.exp()).square() + (x[2] + t.sin() * x[3] - t.cos()).square()
}
