//! The bits of all activations, hashed, are those that this file states: on every target, with every
//! instruction set and optimization level.

use ngd_core::Real;
use ngd_core::activation::Activation::{self, Logistic, Sine, Softplus, Tanh};

/// Fowler, Noll and Vo's hash (1a) of the bits of value and derivatives at 4,001 points of [−50, 50].
fn hash<R: Real>(bits: impl Fn(R) -> u64) -> u64 {
    let points = || (-2000..=2000).map(|i| R::of(f64::from(i) * 0.025));
    let all = |activation: Activation| points().flat_map(move |z| activation.derivatives(&[z; 1]));
    [Tanh, Sine, Softplus, Logistic]
        .into_iter()
        .flat_map(all)
        .flat_map(|[part]| bits(part).to_le_bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

#[test]
fn in_both_precisions() {
    let hashes = [hash(|x: f32| u64::from(x.to_bits())), hash(|x: f64| x.to_bits())];
    println!("{hashes:#x?}");
    assert_eq!(hashes, [0x2dab_6fca_9b75_0e52, 0xd6df_0fe2_e61a_ba78]);
}
