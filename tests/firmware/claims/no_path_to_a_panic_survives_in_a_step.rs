//! A program of three training steps whose panic handler cannot be linked does link; with a panic beside the
//! steps it does not.

use ngd_device::board::BOARDS;
use ngd_device::firmware::{Build, Variant};

#[test]
fn on_every_target() {
    for board in BOARDS {
        let run = board.run(&Build::of(board.target).programs().join("no_panic"));
        assert_eq!(run.status, Some(0), "the steps of no_panic are accepted on the {}", board.core);
        println!("{}: linked and run", board.target);
    }
}

#[test]
fn and_a_panic_beside_the_step_does_not_link() {
    let target = BOARDS[0].target;
    let variant = Variant { package: "ngd-no-panic", program: "no_panic", feature: "panicking" };
    let output = Build { variant: Some(variant), ..Build::of(target) }.attempt();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(complaint.contains("undefined symbol: a_path_to_a_panic_survives"), "{complaint}");
}
