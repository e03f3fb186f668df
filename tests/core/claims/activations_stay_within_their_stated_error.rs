//! The largest error of every activation and of its derivatives, over all magnitudes, is below the constant
//! that its documentation states.

use ngd_core::Real;
use ngd_core::activation::Activation;

use crate::double_double::DoubleDouble;

/// How the error of a value is stated.
#[derive(Clone, Copy)]
enum Scale {
    Absolute,
    Relative,
}

/// Raises the largest errors so far to one point's; that of NaN is infinite.
fn raise(worst: &mut [f64; 4], got: [f64; 4], exact: [DoubleDouble; 4], scale: Scale) {
    for (i, (worst, (got, exact))) in worst.iter_mut().zip(got.into_iter().zip(exact)).enumerate() {
        let error = exact.distance(got);
        let error = match scale {
            Scale::Relative if i == 0 && exact.magnitude() > 0.0 => error / exact.magnitude(),
            _ => error,
        };
        *worst = worst.max(if error.is_nan() { f64::INFINITY } else { error });
    }
}

fn assert_within(name: &str, worst: [f64; 4], stated: [f64; 4]) {
    println!("{name}: {} of {}", short(worst), short(stated));
    for (worst, stated) in worst.into_iter().zip(stated) {
        assert!(worst <= stated, "{name}: {worst:e} > {stated:e}");
    }
}

const ACTIVATIONS: [Activation; 4] =
    [Activation::Tanh, Activation::Sine, Activation::Softplus, Activation::Logistic];

/// How the error of a value is stated and up to which |z|, below zero perhaps less far.
fn stated<R: Real>(activation: Activation, far: f64, least: f64) -> (Scale, [f64; 2]) {
    match activation {
        Activation::Sine => {
            let range = activation.range::<R>();
            assert!((3e4..1e9).contains(&range), "the sine states {range}");
            (Scale::Absolute, [-range, range])
        }
        Activation::Tanh => (Scale::Relative, [-far, far]),
        _ => (Scale::Relative, [least, far]),
    }
}

/// σ and its derivatives from libm: enough for single precision.
fn in_double(activation: Activation, z: f64) -> [f64; 4] {
    let p = 1.0 / (1.0 + libm::exp(-z));
    let slope = p * (1.0 - p);
    match activation {
        Activation::Tanh => {
            let t = libm::tanh(z);
            let slope = 1.0 - t * t;
            [t, slope, -2.0 * t * slope, (6.0 * t * t - 2.0) * slope]
        }
        Activation::Sine => {
            let (sine, cosine) = libm::sincos(z);
            [sine, cosine, -sine, -cosine]
        }
        Activation::Softplus => {
            let value = z.max(0.0) + libm::log1p(libm::exp(-z.abs()));
            [value, p, slope, slope * (1.0 - 2.0 * p)]
        }
        _ => [p, slope, slope * (1.0 - 2.0 * p), slope * (1.0 - 6.0 * slope)],
    }
}

/// Every `stride`-th bit pattern, with both signs.
fn scan_singles(stride: usize) {
    for activation in ACTIVATIONS {
        let (scale, [from, to]) = stated::<f32>(activation, 1e38, -87.0);
        let mut worst = [0.0; 4];
        for bits in (0..f32::INFINITY.to_bits()).step_by(stride) {
            let z = f32::from_bits(bits);
            let block = activation.derivatives(&[z, -z]);
            for (i, z) in [z, -z].into_iter().map(f64::from).enumerate() {
                if (from..=to).contains(&z) {
                    let exact = in_double(activation, z).map(DoubleDouble::from);
                    raise(&mut worst, block.map(|part| f64::from(part[i])), exact, scale);
                }
            }
        }
        assert_within(activation.name(), worst, activation.largest_errors::<f32>());
    }
}

/// σ and its derivatives with 30 digits.
fn in_double_double(activation: Activation, z: f64) -> [DoubleDouble; 4] {
    let number = DoubleDouble::from;
    let (one, two, six) = (number(1.0), number(2.0), number(6.0));
    let decay = number(-z.abs()).exp();
    let p = (if z < 0.0 { decay } else { one }) / (one + decay);
    let slope = decay / ((one + decay) * (one + decay));
    match activation {
        Activation::Tanh => {
            let decay = number(-2.0 * z.abs()).exp();
            let t = if z.abs() < 1e-5 {
                let y = number(z) * number(z);
                number(z) * (one - y / number(3.0) + two * y * y / number(15.0))
            } else {
                number(1f64.copysign(z)) * (one - decay) / (one + decay)
            };
            let slope = number(4.0) * decay / ((one + decay) * (one + decay));
            [t, slope, -two * t * slope, (six * t * t - two) * slope]
        }
        Activation::Sine => {
            let [sine, cosine] = number(z).sine_and_cosine();
            [sine, cosine, -sine, -cosine]
        }
        Activation::Softplus => [number(z.max(0.0)) + decay.ln_1p(), p, slope, slope * (one - two * p)],
        _ => [p, slope, slope * (one - two * p), slope * (one - six * slope)],
    }
}

/// A sequence that fills the unit interval evenly (Weyl), half of it over magnitudes, half of it over [0, 40].
fn points(count: u32) -> impl Iterator<Item = f64> {
    (1..=count).map(|i| {
        let unit = (f64::from(i) * 0.618_033_988_749_894_8).fract();
        if i % 2 == 0 { 40.0 * unit } else { (unit * 70.0 - 50.0).exp2() * 100.0 }
    })
}

fn scan_doubles(count: u32) {
    for activation in ACTIVATIONS {
        let (scale, [from, to]) = stated::<f64>(activation, 1e3, -700.0);
        let mut worst = [0.0; 4];
        for z in points(count) {
            let block = activation.derivatives(&[z, -z]);
            for (i, z) in [z, -z].into_iter().enumerate() {
                if (from..=to).contains(&z) {
                    let exact = in_double_double(activation, z);
                    raise(&mut worst, block.map(|part| part[i]), exact, scale);
                }
            }
        }
        assert_within(activation.name(), worst, activation.largest_errors::<f64>());
    }
}

#[test]
fn in_single_precision() {
    scan_singles(307);
}

#[test]
fn in_double_precision() {
    scan_doubles(200_000);
}

fn short(numbers: [f64; 4]) -> String {
    numbers.map(|x| format!("{x:.2e}")).join(", ")
}
