//! With β = 0 every method with momentum takes the steps of the plain natural gradient, bit for bit.

use ngd_core::problem::Regression;
use ngd_core::step_length::Fixed;
use ngd_core::{Activation, Mlp, NaturalGradient, Policy};

use ngd_core_claims::runs::{Preset, bits, curve, memory, presets};

const NET: Mlp<1> = Mlp::new(&[8], Activation::Tanh);

/// θ and loss after each of 20 steps.
fn run(optimizer: Preset, policy: Policy<f64>, fixed: bool) -> Vec<u64> {
    let samples = curve(30);
    let mut theta = NET.glorot::<f64, { NET.parameters() }>(3).unwrap();
    let mut memory = memory::<f64, 1, 1>(&NET);
    let mut searching = optimizer.with_policy(policy);
    let mut steady = searching.with_length(Fixed { learning_rate: 0.3 });
    let mut seen = Vec::new();
    for _ in 0..20 {
        let outcome = if fixed {
            steady.step(&NET, &Regression, &samples, &mut theta, &mut memory)
        } else {
            searching.step(&NET, &Regression, &samples, &mut theta, &mut memory)
        };
        seen.extend(bits(&theta));
        seen.push(outcome.unwrap().loss().to_bits());
    }
    seen
}

#[test]
fn bit_for_bit() {
    for policy in [Policy::descent(), Policy::escape()] {
        for fixed in [true, false] {
            let plain = run(NaturalGradient::<f64>::thin(), policy, fixed);
            assert_ne!(plain[..NET.parameters()], plain[plain.len() - 1 - NET.parameters()..plain.len() - 1]);
            for (name, preset) in presets(0.0) {
                assert_eq!(run(preset, policy, fixed), plain, "{name}, {policy:?}, fixed {fixed}");
            }
            println!("{policy:?}, fixed {fixed}: {} words the same in 5 methods", plain.len());
        }
    }
}
