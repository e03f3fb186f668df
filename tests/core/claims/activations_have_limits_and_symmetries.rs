//! NaN in, NaN out; infinities give the limits; huge arguments saturate; nothing leaves its range.

use ngd_core::Real;
use ngd_core::activation::Activation::{self, Logistic, Sine, Softplus, Tanh};

/// Every 4,001st bit pattern of f32: all magnitudes, both signs, no NaN.
fn everywhere() -> impl Iterator<Item = f32> {
    (0..=f32::INFINITY.to_bits())
        .step_by(4001)
        .map(f32::from_bits)
        .chain([f32::MIN_POSITIVE, f32::MAX, f32::INFINITY])
        .flat_map(|z| [z, -z])
}

fn nan_gives_nan<R: Real>() {
    for &activation in Activation::ALL {
        let parts = activation.derivatives(&[R::of(f64::NAN); 3]);
        let all = parts
            .iter()
            .flatten()
            .chain(&activation.value(&[R::of(f64::NAN)]))
            .all(|part| part.to_f64().is_nan());
        assert!(all, "{activation:?}: {parts:?}");
    }
}

#[test]
fn a_nan_stays_one() {
    nan_gives_nan::<f32>();
    nan_gives_nan::<f64>();
}

fn saturates<R: Real>() {
    for z in [f64::INFINITY, R::MAX.to_f64(), 1e30, 1000.0] {
        let at = |activation: Activation| {
            activation.derivatives(&[R::of(z), R::of(-z)]).map(|part| part.map(R::to_f64))
        };
        let zero = [0.0; 2];
        assert_eq!(at(Tanh), [[1.0, -1.0], zero, zero, zero]);
        assert_eq!(at(Logistic), [[1.0, 0.0], zero, zero, zero]);
        assert_eq!(at(Softplus), [[R::of(z).to_f64(), 0.0], [1.0, 0.0], zero, zero]);
    }
    assert!(Sine.value(&[R::INFINITY])[0].to_f64().is_nan());
}

#[test]
fn infinite_and_huge_arguments_give_the_limits() {
    saturates::<f32>();
    saturates::<f64>();
}

fn ranges<R: Real>(z: R, slack: f64) {
    let [tanh] = Tanh.value(&[z]).map(R::to_f64);
    let [opposite] = Tanh.value(&[-z]).map(R::to_f64);
    assert!(tanh.abs() <= 1.0 && tanh.to_bits() == (-opposite).to_bits(), "tanh {z} = {tanh}");
    let [logistic] = Logistic.value(&[z]).map(R::to_f64);
    assert!((0.0..=1.0).contains(&logistic), "logistic {z} = {logistic}");
    assert!(Softplus.value(&[z])[0] >= R::ZERO.larger(z), "softplus {z}");
    if z.is_finite() {
        for part in Sine.derivatives(&[z]) {
            assert!(part[0].to_f64().abs() <= 1.0 + slack, "sine {z}: {part:?}");
        }
    }
}

#[test]
fn no_value_leaves_its_range() {
    for z in everywhere() {
        ranges(z, Sine.largest_errors::<f32>()[1]);
        ranges(f64::from(z) * 1.000_000_03, Sine.largest_errors::<f64>()[1]);
        ranges(f64::from(z).powi(8), Sine.largest_errors::<f64>()[1]);
    }
}

#[test]
fn value_and_blocks_agree_with_derivatives_to_the_bit() {
    for z in everywhere() {
        for &activation in Activation::ALL {
            let [alone] = activation.value(&[z]);
            let block = activation.value(&[1.0, z, -z, 0.5]);
            let derivatives = activation.derivatives(&[z; 8]);
            let same =
                [block[1], derivatives[0][0], derivatives[0][7]].map(f32::to_bits) == [alone.to_bits(); 3];
            assert!(same || alone.is_nan(), "{activation:?} {z}");
        }
    }
}
