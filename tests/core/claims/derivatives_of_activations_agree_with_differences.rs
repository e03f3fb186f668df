//! Each derivative of an activation is the central difference of the one before it.

use ngd_core::activation::Activation::{Logistic, Sine, Softplus, Tanh};

#[test]
fn in_double_precision() {
    const H: f64 = 1e-5;
    for activation in [Tanh, Sine, Softplus, Logistic] {
        let mut worst = 0.0f64;
        for i in -3000..=3000 {
            let z = f64::from(i) * 0.01;
            let parts = activation.derivatives(&[z - H, z, z + H]);
            for pair in parts.windows(2) {
                let error = ((pair[0][2] - pair[0][0]) / (2.0 * H) - pair[1][1]).abs();
                assert!(error <= 5e-10, "{activation:?} at {z}: {error:e}");
                worst = worst.max(error);
            }
        }
        println!("{}: {worst:.1e}", activation.name());
    }
}
