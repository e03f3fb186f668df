//! Linear functions.

use super::{Dual, count, sum};

/// (32) Full rank.
pub fn full_rank(x: &[Dual], i: usize, m: usize) -> Dual {
    let mean = (2.0 / m as f64) * sum(x, |_, x| x) + 1.0;
    match x.get(i) {
        Some(x) => *x - mean,
        None => -mean,
    }
}

/// (33) Rank one.
pub fn rank_one(x: &[Dual], i: usize, _: usize) -> Dual {
    count(i) * sum(x, |j, x| count(j) * x) - 1.0
}

/// (34) Rank one, the first and the last row and column zero.
pub fn rank_one_with_zeros(x: &[Dual], i: usize, m: usize) -> Dual {
    if i + 1 == m {
        return Dual::from(-1.0);
    }
    let inner = sum(x, |j, y| if j == 0 || j + 1 == x.len() { Dual::default() } else { count(j) * y });
    i as f64 * inner - 1.0
}
