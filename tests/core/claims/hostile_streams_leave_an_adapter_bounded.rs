//! Whatever comes, in single precision: the largest eigenvalue of P stays below the method's bound, P stays positive, θ finite, no
//! call panics, and an observation that is refused changes no bit of what is remembered but its counters.

use nalgebra::DMatrix;
use ngd_core::adapt::{Active, Adapter, Limits, Outcome, Settings, Span};
use ngd_core::checkpoint::{Checkpoint, Tag, Writer};
use ngd_core::{Activation, Mlp};
use proptest::prelude::*;

const NET: Mlp<2> = Mlp::new(&[3], Activation::Tanh);
const WAVES: Mlp<2> = Mlp::new(&[3], Activation::Softplus);
const P: usize = NET.parameters();
/// (1 + 24a)σ₀² in real numbers, with a = 100 and ν ≤ 25; single precision may go 2 % beyond.
const BOUND: f64 = 2401.0 * 1.02;
/// The most negative eigenvalue, by rounding, relative to the largest.
const NEGATIVE: f64 = 1e-4;

/// Numbers as they come from sensors that lie, more often than not moderate.
fn number() -> impl Strategy<Value = f32> {
    prop_oneof![
        8 => -2.0f32..2.0,
        2 => -1000.0f32..1000.0,
        2 => any::<u32>().prop_map(f32::from_bits),
        2 => prop_oneof![
            Just(f32::NAN), Just(f32::INFINITY), Just(f32::NEG_INFINITY), Just(f32::MAX), Just(f32::MIN),
            Just(0.0), Just(-0.0), Just(1e-45f32), Just(1e4), Just(1e19), Just(1e38),
        ],
    ]
}

/// Stretches: so many observations of one kind, as a fault lasts.
fn stream() -> impl Strategy<Value = Vec<([f32; 2], f32)>> {
    let stretch = (prop::array::uniform3(number()), 1usize..60, 0u8..4, any::<u64>()).prop_map(
        |(at, length, kind, seed)| {
            let mut random = ngd_core::model::SplitMix64::new(seed);
            let mut honest = || [random.uniform::<f32>() * 2.0 - 1.0, random.uniform::<f32>() * 2.0 - 1.0];
            let observe = |_| match kind {
                // Stands still; a dead input; a lying output; honest.
                0 => ([at[0], at[1]], at[2]),
                1 => ([at[0], honest()[0]], at[2] + 0.1 * honest()[1]),
                2 => (honest(), at[2]),
                _ => {
                    let x = honest();
                    (x, x[0] - x[1])
                }
            };
            (0..length).map(observe).collect::<Vec<_>>()
        },
    );
    prop::collection::vec(stretch, 1..12).prop_map(|stretches| stretches.concat())
}

fn saved(adapter: &mut Adapter<'_, f32, 2>, memory: &mut [f32]) -> Vec<u8> {
    let mut bytes = vec![0; 16 * 1024];
    let mut writer = Writer::new(&mut bytes);
    writer.state(Tag::ADAPTER, &mut adapter.snapshot(memory).expect("it has begun"));
    let blob = writer.finish().expect("it fits");
    Checkpoint::read(blob).expect("it is whole").section(Tag::ADAPTER).expect("it is there").to_vec()
}

fn check(
    net: &Mlp<2>,
    active: Active<'_>,
    beta: f32,
    stream: &[([f32; 2], f32)],
) -> Result<f64, TestCaseError> {
    let theta = net.glorot::<f32, P>(2).unwrap();
    let mut settings = Settings::new([0.05], Limits::none());
    settings.momentum = beta;
    let mut adapter = Adapter::new(net, &theta, active, settings).expect("it fits");
    let mut memory = vec![0.0; adapter.footprint().words()];
    adapter.begin(&mut *memory).expect("it fits");
    let (n, mut largest) = (active.count(P), 0.0f64);
    for (i, (x, y)) in stream.iter().enumerate() {
        let before = (beta == 0.0).then(|| saved(&mut adapter, &mut memory));
        let outcome = adapter.observe(net, x, &[*y], &mut *memory).expect("it has begun");
        if let (Outcome::Refused(_), Some(before)) = (outcome, before) {
            // θ and P come first; then what is remembered of readings, and the counters.
            let kept = 4 * (P + covariance_words(&adapter));
            let after = saved(&mut adapter, &mut memory);
            prop_assert!(before[..kept] == after[..kept], "{:?} at {}", outcome, i);
        }
        prop_assert!(adapter.theta(&memory).iter().all(|theta| theta.is_finite()), "θ at {}", i);
        if i % 16 == 0 || i + 1 == stream.len() {
            let scale = 0.05f64.powi(2) * f64::from(adapter.excess()[0].max(1.0));
            let dense = DMatrix::from_fn(n, n, |i, j| {
                let entry =
                    adapter.covariance([i, j], &mut *memory).expect("it has begun").expect("there is one");
                f64::from(entry) / scale
            });
            prop_assert!(dense.iter().all(|entry| entry.is_finite()), "P at {}", i);
            let eigenvalues = dense.symmetric_eigenvalues();
            prop_assert!(eigenvalues.max() <= BOUND, "λmax(P) = {} at {}", eigenvalues.max(), i);
            prop_assert!(
                eigenvalues.min() >= -NEGATIVE * eigenvalues.max(),
                "λmin(P) = {} at {}",
                eigenvalues.min(),
                i
            );
            largest = largest.max(eigenvalues.max());
        }
    }
    Ok(largest)
}

/// Of a full covariance: 13 parameters are 3 panels and one row.
fn covariance_words(adapter: &Adapter<'_, f32, 2>) -> usize {
    adapter.footprint().covariance_words()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_all_parameters(stream in stream(), beta in prop_oneof![Just(0.0f32), Just(0.5), Just(0.9)]) {
        check(&NET, Active::All, beta, &stream)?;
        check(&WAVES, Active::All, beta, &stream)?;
    }

    #[test]
    fn of_some(stream in stream(), beta in prop_oneof![Just(0.0f32), Just(0.5)]) {
        check(&NET, Active::last_layer(&NET), beta, &stream)?;
        check(&WAVES, Active::Spans(&[Span { start: 1, len: 2 }, Span { start: 6, len: 3 }]), beta, &stream)?;
    }

    #[test]
    fn of_several_outputs(numbers in prop::collection::vec(prop::array::uniform4(number()), 1..200)) {
        const TWO: Mlp<2, 2> = Mlp::new(&[3], Activation::Tanh);
        let theta = TWO.glorot::<f32, { TWO.parameters() }>(2).unwrap();
        let settings = Settings::new([0.05, 0.5], Limits::none());
        let mut adapter = Adapter::new(&TWO, &theta, Active::All, settings).expect("it fits");
        let mut memory = vec![0.0; adapter.footprint().words()];
        adapter.begin(&mut *memory).expect("it fits");
        for [a, b, c, d] in numbers {
            let _ = adapter.observe(&TWO, &[a, b], &[c, d], &mut *memory).expect("it has begun");
            prop_assert!(memory[..TWO.parameters()].iter().all(|theta| theta.is_finite()));
            let predictions = adapter.predict(&TWO, &[0.5, -0.5], &mut *memory).expect("it has begun");
            prop_assert!(predictions.iter().all(|p| p.deviation() >= 0.0 && p.deviation().is_finite()));
        }
    }
}

#[test]
fn and_haste_comes_near_the_bound() {
    // A reading that contradicts itself keeps ν at its ceiling.
    let stream: Vec<_> = (0..200_000).map(|i| ([0.3, 0.4], if i % 2 == 0 { 40.0 } else { -40.0 })).collect();
    let largest = check(&NET, Active::All, 0.0, &stream[..20_000]).expect("it is bounded");
    println!("λmax(P) = {largest:.0}, the bound is {BOUND:.0}");
    assert!(largest > 0.1 * BOUND, "the stream is not hostile enough to say anything");
}
