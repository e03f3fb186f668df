//! The program itself, interrupted by the signal of Ctrl-C, exits with 130 and leaves complete files.

use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

#[test]
fn with_four_complete_files() {
    let folder = tempfile::tempdir().unwrap();
    let run = folder.path().join("run");
    let mut program = Command::new(env!("CARGO_BIN_EXE_ngd-under-test"))
        .args(["run", "poisson-2d", "--optimizer", "gradient-descent", "--iterations", "100000000", "--out"])
        .arg(&run)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    let trajectory = || std::fs::read_dir(&run).is_ok_and(|mut files| files.next().is_some());
    while !trajectory() {
        assert!(begun.elapsed() < Duration::from_secs(60), "the run did not begin");
        sleep(Duration::from_millis(20));
    }
    let interrupted = Command::new("kill").args(["-INT", &program.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    assert_eq!(program.wait().unwrap().code(), Some(130));
    let mut names: Vec<_> = std::fs::read_dir(&run).unwrap().map(|file| file.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["convergence.svg", "solution.svg", "summary.json", "trajectory.csv"]);
    let summary = std::fs::read_to_string(run.join("summary.json")).unwrap();
    assert!(summary.contains("\"verdict\": \"interrupted\""), "{summary}");
}
