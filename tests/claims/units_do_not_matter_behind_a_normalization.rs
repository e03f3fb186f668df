//! A network between the units of its data trains alike in all of them, to the same parameters.

use ngd_core::check::{check_model, check_words};
use ngd_core::model::{Normalized, Unit};
use ngd_core::problem::ScaledRegression;
use ngd_core::{Activation, At, Footprint, Mlp, NaturalGradient, Order, Real, Sample};

const NET: Mlp<1> = Mlp::new(&[6], Activation::Tanh);
const P: usize = NET.parameters();

/// A yearly curve in a unit of x and one of y.
fn samples<R: Real>([x0, dx]: [f64; 2], [y0, dy]: [f64; 2]) -> Vec<Sample<R, 1>> {
    (0..31)
        .map(|i| {
            let t = i as f64 / 15.0 - 1.0;
            let y = (3.0 * t).sin() + 0.5 * t;
            Sample::measured([R::of(x0 + dx * t)], [R::of(y0 + dy * y)])
        })
        .collect()
}

/// θ and the loss after 60 steps.
fn trained<R: Real>(x: [f64; 2], y: [f64; 2]) -> ([R; P], f64) {
    let samples = samples::<R>(x, y);
    let model = Normalized::of(NET, &samples);
    let problem = ScaledRegression::new(model.scales());
    let mut theta = NET.glorot::<R, P>(2003).unwrap();
    let mut memory = vec![R::ZERO; Footprint::new(P, 10_000).words()];
    let mut optimizer = NaturalGradient::natural_gradient();
    let mut loss = f64::MAX;
    for _ in 0..60 {
        let step = optimizer.step(&model, &problem, &samples, &mut theta, &mut memory);
        loss = step.unwrap().loss().to_f64();
    }
    (theta, loss)
}

fn same_fit<R: Real>(scales: &[f64], bound: f64) {
    let (plain, loss) = trained::<R>([0.0, 1.0], [0.0, 1.0]);
    println!("as it is: loss {loss:e}");
    assert!(loss <= 1e-4, "{loss:e}");
    for scale in scales {
        for (x, y) in [([0.0, *scale], [0.0, 1.0]), ([0.0, 1.0], [0.0, *scale])] {
            let (theta, found) = trained::<R>(x, y);
            let apart = theta.iter().zip(&plain).map(|(a, b)| (*a - *b).abs().to_f64()).fold(0.0, f64::max);
            println!("x times {:e}, y times {:e}: loss {found:e}, θ {apart:e} apart", x[1], y[1]);
            assert!(apart <= bound, "x {x:?}, y {y:?}: θ {apart:e} apart");
        }
    }
}

#[test]
fn powers_of_two_change_no_bit() {
    same_fit::<f64>(&[2f64.powi(40), 2f64.powi(-40)], 0.0);
    same_fit::<f32>(&[2f64.powi(20), 2f64.powi(-20)], 0.0);
}

#[test]
fn powers_of_ten_lead_to_as_good_a_fit() {
    for scale in [1e-12, 1e12] {
        for (x, y) in [([0.0, scale], [0.0, 1.0]), ([0.0, 1.0], [0.0, scale])] {
            let (_, loss) = trained::<f64>(x, y);
            assert!(loss <= 1e-4, "double, x {x:?}, y {y:?}: {loss:e}");
        }
    }
    for scale in [1e-6, 1e6, 1e-25, 1e25] {
        for (x, y) in [([0.0, scale], [0.0, 1.0]), ([0.0, 1.0], [0.0, scale])] {
            let (_, loss) = trained::<f32>(x, y);
            assert!(loss <= 1e-4, "single, x {x:?}, y {y:?}: {loss:e}");
        }
    }
    let (_, years) = trained::<f32>([2010.0, 10.0], [1013.0, 5.0]);
    println!("hectopascals over years in single precision: {years:e}");
    assert!(years <= 1e-3, "{years:e}");
}

#[test]
fn derivatives_are_those_in_the_units_of_the_data() {
    let inner = Mlp::<2, 2>::new(&[5, 3], Activation::Tanh);
    let inputs = [Unit { centre: 2000.0, scale: 11.0 }, Unit { centre: -3.0, scale: 1e-3 }];
    let outputs = [Unit { centre: 1013.0, scale: 7.0 }, Unit { centre: 0.0, scale: 1e-5 }];
    let model = Normalized::new(inner, inputs, outputs);
    let theta = inner.glorot::<f64, 39>(2001).unwrap();
    for order in [Order::Value, Order::Gradient, Order::Second] {
        let mut work = vec![0.0; check_words(&model, order)];
        let found = check_model(&model, At::new(&theta, &[2004.0, -3.0005], order), &mut work).unwrap();
        println!("{order:?}: {:e}", found.largest());
        assert!(found.largest() <= 1e-7, "{order:?}: {found:?}");
    }
}

#[test]
fn a_unit_is_mean_and_deviation() {
    let unit = Unit::of([2000.0f32, 2010.0, 2020.0].into_iter());
    assert!((unit.centre - 2010.0).abs() <= 1e-3 && (unit.scale - 200f32.sqrt() / 3f32.sqrt()).abs() <= 1e-4);
    let unit = Unit::of([-3e38f32, 3e38].into_iter());
    assert!(unit.centre.abs() <= 1e31 && (unit.scale / 3e38 - 1.0).abs() <= 1e-6, "{unit:?}");
    let unit = Unit::of([1e-40f32, 3e-40].into_iter());
    assert!(unit.scale > 0.0 && unit.centre > 0.0, "{unit:?}");
    assert_eq!(Unit::of([5.0, 5.0].into_iter()), Unit { centre: 5.0, scale: 1.0 });
    assert_eq!(Unit::of([f64::NAN].into_iter()), Unit::NONE);
    assert_eq!(Unit::of([f64::NAN, 1.0, 3.0, f64::INFINITY].into_iter()), Unit { centre: 2.0, scale: 1.0 });
}
