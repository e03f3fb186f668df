//! 0 it ended, 1 something failed, 2 wrong input, 3 every run diverged or missed its target, 130 and 143 a signal.

use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin_cmd;

const SMALL: &str = "--layers 1,4,1 --iterations 5";

fn status(line: &str, folder: &Path) -> i32 {
    let output =
        cargo_bin_cmd!("ngd-under-test").args(line.split_whitespace()).current_dir(folder).output().unwrap();
    output.status.code().unwrap_or_else(|| panic!("{line}: {output:?}"))
}

#[test]
fn by_what_became_of_the_runs() {
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(root.path().join("taken/solution.svg")).unwrap();
    for (line, expected) in [
        ("run poisson-1d --json", 0),
        ("run poisson-1d --json --target loss=1e9", 0),
        ("run poisson-1d --json --target loss=1e-300", 3),
        ("run poisson-1d --json --seeds 0..3 --target loss=1e-300", 3),
        ("run poisson-1d --json --optimizer gradient-descent --step fixed:1e9", 3),
        ("compare poisson-1d --json --seeds 0..2 --optimizers nesterov,heavy-ball", 0),
        ("compare poisson-1d --json --seeds 0..2 --optimizers nesterov,heavy-ball --target loss=1e-300", 3),
        ("compare poisson-1d --json --seeds 0..2 --optimizers nesterov,l-bfgs --target loss=1e9", 0),
        ("run poisson-1d --out taken", 2),
        ("run poisson-1d --json --momentum 2", 2),
        ("compare poisson-1d --json", 2),
    ] {
        assert_eq!(status(&format!("{line} {SMALL}"), root.path()), expected, "{line}");
    }
    for (line, expected) in [
        ("list", 0),
        ("help", 0),
        ("help run", 0),
        ("--version", 0),
        ("completions bash", 0),
        ("man", 0),
        ("man run", 0),
        ("man walk", 2),
        ("study nowhere.toml", 2),
        ("study walk", 2),
        ("report nowhere", 2),
    ] {
        assert_eq!(status(line, root.path()), expected, "{line}");
    }
}

/// Of several seeds some reach a target that others miss: then the command has not missed it.
#[test]
fn one_seed_that_arrives_is_enough() {
    let root = tempfile::tempdir().unwrap();
    let line = "run poisson-1d --layers 1,6,1 --seeds 0..6 --iterations 8 --json";
    let output = cargo_bin_cmd!("ngd-under-test").args(line.split_whitespace()).output().unwrap();
    let records: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let mut losses: Vec<f64> = records.iter().map(|record| record["loss"].as_f64().unwrap()).collect();
    losses.sort_by(f64::total_cmp);
    assert!(losses[0] < losses[5], "{losses:?}");
    let between = 0.5 * (losses[0] + losses[5]);
    assert_eq!(status(&format!("{line} --target loss={between:e}"), root.path()), 0);
    assert_eq!(status(&format!("{line} --target loss={:e}", 0.5 * losses[0]), root.path()), 3);
}

#[test]
fn a_signal_leaves_complete_files_and_its_own_status() {
    for (signal, expected) in [("-INT", 130), ("-TERM", 143)] {
        let root = tempfile::tempdir().unwrap();
        let out = root.path().join("run");
        let mut program = Command::new(env!("CARGO_BIN_EXE_ngd-under-test"))
            .args([
                "run",
                "poisson-1d",
                "--optimizer",
                "gradient-descent",
                "--iterations",
                "100000000",
                "--out",
            ])
            .arg(&out)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while !out.join("trajectory.csv.partial").is_file() {
            assert!(begun.elapsed() < Duration::from_secs(60), "the run did not begin");
            sleep(Duration::from_millis(20));
        }
        assert!(Command::new("kill").args([signal, &program.id().to_string()]).status().unwrap().success());
        assert_eq!(program.wait().unwrap().code(), Some(expected), "{signal}");
        assert!(out.join("summary.json").is_file() && out.join("solution.svg").is_file(), "{signal}");
    }
}

/// The help of every command says them.
#[test]
fn every_help_explains_them() {
    for command in ["", "run", "compare", "study", "report", "list"] {
        let output =
            cargo_bin_cmd!("ngd-under-test").args(command.split_whitespace()).arg("--help").output().unwrap();
        let help = String::from_utf8(output.stdout).unwrap();
        // Lines are folded where the window ends.
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        for word in ["Exit status", "130", "143", "2 wrong input"] {
            assert!(help.contains(word), "ngd {command} --help: no {word:?}");
        }
    }
}
