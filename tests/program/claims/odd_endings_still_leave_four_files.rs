use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::decay::{Event, arguments, decay};

fn names(path: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(path).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Runs into `out` and checks that exactly the four files are there and agree.
fn verdict(line: &str, event: Option<(u64, Event)>, out: &Path) -> (String, usize) {
    let line = format!("{line} --force --out {}", out.display());
    decay(&arguments(&line), event).unwrap();
    let files = ["convergence.svg", "solution.svg", "summary.json", "trajectory.csv"];
    assert_eq!(names(out), files.map(str::to_owned).into(), "{line}");

    let summary: Value = serde_json::from_slice(&fs::read(out.join("summary.json")).unwrap()).unwrap();
    let mut trajectory = csv::Reader::from_path(out.join("trajectory.csv")).unwrap();
    let header = "iteration,seconds,loss,relative_l2_error,length,damping,beta,outcome,loss_evaluations";
    assert_eq!(trajectory.headers().unwrap(), header.split(',').collect::<Vec<_>>());
    let rows: Vec<csv::StringRecord> = trajectory.records().map(Result::unwrap).collect();
    assert_eq!(&rows[0][0], "0");
    assert_eq!(&rows[0][7], "initial");
    let last = rows.last().unwrap();
    assert_eq!(last[0].parse::<u64>().unwrap(), summary["iterations"].as_u64().unwrap());
    assert_eq!(last[8].parse::<u64>().unwrap(), summary["loss_evaluations"].as_u64().unwrap());
    match summary["loss"].as_f64() {
        Some(loss) => assert_eq!(last[2].parse::<f64>().unwrap(), loss),
        None => assert!(last[2].parse::<f64>().unwrap().is_nan()),
    }
    for picture in ["convergence.svg", "solution.svg"] {
        let svg = fs::read_to_string(out.join(picture)).unwrap();
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n") && svg.contains("seed 0"));
        assert!(svg.len() < 2_000_000, "{picture}: {} bytes", svg.len());
    }
    (summary["verdict"].as_str().unwrap().to_owned(), rows.len() - 1)
}

#[test]
fn every_verdict_has_its_files() {
    let cases = [
        ("--iterations 5", None, "iteration-limit", 5),
        ("--target loss=1e-4", None, "target-reached", 7),
        ("--target l2=0.1", None, "target-reached", 4),
        ("--target loss=1", None, "target-reached", 0),
        ("--time-limit 1e-9", None, "time-limit", 0),
        ("", Some((3, Event::Stall)), "stalled", 3),
        ("", Some((1, Event::Fail)), "stalled", 0),
        ("", Some((4, Event::Fail)), "stalled", 3),
        ("", Some((2, Event::Diverge)), "diverged", 2),
        ("", Some((1, Event::NotANumber)), "diverged", 1),
        ("", Some((6, Event::CtrlC)), "interrupted", 6),
    ];
    let root = tempfile::tempdir().unwrap();
    for problem in ["poisson-1d", "poisson-2d"] {
        for (flags, event, expected, steps) in cases {
            // One folder for all: every run replaces the files of the one before.
            let found = verdict(&format!("{problem} {flags}"), event, &root.path().join("run"));
            assert_eq!((found.0.as_str(), found.1), (expected, steps), "{problem} {flags}");
        }
    }
}

#[test]
fn the_reason_of_a_stall_is_in_the_summary() {
    let root = tempfile::tempdir().unwrap();
    verdict("poisson-1d", Some((1, Event::Fail)), root.path());
    let summary: Value =
        serde_json::from_slice(&fs::read(root.path().join("summary.json")).unwrap()).unwrap();
    assert_eq!(summary["reason"], "no pivot");
    assert_eq!(summary["settings"]["step"], "backtracking");
}

#[test]
fn the_table_names_verdicts_files_and_the_best_seed() {
    let root = tempfile::tempdir().unwrap();
    let line = format!("poisson-1d --seeds 0..5 --target l2=1e-3 --out {}", root.path().display());
    let table = decay(&arguments(&line), None).unwrap();
    print!("{table}");
    for words in [
        "target-reached",
        "The target is reached",
        "median",
        "best",
        "worst",
        "poisson-1d-natural-gradient-4",
        "5 of 5",
    ] {
        assert!(table.contains(words), "{words}");
    }
}
