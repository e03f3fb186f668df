//! A network predicts without work memory, and bit for bit what its jets say; an array of the wrong length gets no
//! initial values.

use ngd_core::model::{HardBoundary, MlpError, SplitMix64};
use ngd_core::{Activation, At, Jet, Mlp, Model, Order, Real};

/// None, one and several hidden layers, narrower and wider than what is computed together.
const WIDTHS: [&[usize]; 6] = [&[], &[7], &[10, 5], &[64], &[65, 3, 130], &[200, 129, 64, 2]];

fn agrees<R: Real>(widths: &[usize], activation: Activation) -> usize {
    let network = Mlp::<3, 2>::try_new(widths, activation).unwrap();
    let hard = HardBoundary::new(network, |[x, y, _]: &[R; 3]| {
        let lift = [Jet::value(*x + *y), Jet::value(*y)];
        (Jet::value(*x * (R::ONE - *x)), lift)
    });
    let mut theta = vec![R::ZERO; network.parameters()];
    network.normal_into(5, R::of(0.4), &mut theta);
    let mut scratch = vec![R::ZERO; Model::<R, 3, 2>::scratch(&network)];
    let mut random = SplitMix64::new(widths.len() as u64);
    let mut different = 0;
    for _ in 0..20 {
        let point = [0; 3].map(|_| random.uniform::<R>() - R::HALF);
        let at = At::new(&theta, &point, Order::Value);
        let pairs = [
            (network.predict(&theta, &point), network.jet(at, &mut scratch)),
            (hard.predict(&theta, &point), hard.jet(at, &mut scratch)),
        ];
        for (predicted, jets) in pairs {
            for (predicted, jet) in predicted.iter().zip(&jets) {
                assert!(predicted.is_finite());
                different += usize::from(predicted.to_f64().to_bits() != jet.value.to_f64().to_bits());
            }
        }
    }
    different
}

#[test]
fn they_are_the_values_of_jets() {
    for widths in WIDTHS {
        for activation in [Activation::Tanh, Activation::Sine, Activation::Softplus, Activation::Logistic] {
            assert_eq!([agrees::<f32>(widths, activation), agrees::<f64>(widths, activation)], [0; 2]);
        }
    }
    println!("{} networks with four activations in two precisions: no bit differs", WIDTHS.len());
}

#[test]
fn a_short_theta_is_no_panic() {
    let network = Mlp::<3, 2>::new(&[5, 4], Activation::Tanh);
    let theta = [0.5; 80];
    for length in 0..network.parameters() {
        let predicted = network.predict(&theta[..length], &[1.0, 2.0, 3.0]);
        assert!(predicted.iter().all(|u: &f64| u.is_finite()));
    }
}

#[test]
fn arrays_of_another_length_get_no_initial_values() {
    const NET: Mlp<4> = Mlp::new(&[10], Activation::Tanh);
    let expected = NET.parameters();
    let filled: [f64; NET.parameters()] = NET.glorot(1).unwrap();
    let mut same = vec![0.0; expected];
    NET.glorot_into(1, &mut same);
    assert_eq!(filled[..], same[..]);
    assert_eq!(NET.glorot::<f64, 60>(1), Err(MlpError::Parameters { expected, found: 60 }));
    let error = NET.glorot::<f64, 62>(1).unwrap_err();
    println!("{error}");
    assert_eq!(error, MlpError::Parameters { expected, found: 62 });
}
