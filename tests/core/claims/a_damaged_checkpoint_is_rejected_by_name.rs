//! Every truncation and every single flipped bit of a checkpoint is an error that says what is wrong, and a reader takes
//! nothing from it. Sections that it does not know it skips.

use ngd_core::adapt::{Active, Adapter, Limits, Settings};
use ngd_core::checkpoint::{Checkpoint, CheckpointError, Scalar, Tag, Writer};
use ngd_core::{Activation, Mlp};

const NET: Mlp<2> = Mlp::new(&[4, 3], Activation::Sine);
const P: usize = NET.parameters();
const FOREIGN: Tag = Tag(0x8001);

/// A model with all that a blob can hold, and an adapter that has learnt.
fn blob() -> Vec<u8> {
    let theta = NET.glorot::<f32, P>(1).unwrap();
    let settings = Settings::new([0.1], Limits::none());
    let mut adapter = Adapter::new(&NET, &theta, Active::last_layer(&NET), settings).expect("it fits");
    let mut memory = vec![0.0; adapter.footprint().words()];
    adapter.begin(&mut *memory).expect("it fits");
    for i in 0..20 {
        let x = [(i as f32).sin(), (0.7 * i as f32).cos()];
        let _ = adapter.observe(&NET, &x, &[x[0]], &mut *memory).expect("it has begun");
    }
    let mut bytes = vec![0; 4096];
    let mut writer = Writer::new(&mut bytes);
    writer.section(FOREIGN, b"something of another time");
    writer.shape(&NET);
    writer.names(Tag::INPUT_NAMES, ["pressure", "Temperatur in °C"]).expect("short");
    writer.names(Tag::OUTPUT_NAMES, ["flow"]).expect("short");
    writer.numbers(Tag::INPUT_SCALING, [1.0f32, 2.0, -3.0, 0.5]);
    writer.numbers(Tag::THETA, adapter.theta(&memory).iter().copied());
    writer.counts(Tag::COUNTERS, [7, u32::MAX]);
    writer.state(Tag::ADAPTER, &mut adapter.snapshot(&mut *memory).expect("it has begun"));
    writer.finish().expect("it fits").to_vec()
}

#[test]
fn every_truncation() {
    let blob = blob();
    for length in 0..blob.len() {
        let error = Checkpoint::read(&blob[..length]).expect_err("bytes are missing");
        assert!(
            matches!(error, CheckpointError::Truncated { found, .. } if found == length),
            "{length}: {error}"
        );
    }
    let longer = [&blob[..], &[0]].concat();
    let trailing = CheckpointError::Trailing { needed: blob.len(), found: blob.len() + 1 };
    assert_eq!(Checkpoint::read(&longer).expect_err("a byte too many"), trailing);
    assert_eq!(Checkpoint::read_prefix(&longer).expect("more may follow").bytes(), blob);
    println!("{} truncations", blob.len());
}

#[test]
fn every_flipped_bit() {
    let blob = blob();
    let mut damaged = blob.clone();
    let mut names = std::collections::BTreeMap::<String, usize>::new();
    for bit in 0..8 * blob.len() {
        damaged[bit / 8] ^= 1 << (bit % 8);
        let error = Checkpoint::read(&damaged).expect_err("a bit is wrong");
        let expected = match bit / 8 {
            0..4 => error == CheckpointError::Magic,
            4..6 => matches!(error, CheckpointError::Version(version) if version != 1),
            // The length: longer than what is there, shorter than any blob, or than this one.
            8..12 => matches!(
                error,
                CheckpointError::Truncated { .. } | CheckpointError::Head | CheckpointError::Checksum
            ),
            _ => error == CheckpointError::Checksum,
        };
        assert!(expected, "bit {bit}: {error}");
        *names.entry(error.to_string().split(':').next().unwrap_or_default().to_owned()).or_default() += 1;
        damaged[bit / 8] ^= 1 << (bit % 8);
    }
    println!("{} bits: {names:#?}", 8 * blob.len());
    assert_eq!(damaged, blob);
}

#[test]
fn and_a_whole_one_gives_what_was_put_in() {
    let blob = blob();
    let checkpoint = Checkpoint::read(&blob).expect("nothing is wrong");
    let shape = checkpoint.shape().expect("it is there");
    assert_eq!((shape.inputs, shape.outputs, shape.activation), (2, 1, Activation::Sine));
    assert_eq!(shape.widths().collect::<Vec<_>>(), [4, 3]);
    assert_eq!(shape.network::<2, 1>().expect("the same"), NET);
    assert_eq!(shape.network::<3, 1>(), Err(CheckpointError::Section(Tag::SHAPE)));
    let names = checkpoint.names(Tag::INPUT_NAMES).expect("it is there");
    assert_eq!(names.collect::<Vec<_>>(), ["pressure", "Temperatur in °C"]);
    let scaling: Vec<f32> = checkpoint.numbers(Tag::INPUT_SCALING).expect("it is there").collect();
    assert_eq!(scaling, [1.0, 2.0, -3.0, 0.5]);
    assert_eq!(checkpoint.counts(Tag::COUNTERS).expect("it is there").collect::<Vec<_>>(), [7, u32::MAX]);
    let tags: Vec<_> = checkpoint.sections().map(|(tag, _)| tag).collect();
    assert_eq!((tags[0], tags.len()), (FOREIGN, 8), "an unknown section is skipped, and still there");

    let wrong = CheckpointError::Scalar { expected: Scalar::Double, found: Scalar::Single };
    assert_eq!(checkpoint.numbers::<f64>(Tag::THETA).expect_err("these are f32"), wrong);
    assert_eq!(checkpoint.names(Tag::DOMAIN).expect_err("not there"), CheckpointError::Missing(Tag::DOMAIN));
    let mut short = [0.0f32; P - 1];
    let size = CheckpointError::Size { tag: Tag::THETA, expected: 4 * P - 4, found: 4 * P };
    assert_eq!(checkpoint.numbers_into(Tag::THETA, &mut short), Err(size));
    assert_eq!(short, [0.0; P - 1], "nothing was taken");
}

#[test]
fn what_does_not_fit_says_how_much_is_needed() {
    let write = |bytes: &mut [u8]| {
        let mut writer = Writer::<f64>::new(bytes);
        writer.shape(&NET);
        writer.numbers(Tag::THETA, NET.glorot::<f64, P>(1).unwrap());
        writer.finish().map(<[u8]>::len)
    };
    let Err(CheckpointError::Room { needed, found: 0 }) = write(&mut []) else {
        panic!("nothing fits nowhere")
    };
    for length in 0..needed {
        let error = CheckpointError::Room { needed, found: length };
        assert_eq!(write(&mut vec![0; length]), Err(error));
    }
    assert_eq!(write(&mut vec![0; needed]), Ok(needed));
}

#[test]
fn a_section_that_is_written_twice_is_an_error() {
    let mut bytes = [0; 100];
    let mut writer = Writer::<f32>::new(&mut bytes);
    writer.counts(Tag::COUNTERS, [1]);
    writer.counts(Tag::COUNTERS, [2]);
    let blob = writer.finish().expect("it fits");
    assert_eq!(Checkpoint::read(blob).expect_err("twice"), CheckpointError::Twice(Tag::COUNTERS));
    let long = "n".repeat(256);
    let mut writer = Writer::<f32>::new(&mut bytes);
    assert_eq!(writer.names(Tag::INPUT_NAMES, [&*long]), Err(CheckpointError::Name));
    let blob = writer.finish().expect("it fits");
    assert_eq!(Checkpoint::read(blob).expect("an empty blob is one").sections().count(), 0);
}
