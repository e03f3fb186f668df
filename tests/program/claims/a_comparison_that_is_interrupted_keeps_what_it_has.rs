use std::fs;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::decay::{Event, compared, comparison};

/// The files of the comparison itself.
const FILES: [&str; 8] = [
    "bands.csv",
    "comparison.csv",
    "comparison.json",
    "decades.csv",
    "iterations.png",
    "iterations.svg",
    "seconds.png",
    "seconds.svg",
];

#[test]
fn only_seeds_that_all_have_trained_are_compared() {
    let root = tempfile::tempdir().unwrap();
    let line = "poisson-1d --optimizers nesterov,heavy-ball --seeds 0..50 --iterations 9 --json --out ";
    let event = |settings: &ngd_host::training::Settings, seed| {
        (seed == 30 && settings.method.name() == "heavy-ball").then_some((3, Event::CtrlC))
    };
    let out = compared(&comparison(&format!("{line}{}", root.path().display())), event).unwrap();
    let result: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(result["interrupted"], true);
    let seeds: Vec<u64> =
        result["seeds"].as_array().unwrap().iter().map(|seed| seed.as_u64().unwrap()).collect();
    println!("compared {seeds:?} of 50");
    assert!(seeds.len() < 50 && seeds.iter().copied().eq((0..50).filter(|seed| seeds.contains(seed))));
    assert!(!seeds.is_empty() && !seeds.contains(&30), "{seeds:?}");
    for entry in result["optimizers"].as_array().unwrap() {
        assert_eq!(entry["runs"], seeds.len());
        assert!(entry["verdicts"].get("interrupted").is_none());
        assert!(entry["results"].as_array().unwrap().len() >= seeds.len());
    }
    for file in FILES {
        assert!(root.path().join(file).is_file(), "{file}");
    }
    let runs: usize = result["optimizers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["results"].as_array().unwrap().len())
        .sum();
    assert_eq!(
        fs::read_dir(root.path()).unwrap().count(),
        runs + FILES.len(),
        "a folder for each run, no other"
    );
}

#[test]
fn the_program_exits_130_with_complete_files() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("comparison");
    let mut program = Command::new(env!("CARGO_BIN_EXE_ngd-under-test"))
        .args(["compare", "poisson-1d", "--optimizers", "gradient-descent,nesterov", "--seeds", "0..20"])
        .args(["--iterations", "100000000", "--out"])
        .arg(&out)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while !out.join("gradient-descent-0/trajectory.csv.partial").is_file() {
        assert!(begun.elapsed() < Duration::from_secs(60), "the comparison did not begin");
        sleep(Duration::from_millis(20));
    }
    assert!(Command::new("kill").args(["-INT", &program.id().to_string()]).status().unwrap().success());
    assert_eq!(program.wait().unwrap().code(), Some(130));
    let mut files: Vec<_> = fs::read_dir(&out).unwrap().map(Result::unwrap).collect();
    files.retain(|entry| entry.path().is_file());
    let mut names: Vec<_> = files.iter().map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, FILES);
    let text = fs::read_to_string(out.join("comparison.json")).unwrap();
    let result: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&result["interrupted"], &result["seeds"]), (&true.into(), &Value::Array(Vec::new())));
    assert!(out.join("gradient-descent-0/summary.json").is_file());
    assert!(!out.join("nesterov-19").exists());
}
