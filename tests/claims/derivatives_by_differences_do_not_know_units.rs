//! Numeric derivatives and their checkers give the same answer in every unit of the parameters and of the function.

use ngd_core::check::{Discrepancy, check_model, check_problem, check_words};
use ngd_core::model::Numeric;
use ngd_core::problem::Regression;
use ngd_core::{At, Footprint, Jet, Model, NaturalGradient, Order, Problem, Real, Residual, Sample};

/// s e^−xθ/c, whose derivatives with respect to θ are `wrong` times what they should be.
struct Decay<R> {
    unit: R,
    size: R,
    wrong: R,
}

impl<R: Real> Model<R, 1, 1> for Decay<R> {
    fn parameters(&self) -> usize {
        1
    }

    fn jet(&self, at: At<'_, R, 1>, _: &mut [R]) -> [Jet<R, 1>; 1] {
        let rate = at.theta[0] / self.unit;
        let value = self.size * (-at.point()[0] * rate).exp();
        let mut jet = Jet::value(value);
        if at.order >= Order::Gradient {
            jet.gradient = [-rate * value];
        }
        if at.order >= Order::Second {
            jet.second = [rate * rate * value];
        }
        [jet]
    }

    fn pull_back(&self, at: At<'_, R, 1>, [c]: &[Jet<R, 1>; 1], _: &mut [R], row: &mut [R]) {
        let (x, rate) = (at.point()[0], at.theta[0] / self.unit);
        let value = self.size * (-x * rate).exp();
        let two = R::ONE + R::ONE;
        let slopes = [-x, x * rate - R::ONE, two * rate - x * rate * rate];
        let sum = c.value * slopes[0] + c.gradient[0] * slopes[1] + c.second[0] * slopes[2];
        row[0] = self.wrong * sum * value / self.unit;
    }
}

fn found<R: Real>(model: &Decay<R>, x: f64, order: Order) -> Discrepancy<R> {
    let mut work = vec![R::ZERO; check_words(model, order)];
    let (theta, point) = ([R::of(1.3) * model.unit], [R::of(x)]);
    check_model(model, At::new(&theta, &point, order), &mut work).unwrap()
}

fn checks<R: Real + std::fmt::LowerExp>(units: &[f64], right: f64) -> f64 {
    let mut worst: f64 = 0.0;
    for unit in units {
        for size in units {
            for (x, order) in [(0.7, Order::Value), (0.7, Order::Second), (-2.0, Order::Gradient)] {
                let (unit, size) = (R::of(*unit), R::of(*size));
                let largest = found(&Decay { unit, size, wrong: R::ONE }, x, order).largest().to_f64();
                assert!(
                    largest <= right,
                    "right, but {largest:e} for θ of {unit:e}, u of {size:e}, {order:?}"
                );
                worst = worst.max(largest);
                let wrong = found(&Decay { unit, size, wrong: R::of(1.01) }, x, order).row.to_f64();
                assert!((wrong - 0.01).abs() <= 1e-3, "wrong by 1 %, but {wrong:e} for θ of {unit:e}");
            }
        }
    }
    worst
}

#[test]
fn of_parameters_and_functions_of_any_size() {
    println!("double: {:e}", checks::<f64>(&[1e-12, 1e-6, 1.0, 1e12], 1e-10));
    println!("single: {:e}", checks::<f32>(&[1e-6, 1.0, 1e6], 1e-4));
    // Near a coordinate of zero a step relative to it would drown in rounding.
    let cosine = Numeric::new(1, |theta: &[f64], [x]: &[f64; 1]| [theta[0] * (3.0 * x).cos()]);
    for x in [0.0, 1e-9, 1e-3] {
        let [jet] = cosine.jet(At::new(&[1.0], &[x], Order::Gradient), &mut [0.0]);
        let error = (jet.gradient[0] + 3.0 * (3.0 * x).sin()).abs();
        println!("at {x:e}: {error:e}");
        assert!(error <= 1e-10, "at {x:e}: {error:e}");
    }
}

#[test]
fn a_decay_in_single_precision_is_fitted_to_its_rate() {
    let model =
        Numeric::new(1, |theta: &[f32], [x]: &[f32; 1]| [5400.0 + 2000.0 * (-x * theta[0] / 0.01).exp()]);
    let samples: Vec<Sample<f32, 1>> = (0..40)
        .map(|i| {
            let x = i as f64 / 20.0;
            Sample::measured([x as f32], [(5400.0 + 2000.0 * (-2.5 * x).exp()) as f32])
        })
        .collect();
    let mut theta = [0.04];
    let mut memory = vec![0.0; Footprint::of_parameters(1).words()];
    let mut optimizer = NaturalGradient::levenberg_marquardt();
    for _ in 0..100 {
        let outcome = optimizer.step(&model, &Regression, &samples, &mut theta, &mut memory).unwrap();
        if outcome.report().repeats {
            break;
        }
    }
    println!("θ = {}", theta[0]);
    assert!((theta[0] / 0.025 - 1.0).abs() <= 1e-5, "{}", theta[0]);
}

/// θ₀ + θ₁x, the entry of θ₀ not a number and that of θ₁ right.
struct NotANumber;

impl Model<f64, 1, 1> for NotANumber {
    fn parameters(&self) -> usize {
        3
    }

    fn jet(&self, at: At<'_, f64, 1>, _: &mut [f64]) -> [Jet<f64, 1>; 1] {
        [Jet::value(at.theta[0] + at.theta[1] * at.point()[0] + at.theta[2])]
    }

    fn pull_back(&self, at: At<'_, f64, 1>, [c]: &[Jet<f64, 1>; 1], _: &mut [f64], row: &mut [f64]) {
        row.copy_from_slice(&[c.value, f64::NAN, c.value * at.point()[0]]);
    }
}

#[test]
fn what_is_not_a_number_is_the_worst() {
    let mut work = vec![0.0; check_words(&NotANumber, Order::Value)];
    let at = At::new(&[1.0, 2.0, 3.0], &[0.5], Order::Value);
    let found = check_model(&NotANumber, at, &mut work).unwrap();
    assert!(found.row.is_nan() && found.largest().is_nan() && found.parameter == 1, "{found:?}");
}

/// r = 1e-7 u, with a cotangent `wrong` times too large.
struct Small {
    wrong: f64,
}

impl Problem<f64, 1, 1> for Small {
    fn linearize(&self, _: &Sample<f64, 1>, [u]: &[Jet<f64, 1>; 1], _: usize) -> Residual<f64, 1, 1> {
        Residual::new(1e-7 * u.value, [Jet::value(1e-7 * self.wrong)])
    }
}

#[test]
fn a_small_cotangent_that_is_wrong_is_seen() {
    let (sample, jets) = (Sample::measured([0.0], [0.0]), [Jet::value(2.0)]);
    let right = check_problem(&Small { wrong: 1.0 }, &sample, &jets).largest();
    let wrong = check_problem(&Small { wrong: 2.0 }, &sample, &jets).largest();
    println!("right {right:e}, twice too large {wrong}");
    assert!(right <= 1e-10 && (wrong - 0.5).abs() <= 1e-6);
}
