//! The activations of micromath are as rough as documented, and so is the slope of their values.

use ngd_core::activation::Activation::{
    Logistic, MicromathLogistic, MicromathSine, MicromathSoftplus, MicromathTanh, Sine, Softplus, Tanh,
};

#[test]
fn value_and_derivatives() {
    let pairs = [
        (MicromathTanh, Tanh),
        (MicromathSine, Sine),
        (MicromathSoftplus, Softplus),
        (MicromathLogistic, Logistic),
    ];
    for (rough, fine) in pairs {
        let range = rough.range::<f32>();
        let range = if range.is_finite() { range } else { 100.0 };
        let mut worst = [0.0f64; 4];
        for i in -200_000..=200_000 {
            let z = (f64::from(i) * 5e-6).powi(3) * range;
            let single = z as f32;
            let (got, exact) = (rough.derivatives(&[single]), fine.derivatives(&[f64::from(single)]));
            for (worst, (got, exact)) in worst.iter_mut().zip(got.into_iter().zip(exact)) {
                let error = (f64::from(got[0]) - exact[0]).abs();
                *worst = worst.max(if error.is_nan() { f64::INFINITY } else { error });
            }
        }
        println!("{}: {worst:?}", rough.name());
        for (worst, stated) in worst.into_iter().zip(rough.largest_errors::<f32>()) {
            assert!(worst <= stated, "{}: {worst:e} > {stated:e}", rough.name());
        }
    }
}

#[test]
fn slope_of_the_value() {
    const H: f32 = 1.0 / 16.0;
    for rough in [MicromathTanh, MicromathSine, MicromathSoftplus, MicromathLogistic] {
        let stated = rough.roughness().expect("a rough function says how rough it is");
        let mut worst = 0.0f64;
        for i in -40_000..=40_000 {
            let z = i as f32 * 5e-4;
            let [value, slope, ..] = rough.derivatives(&[z - H, z, z + H]);
            let error = f64::from((value[2] - value[0]) / (2.0 * H) - slope[1]).abs();
            worst = worst.max(if error.is_nan() { f64::INFINITY } else { error });
        }
        println!("{}: {worst:.1e}", rough.name());
        assert!(worst <= stated, "{}: {worst:e} > {stated:e}", rough.name());
    }
}

#[test]
fn only_the_rough_say_so() {
    for activation in [Tanh, Sine, Softplus, Logistic] {
        assert_eq!(activation.roughness(), None);
    }
}

#[test]
fn double_precision_is_single_precision_widened() {
    for rough in [MicromathTanh, MicromathSine, MicromathSoftplus, MicromathLogistic] {
        for i in -1000..=1000 {
            let z = i as f32 * 0.01;
            let [wide] = rough.value(&[f64::from(z)]);
            assert_eq!(wide, f64::from(rough.value(&[z])[0]), "{rough:?} {z}");
        }
    }
}
