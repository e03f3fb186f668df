//! Two trained models as constants, as they are exported: what the sensor of [`drift`](crate::drift) read when it was new.

use ngd_core::{Activation, Mlp};

/// A network and its θ, in the flash of a device.
pub trait Deployed {
    /// The network.
    const NETWORK: Mlp<4>;
    /// θ₀.
    const THETA: &'static [f32];
}

/// 4-10-1, fitted to 3,000 samples by Levenberg-Marquardt in double precision; as a checkpoint it is `c/model.ngd`.
#[derive(Debug)]
pub struct Usual;

/// 4-4-1, for devices with little memory.
#[derive(Debug)]
pub struct Small;

impl Deployed for Usual {
    const NETWORK: Mlp<4> = Mlp::new(&[10], Activation::Tanh);
    const THETA: &'static [f32] = &[
        0.21994515,
        0.27231523,
        0.34914997,
        -0.094887294,
        1.0329125,
        0.575921,
        0.2818154,
        0.30594006,
        -0.0018390671,
        -0.35660604,
        0.41154626,
        -0.0026960648,
        0.05712364,
        -0.35204455,
        -0.40250605,
        -0.025450671,
        0.34230056,
        -0.116591714,
        -0.023637021,
        -0.115465604,
        0.3381221,
        -0.11371077,
        -0.012722449,
        -0.12043929,
        -0.06237195,
        0.40944055,
        0.46962193,
        0.02742451,
        -0.0022831107,
        -0.39129302,
        0.4533326,
        -0.0021840374,
        0.14370957,
        0.16335611,
        0.20860629,
        -0.06233026,
        0.02680647,
        0.20677723,
        -0.26922426,
        -0.027352516,
        0.35101268,
        0.65213966,
        -1.2639592,
        -1.1335422,
        -0.6460578,
        0.6947477,
        -1.2865309,
        1.2323022,
        -0.818996,
        0.7271502,
        0.14179061,
        0.000082297054,
        -1.6328051,
        1.5787774,
        1.2059385,
        1.5437554,
        1.0406475,
        1.2651323,
        1.732304,
        0.6247299,
        0.20801264,
    ];
}

impl Deployed for Small {
    const NETWORK: Mlp<4> = Mlp::new(&[4], Activation::Tanh);
    const THETA: &'static [f32] = &[
        0.06587839,
        -0.19377887,
        0.19330764,
        -0.024613947,
        0.07668371,
        -0.19128716,
        -0.21437468,
        -0.0288522,
        0.070681155,
        0.16795726,
        -0.198115,
        -0.026097784,
        -0.06445486,
        -0.18179993,
        -0.19013909,
        0.024560729,
        0.7145692,
        -0.6895382,
        0.71383095,
        0.69372344,
        4.655191,
        4.0404205,
        4.7688746,
        -4.812404,
        -0.47561926,
    ];
}
