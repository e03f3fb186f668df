//! An adapter that is saved, forgotten and restored goes on as the one that was not, to the last bit of everything that it
//! remembers, wherever in its stream the reset falls.

use ngd_core::adapt::{Active, Adapter, Limits, Settings, Span, biases};
use ngd_core::checkpoint::{Checkpoint, CheckpointError, Tag, Writer};
use ngd_core::{Activation, Mlp, Real};

const NET: Mlp<2, 2> = Mlp::new(&[5], Activation::Tanh);
const P: usize = NET.parameters();
const LENGTH: u32 = 700;

/// A stream with everything in it: drift, outliers, what is not finite, a stuck sensor, a lie that a roll-back ends.
fn observation<R: Real>(i: u32) -> ([R; 2], [R; 2]) {
    let t = f64::from(i);
    let x = [(0.37 * t).sin(), (0.21 * t + 1.0).cos()];
    let mut y = [x[0] * (1.0 + 0.001 * t), x[1] - 0.3 * x[0]];
    match i {
        50..60 | 200 => y[0] = f64::NAN,
        100..130 => y[1] = 0.25,
        310..350 => y = [30.0 * (7.0 * t).sin(), 30.0 * (5.0 * t).cos()],
        _ if i.is_multiple_of(41) => y[0] += 9.0,
        _ => {}
    }
    (x.map(R::of), y.map(R::of))
}

fn save<R: Real>(adapter: &mut Adapter<'_, R, 2, 2>, memory: &mut [R]) -> Vec<u8> {
    let mut bytes = vec![0; 64 * 1024];
    let mut writer = Writer::new(&mut bytes);
    writer.shape(&NET);
    writer.state(Tag::ADAPTER, &mut adapter.snapshot(memory).expect("it has begun"));
    writer.finish().expect("it fits").to_vec()
}

fn run<R: Real>(active: Active<'_>, momentum: f64, resets: &[u32]) -> Vec<u8> {
    let theta = NET.glorot::<R, P>(3).unwrap();
    let mut settings =
        Settings::new([R::of(0.05), R::of(0.1)], Limits::all([-2.0, 2.0], [-50.0, 50.0]).map());
    settings.momentum = R::of(momentum);
    let begun = || {
        let mut adapter = Adapter::new(&NET, &theta, active, settings).expect("it fits");
        let mut memory = vec![R::ONE; adapter.footprint().words()];
        adapter.begin(&mut *memory).expect("it fits");
        (adapter, memory)
    };
    let (mut adapter, mut memory) = begun();
    for i in 0..LENGTH {
        if resets.contains(&i) {
            let blob = save(&mut adapter, &mut memory);
            (adapter, memory) = begun();
            let mut snapshot = adapter.snapshot(&mut *memory).expect("it has begun");
            let checkpoint = Checkpoint::read(&blob).expect("it is whole");
            checkpoint.restore(Tag::ADAPTER, &mut snapshot).expect("it is the same adapter");
        }
        let (x, y) = observation(i);
        let _ = adapter.observe(&NET, &x, &y, &mut *memory).expect("it has begun");
    }
    let counts = adapter.counts();
    assert!(counts.learnt > 400 && counts.not_finite > 0 && counts.outliers > 0, "{counts:?}");
    save(&mut adapter, &mut memory)
}

trait Map<R> {
    fn map(self) -> Limits<R, 2, 2>;
}

impl<R: Real> Map<R> for Limits<f64, 2, 2> {
    fn map(self) -> Limits<R, 2, 2> {
        let of = |[low, high]: [f64; 2]| [R::of(low), R::of(high)];
        Limits { inputs: self.inputs.map(of), outputs: self.outputs.map(of) }
    }
}

fn goes_on<R: Real>() {
    const BIASES: [Span; 2] = biases(&NET);
    for active in [Active::All, Active::last_layer(&NET), Active::Spans(&BIASES)] {
        for momentum in [0.0, 0.5] {
            let whole = run::<R>(active, momentum, &[]);
            for resets in [&[0][..], &[1, 2, 3], &[55, 101, 115, 312, 313, 314, 349, 360], &[LENGTH - 1]] {
                let parts = run::<R>(active, momentum, resets);
                assert!(whole == parts, "{active:?}, {momentum}, resets at {resets:?}");
            }
            println!("{active:?}, β = {momentum}: {} bytes", whole.len());
        }
    }
}

#[test]
fn in_single_precision() {
    goes_on::<f32>();
}

#[test]
fn in_double_precision() {
    goes_on::<f64>();
}

#[test]
fn the_state_of_another_adapter_is_refused_and_changes_nothing() {
    let theta = NET.glorot::<f32, P>(3).unwrap();
    let settings = Settings::new([0.1; 2], Limits::none());
    let [mut all, mut last] = [Active::All, Active::last_layer(&NET)].map(|active| {
        let mut adapter = Adapter::new(&NET, &theta, active, settings).expect("it fits");
        let mut memory = vec![0.0; adapter.footprint().words()];
        adapter.begin(&mut *memory).expect("it fits");
        (adapter, memory)
    });
    let blob = save(&mut all.0, &mut all.1);
    let before = save(&mut last.0, &mut last.1);
    let checkpoint = Checkpoint::read(&blob).expect("it is whole");
    let mut snapshot = last.0.snapshot(&mut *last.1).expect("it has begun");
    let error = checkpoint.restore(Tag::ADAPTER, &mut snapshot).expect_err("it is larger");
    assert!(matches!(error, CheckpointError::Size { tag: Tag::ADAPTER, .. }), "{error}");
    assert_eq!(save(&mut last.0, &mut last.1), before);
}
