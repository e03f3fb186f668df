//! A network of functions of the coordinates has exact derivatives along any directions, and is the plain network
//! where the functions are the coordinates.

use ngd_core::check::{check_model, check_words};
use ngd_core::model::{Coordinate, Coordinates, Featured, SplitMix64};
use ngd_core::{Activation, At, BLOCK, Jet, Mlp, Model, Order};

const ORDERS: [Order; 3] = [Order::Value, Order::Gradient, Order::Second];

fn random<const N: usize>(generator: &mut SplitMix64) -> [f64; N] {
    [(); N].map(|()| 2.0 * generator.uniform::<f64>() - 1.0)
}

/// The worst disagreement of a model with differences, at three points and every order.
fn worst<const D: usize, const O: usize>(name: &str, model: &impl Model<f64, D, O>) -> f64 {
    let mut generator = SplitMix64::new(7);
    let mut worst: f64 = 0.0;
    for order in ORDERS {
        let mut work = vec![0.0; check_words(model, order)];
        for _ in 0..3 {
            let theta: Vec<f64> = (0..model.parameters()).map(|_| generator.uniform::<f64>() - 0.5).collect();
            let point = random(&mut generator);
            let found = check_model(model, At::new(&theta, &point, order), &mut work).unwrap();
            assert!(found.largest() <= 1e-9, "{name}, {order:?}: {found:?}");
            worst = worst.max(found.largest());
        }
    }
    worst
}

#[test]
fn of_all_kinds_of_inputs() {
    for hidden in [&[][..], &[5], &[4, 3], &[3, 5, 2]] {
        let net = Mlp::<2, 2>::new(hidden, Activation::Tanh);
        let plain = [Coordinate::plain([1.0, 0.0], 0.0), Coordinate::plain([0.0, 2.0], 0.5)];
        let waves = [
            Coordinate::periodic([1.0, 0.0], 0.1, 1.5, 2),
            Coordinate::plain([0.5, 2.0], 0.5).with_harmonics(1.0, 1),
        ];
        let one = [Coordinate::plain([1.0, 3.0], 0.2)];
        println!("plain {hidden:?}: {:e}", worst("plain", &Featured::new(Coordinates(plain), net)));
        println!("waves {hidden:?}: {:e}", worst("waves", &Featured::new(Coordinates(waves), net)));
        println!("along {hidden:?}: {:e}", worst("along", &Featured::new(Coordinates(one), net)));
        let fewer = Featured::new(Coordinates(waves), net).with_outputs(1);
        println!("fewer {hidden:?}: {:e}", worst("fewer outputs", &fewer));
    }
}

/// Values at blocks of points, rows and changes of `model` and of `other` agree to a few units in the last place.
fn agree<const D: usize>(model: &impl Model<f64, D, 1>, other: &impl Model<f64, D, 1>) -> f64 {
    let mut generator = SplitMix64::new(3);
    let theta: Vec<f64> = (0..model.parameters()).map(|_| generator.uniform::<f64>() - 0.5).collect();
    let points: [[f64; D]; BLOCK] = [(); BLOCK].map(|()| random(&mut generator));
    let along: Vec<f64> = theta.iter().map(|_| generator.uniform::<f64>() - 0.5).collect();
    let cotangents = [(); 1].map(|()| Jet {
        value: random(&mut generator),
        gradient: [(); D].map(|()| random(&mut generator)),
        second: [(); D].map(|()| random(&mut generator)),
    });
    #[allow(clippy::type_complexity, reason = "the signature of a block of jets, written once")]
    let numbers = |model: &dyn Fn(&mut [f64], &mut [[f64; BLOCK]]) -> [Jet<[f64; BLOCK], D>; 2]| {
        let (mut scratch, mut rows) = (vec![0.0; 100_000], vec![[0.0; BLOCK]; theta.len()]);
        let jets = model(&mut scratch, &mut rows);
        let of_jet = |jet: &Jet<[f64; BLOCK], D>| {
            let derivatives = jet.gradient.iter().chain(&jet.second).flatten().copied();
            jet.value.into_iter().chain(derivatives).collect::<Vec<_>>()
        };
        let mut numbers: Vec<f64> = jets.iter().flat_map(of_jet).collect();
        numbers.extend(rows.iter().flatten());
        numbers
    };
    let at = At::block(&theta, &points, Order::Second);
    let of = |scratch: &mut [f64], rows: &mut [[f64; BLOCK]]| {
        let [jets] = model.jets(at, scratch);
        model.pull_backs(at, &cotangents, scratch, rows);
        let mut working = vec![[0.0; BLOCK]; theta.len()];
        let [change] = model.push_forwards(at, &along, scratch, &mut working);
        [jets, change]
    };
    let of_other = |scratch: &mut [f64], rows: &mut [[f64; BLOCK]]| {
        let [jets] = other.jets(at, scratch);
        other.pull_backs(at, &cotangents, scratch, rows);
        let mut working = vec![[0.0; BLOCK]; theta.len()];
        let [change] = other.push_forwards(at, &along, scratch, &mut working);
        [jets, change]
    };
    let (one, two) = (numbers(&of), numbers(&of_other));
    let differences = one.iter().zip(&two).map(|(a, b)| (a - b).abs() / b.abs().max(1.0));
    differences.fold(0.0, |worst, next| if next <= worst { worst } else { next })
}

#[test]
fn coordinates_as_functions_are_the_plain_network() {
    let net = Mlp::<2>::new(&[7, 5], Activation::Tanh);
    let axes = [Coordinate::plain([1.0, 0.0], 0.0), Coordinate::plain([0.0, 1.0], 0.0)];
    let difference = agree(&Featured::new(Coordinates(axes), net), &net);
    println!("largest difference: {difference:e}");
    assert!(difference <= 1e-14, "{difference:e}");
}

#[test]
fn a_periodic_network_repeats_itself_with_its_derivatives() {
    let period = 1.7;
    let waves = [Coordinate::periodic([1.0], 0.3, std::f64::consts::TAU / period, 3)];
    let net = Featured::new(Coordinates(waves), Mlp::<1>::new(&[6], Activation::Tanh));
    let mut theta = vec![0.0; Model::<f64, 1, 1>::parameters(&net)];
    net.glorot_into(1, &mut theta);
    let mut scratch = vec![0.0; Model::<f64, 1, 1>::scratch(&net)];
    let mut jet = |x: f64| net.jet(At::new(&theta, &[x], Order::Second), &mut scratch)[0];
    for i in 0..10 {
        let x = 0.13 * f64::from(i);
        let change = jet(x).minus(&jet(x + period));
        let sizes = [change.value, change.gradient[0], change.second[0]];
        assert!(sizes.iter().all(|size| size.abs() <= 1e-12), "{sizes:?}");
    }
}

/// ∂xy by the three directions x, y, x + y against the Hessian of a network of one layer, by nalgebra:
/// H = Wᵀ diag(v σ″(Wx + b)) W.
#[test]
fn three_directions_give_the_mixed_derivative() {
    use nalgebra::{DMatrix, DVector};
    const UNITS: usize = 9;
    let rows = [Coordinate::plain([1.0, 0.0, 1.0], 0.0), Coordinate::plain([0.0, 1.0, 1.0], 0.0)];
    let net = Featured::new(Coordinates(rows), Mlp::<3>::new(&[UNITS], Activation::Tanh));
    let mut theta = vec![0.0; Model::<f64, 3, 1>::parameters(&net)];
    net.glorot_into(5, &mut theta);
    let mut scratch = vec![0.0; Model::<f64, 3, 1>::scratch(&net)];
    let point = [0.3, -0.4, 0.0];
    let [jet] = net.jet(At::new(&theta, &point, Order::Second), &mut scratch);
    let weights = DMatrix::from_row_slice(UNITS, 2, &theta[..2 * UNITS]);
    let biases = DVector::from_column_slice(&theta[2 * UNITS..3 * UNITS]);
    let outer = DVector::from_column_slice(&theta[3 * UNITS..4 * UNITS]);
    let z = &weights * DVector::from_column_slice(&point[..2]) + biases;
    let bend = z.map(|z| -2.0 * z.tanh() * (1.0 - z.tanh() * z.tanh())).component_mul(&outer);
    let hessian = weights.transpose() * DMatrix::from_diagonal(&bend) * weights;
    let [xx, yy, both] = jet.second;
    let mixed = 0.5 * (both - xx - yy);
    println!("∂xx {xx:e}, ∂yy {yy:e}, ∂xy {mixed:e}");
    for (claimed, exact) in [(xx, hessian[(0, 0)]), (yy, hessian[(1, 1)]), (mixed, hessian[(0, 1)])] {
        assert!((claimed - exact).abs() <= 1e-14, "{claimed:e} and {exact:e}");
    }
}
