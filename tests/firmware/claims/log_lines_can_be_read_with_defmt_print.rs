//! With logging a program writes compressed frames; `defmt-print` turns them into lines, of which the last
//! states the result.

use std::io::Write;
use std::process::{Command, Stdio};

use ngd_device::board::{Board, M4F, RISC_V};
use ngd_device::firmware::{Build, Variant, target_folder};

fn lines(board: &Board, program: &'static str) -> String {
    let variant = Variant { package: "ngd-firmware", program, feature: "defmt" };
    let program = Build { variant: Some(variant), ..Build::of(board.target) }.programs().join(program);
    let run = board.run(&program);
    assert_eq!(run.status, Some(0));
    let decoder = target_folder().join("tools/bin/defmt-print");
    let mut child = Command::new(&decoder)
        .arg("-e")
        .arg(&program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{}: {error}; tests/bare_metal installs it", decoder.display()));
    let mut frames = child.stdin.take().expect("a pipe");
    frames.write_all(&run.output).expect("the decoder reads");
    drop(frames);
    let output = child.wait_with_output().expect("the decoder ends");
    assert!(output.status.success());
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn on_arm_and_risc_v() {
    for (board, program, result) in
        [(M4F, "regression", "held-out error"), (RISC_V, "pinn", "relative error")]
    {
        let lines = lines(&board, program);
        println!("{program} on {}:\n{lines}", board.core);
        let last = lines.lines().rfind(|line| line.contains("INFO")).unwrap_or_default();
        assert!(last.contains(result) && last.contains("true"), "{lines}");
        assert!(lines.contains("step 20: Accepted"), "{lines}");
    }
}
