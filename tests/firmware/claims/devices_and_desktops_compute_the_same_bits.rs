//! Every θ of fixed trainings, hashed, is what this file states, on every device and on this machine: debug,
//! release, the plain and the native CPU; for both solvers.

use std::process::Command;

use ngd_core::{Memory, Mlp};
use ngd_device::board::{BOARDS, M0};
use ngd_device::firmware::{Build, root, target_folder};
use ngd_firmware_runs::certificate::{ALL_WORDS, Certificate, issue};
use ngd_firmware_runs::forecast::{SMALL, footprint, optimizer};
use ngd_firmware_runs::mackey_glass::Sensor;

/// The certificates. Another order of one operation in the core changes them; on purpose it may, never by accident.
const CERTIFICATES: [&str; 6] = [
    "forecast-25-normal-equations 7809ea4bea9ab84b accepted 20 rejected 0 evaluations 22",
    "forecast-25-square-root e65876b2c091e469 accepted 20 rejected 0 evaluations 22",
    "boundary-layer-31-normal-equations eaac07a8fff9fa9f accepted 13 rejected 7 evaluations 68",
    "boundary-layer-31-square-root 137312064ab806e3 accepted 20 rejected 0 evaluations 80",
    "forecast-61-normal-equations 3a099f09d4e6c0b4 accepted 20 rejected 0 evaluations 24",
    "forecast-61-square-root adb37464fef94d90 accepted 20 rejected 0 evaluations 24",
];

#[test]
fn on_devices() {
    for board in BOARDS {
        let run = board.run(&Build::of(board.target).programs().join("certificate"));
        let text = run.text();
        assert_eq!(run.status, Some(0), "{}: {text}", board.core);
        // The larger network does not fit the micro:bit.
        let expected = if board == M0 { &CERTIFICATES[..4] } else { &CERTIFICATES[..] };
        assert_eq!(text.lines().collect::<Vec<_>>(), expected, "{}", board.core);
        println!("{}: the same", board.core);
    }
}

#[test]
fn in_this_build() {
    let mut lines = Vec::new();
    issue(&mut [0.0; ALL_WORDS], |name, certificate| lines.push(format!("{name} {certificate}")))
        .expect("the trainings run");
    assert_eq!(lines, CERTIFICATES);
}

#[test]
fn on_this_machine_in_every_profile() {
    for profile in ["dev", "release"] {
        for cpu in ["x86-64", "native"] {
            let output = Command::new("cargo")
                .current_dir(root())
                .args(["run", "--quiet", "--package", "ngd-firmware-runs", "--example", "certificate"])
                .args(["--profile", profile, "--target-dir"])
                .arg(target_folder().join(format!("certificate-{cpu}")))
                .env("RUSTFLAGS", format!("-Ctarget-cpu={cpu}"))
                .output()
                .expect("cargo runs");
            let text = String::from_utf8_lossy(&output.stdout);
            let complaint = String::from_utf8_lossy(&output.stderr);
            assert_eq!(text.lines().collect::<Vec<_>>(), CERTIFICATES, "{profile}, {cpu}: {complaint}");
            println!("{profile}, {cpu}: the same");
        }
    }
}

/// The hash of the first steps, with two samples of every batch as they come or exchanged: the sums then run in
/// another order. (Not the first two: a + b is b + a.)
fn hash(exchanged: bool) -> u64 {
    const NETWORK: Mlp<4> = SMALL;
    let mut memory: Memory<f32, { footprint(&NETWORK).words() }> = Memory::new(footprint(&NETWORK));
    let mut theta = NETWORK.glorot::<f32, { NETWORK.parameters() }>(1).unwrap();
    let (mut sensor, mut optimizer) = (Sensor::starting_at(118), optimizer());
    let mut certificate = Certificate::default();
    for _ in 0..3 {
        let mut samples: [_; 32] = std::array::from_fn(|_| sensor.read());
        if exchanged {
            samples.swap(0, 2);
        }
        let problem = ngd_core::problem::Regression;
        let outcome = optimizer.step(&NETWORK, &problem, &samples, &mut theta, &mut memory);
        certificate.add(&outcome.expect("the step can be tried"), &theta);
    }
    certificate.hash
}

#[test]
fn and_another_order_of_two_summands_would_show() {
    let (usual, exchanged) = (hash(false), hash(true));
    println!("{usual:016x}, with two samples exchanged {exchanged:016x}");
    assert_ne!(usual, exchanged);
}
