//! A residual that is written as a formula has the cotangents of the formula: those written by hand, to rounding, and
//! those of differences; a number that no jet enters has none.

use ngd_core::check::check_problem;
use ngd_core::model::SplitMix64;
use ngd_core::{Jet, Order, Problem, Real, Residual, Sample};

type Row<R> = Residual<R, 2, 2>;

/// Every operation and every function.
struct Formula;

impl<R: Real> Problem<R, 2, 2> for Formula {
    fn residuals(&self) -> usize {
        4
    }

    fn linearize(&self, sample: &Sample<R, 2, 2>, jets: &[Jet<R, 2>; 2], which: usize) -> Row<R> {
        let [u, v] = Residual::variables(jets);
        let [x, y] = sample.point;
        match which {
            0 => u.gradient[0] + u.value * u.gradient[1] - u.second[1] * R::of(0.01) - v.value.sin() * x,
            1 => {
                (v.second[0] + v.second[1]) / (u.value.squared() + R::ONE)
                    + u.value.exp() * v.gradient[0].cos()
            }
            2 => {
                ((u.value.squared() + v.value.squared() + y).sqrt() + R::HALF).ln() / R::of(3.0)
                    - v.gradient[1]
            }
            _ => -Row::constant(x) + u.value.compose(|r| [r * r * r, R::of(3.0) * r * r]) - y,
        }
    }
}

/// Number 0 and number 3, their derivatives by hand.
struct ByHand;

impl Problem<f64, 2, 2> for ByHand {
    fn linearize(&self, sample: &Sample<f64, 2, 2>, [u, v]: &[Jet<f64, 2>; 2], which: usize) -> Row<f64> {
        let [x, y] = sample.point;
        if which == 3 {
            return Residual::new(u.value.powi(3) - x - y, [Jet::value(3.0 * u.value * u.value), Jet::ZERO]);
        }
        let residual = u.gradient[0] + u.value * u.gradient[1] - 0.01 * u.second[1] - x * v.value.sin();
        let of_u = Jet { value: u.gradient[1], gradient: [1.0, u.value], second: [0.0, -0.01] };
        Residual::new(residual, [of_u, Jet::value(-x * v.value.cos())])
    }
}

/// Jets and a sample with entries of the size one.
fn case<R: Real>(seed: u64) -> (Sample<R, 2, 2>, [Jet<R, 2>; 2]) {
    let mut random = SplitMix64::new(seed);
    let mut entry = || random.uniform::<R>() + random.uniform::<R>() - R::ONE;
    let mut pair = || [entry(), entry()];
    let jets = [0; 2].map(|_| Jet { value: pair()[0], gradient: pair(), second: pair() });
    let [x, y] = pair();
    (Sample::new([x, y + R::of(3.0)], R::ONE, 0), jets)
}

fn farthest<R: Real>() -> f64 {
    let mut worst = 0.0_f64;
    for seed in 0..200 {
        let (sample, jets) = case::<R>(seed);
        let found = check_problem(&Formula, &sample, &jets).largest().to_f64();
        worst = if found <= worst { worst } else { found };
    }
    worst
}

#[test]
fn they_are_those_of_differences() {
    let (single, double) = (farthest::<f32>(), farthest::<f64>());
    println!("800 residuals from differences: {single:e} in f32, {double:e} in f64");
    assert!(single <= 1e-3, "{single:e}");
    assert!(double <= 1e-9, "{double:e}");
}

#[test]
fn they_are_those_written_by_hand() {
    let mut worst = 0.0_f64;
    for seed in 0..200 {
        let (sample, jets) = case(seed);
        for which in [0, 3] {
            let (a, b) = (Formula.linearize(&sample, &jets, which), ByHand.linearize(&sample, &jets, which));
            let entries = |row: &Row<f64>| {
                let jets =
                    row.cotangent.iter().flat_map(|c| [&[c.value][..], &c.gradient, &c.second].concat());
                jets.chain([row.residual]).collect::<Vec<_>>()
            };
            for (a, b) in entries(&a).iter().zip(entries(&b)) {
                let apart = (a - b).abs();
                worst = if apart <= worst { worst } else { apart };
            }
        }
    }
    println!("400 residuals by hand: {worst:e}");
    assert!(worst <= 4.0 * f64::EPSILON, "{worst:e}");
    assert_eq!(Problem::<f64, 2, 2>::order(&Formula), Order::Second);
}
