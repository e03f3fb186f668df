//! Gauss-Legendre quadrature.

use crate::Real;

/// Newton steps for a node; from the initial values four suffice in `f64`.
const STEPS: usize = 10;

/// Fills nodes and weights of the rule of n = `nodes.len()` points on [−1, 1], in ascending order: exact
/// for polynomials of degree 2n − 1, to a few ε up to n = 100.
///
/// Shapes: weights n, what is missing is left out.   Cost: about 5n² multiply-adds and divisions.
///
/// # Source
/// Davis, Rabinowitz, *Methods of Numerical Integration*, 2nd ed., section 2.7: Newton's method from
/// cos π(i − ¼)/(n + ½).
pub fn gauss_legendre<R: Real>(nodes: &mut [R], weights: &mut [R]) {
    let n = nodes.len();
    for i in 0..n.div_ceil(2) {
        let share = (R::of_count(i) + R::of(0.75)) / (R::of_count(n) + R::HALF);
        let [_, mut x] = (share * R::of(core::f64::consts::PI)).sine_and_cosine();
        if 2 * i + 1 == n {
            x = R::ZERO;
        }
        let mut derivative = R::ZERO;
        for _ in 0..STEPS {
            let [value, slope] = legendre(n, x);
            derivative = slope;
            let change = value / slope;
            x -= change;
            if change.abs() <= R::EPSILON {
                [_, derivative] = legendre(n, x);
                break;
            }
        }
        let weight = (R::ONE + R::ONE) / ((R::ONE - x) * (R::ONE + x) * derivative * derivative);
        for (k, node) in [(i, -x), (n - 1 - i, x)] {
            if let Some(entry) = nodes.get_mut(k) {
                *entry = node;
            }
            if let Some(entry) = weights.get_mut(k) {
                *entry = weight;
            }
        }
    }
}

/// Moves a rule from [−1, 1] onto [low, high].
pub fn onto<R: Real>([low, high]: [R; 2], nodes: &mut [R], weights: &mut [R]) {
    let half = R::HALF * (high - low);
    let centre = low + half;
    for node in nodes {
        *node = centre + half * *node;
    }
    for weight in weights {
        *weight *= half;
    }
}

/// P_n(x) and P_n′(x) for |x| < 1.
fn legendre<R: Real>(n: usize, x: R) -> [R; 2] {
    let (mut before, mut now) = (R::ZERO, R::ONE);
    for k in 0..n {
        let (k, next) = (R::of_count(k), R::of_count(k + 1));
        let value = ((k + next) * x * now - k * before) / next;
        before = now;
        now = value;
    }
    let n = R::of_count(n);
    [now, n * (before - x * now) / ((R::ONE - x) * (R::ONE + x))]
}
