//! A stored blob of every version so far is read, and gives what was put in. A blob is stored once, when its version is the
//! newest, and never written again.

use ngd_core::checkpoint::{Checkpoint, Scalar, Tag, Writer};
use ngd_core::{Activation, Mlp};

const NET: Mlp<2> = Mlp::new(&[2], Activation::Tanh);
const P: usize = NET.parameters();

/// Written from the layout in the module's documentation by Python, struct and zlib, when version 1 was the newest.
const VERSION_1: &[u8] = include_bytes!("checkpoints/version-1.ngd");

fn theta() -> [f64; P] {
    std::array::from_fn(|i| i as f64 / 8.0 - 0.5)
}

fn write(bytes: &mut [u8]) -> &[u8] {
    let mut writer = Writer::new(bytes);
    writer.shape(&NET);
    writer.names(Tag::INPUT_NAMES, ["a", "b"]).expect("short");
    writer.names(Tag::OUTPUT_NAMES, ["y"]).expect("short");
    writer.numbers(Tag::INPUT_SCALING, [0.25, 2.0, -1.0, 0.5]);
    writer.numbers(Tag::OUTPUT_SCALING, [3.0, 4.0]);
    writer.numbers(Tag::DOMAIN, [-1.0, 1.0, 0.0, 2.0]);
    writer.numbers(Tag::THETA, theta());
    writer.numbers(Tag::NOISE, [0.125]);
    writer.section(Tag::LIKELIHOOD, &[0]);
    writer.counts(Tag::COUNTERS, [1, 2, 3]);
    writer.finish().expect("it fits")
}

#[test]
fn version_1() {
    let checkpoint = Checkpoint::read(VERSION_1).expect("it was whole when it was stored");
    assert_eq!((checkpoint.version(), checkpoint.scalar()), (1, Scalar::Double));
    assert_eq!(checkpoint.shape().and_then(|shape| shape.network()), Ok(NET));
    let mut found = [0.0; P];
    checkpoint.numbers_into(Tag::THETA, &mut found).expect("it has as many");
    assert_eq!(found, theta());
    let numbers = |tag| checkpoint.numbers::<f64>(tag).expect("it is there").collect::<Vec<_>>();
    assert_eq!(numbers(Tag::INPUT_SCALING), [0.25, 2.0, -1.0, 0.5]);
    assert_eq!(numbers(Tag::OUTPUT_SCALING), [3.0, 4.0]);
    assert_eq!(numbers(Tag::DOMAIN), [-1.0, 1.0, 0.0, 2.0]);
    assert_eq!(numbers(Tag::NOISE), [0.125]);
    assert_eq!(checkpoint.section(Tag::LIKELIHOOD), Ok([0].as_slice()));
    let names = |tag| checkpoint.names(tag).expect("it is there").collect::<Vec<_>>();
    assert_eq!([names(Tag::INPUT_NAMES), names(Tag::OUTPUT_NAMES)].concat(), ["a", "b", "y"]);
    assert_eq!(checkpoint.counts(Tag::COUNTERS).expect("it is there").collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn and_the_present_version_is_the_stored_one() {
    let mut bytes = [0; 1024];
    let written = write(&mut bytes);
    // A format that has changed needs a new version and a new stored blob.
    assert!(written == VERSION_1, "{} bytes written, {} stored", written.len(), VERSION_1.len());
    println!("{} bytes", written.len());
}
