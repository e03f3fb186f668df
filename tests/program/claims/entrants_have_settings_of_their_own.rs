//! Two dampings of one method are two entrants, as is a method with every value of a flag; and a study may come from
//! a file.

use std::fs;

use assert_cmd::cargo::cargo_bin_cmd;
use ngd_host::race::Asked;
use ngd_host::training::Settings;
use serde_json::Value;

use crate::decay::{Event, compared, comparison};

/// The labels of a comparison and the value of a setting of each.
fn settings(line: &[&str], setting: &str) -> Result<Vec<(String, Value)>, String> {
    let output = cargo_bin_cmd!("ngd-under-test")
        .args([
            "compare",
            "poisson-1d",
            "--layers",
            "1,4,1",
            "--seeds",
            "0..1",
            "--iterations",
            "2",
            "--json",
        ])
        .args(line)
        .output()
        .unwrap();
    if output.status.code() != Some(0) {
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        return Err(String::from_utf8(output.stderr).unwrap());
    }
    let whole: Value = serde_json::from_slice(&output.stdout).unwrap();
    let entry = |of: &Value| (of["optimizer"].as_str().unwrap().to_owned(), of["settings"][setting].clone());
    Ok(whole["optimizers"].as_array().unwrap().iter().map(entry).collect())
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, Value)> {
    expected.iter().map(|(label, value)| ((*label).to_owned(), (*value).into())).collect()
}

#[test]
fn by_label_and_by_sweep() {
    let entrants = [
        "--entrant",
        "weak: --solver cholesky --damping constant:1e-8",
        "--entrant",
        "strong: --solver cholesky --damping constant:0.01",
    ];
    let weak_and_strong = pairs(&[("weak", "constant:1e-8"), ("strong", "constant:0.01")]);
    assert_eq!(settings(&entrants, "damping").unwrap(), weak_and_strong);

    let swept = ["--solver", "cholesky", "--sweep", "--damping constant:1e-8 length"];
    let by_values = pairs(&[("damping constant:1e-8", "constant:1e-8"), ("damping length", "length")]);
    assert_eq!(settings(&swept, "damping").unwrap(), by_values);

    let both = ["--optimizers", "nesterov,heavy-ball", "--sweep", "--momentum 0.5 0.9"];
    let labels: Vec<String> =
        settings(&both, "momentum").unwrap().into_iter().map(|(label, _)| label).collect();
    let expected = [
        "nesterov, momentum 0.5",
        "nesterov, momentum 0.9",
        "heavy-ball, momentum 0.5",
        "heavy-ball, momentum 0.9",
    ];
    assert_eq!(labels, expected);
}

/// What an entrant says itself comes before what is said to all, and is never ignored in silence.
#[test]
fn flags_of_an_entrant_are_its_own() {
    let line = [
        "--momentum",
        "0.5",
        "--optimizers",
        "nesterov",
        "--entrant",
        "mine: --optimizer nesterov --momentum 0.25",
    ];
    let found = settings(&line, "momentum").unwrap();
    assert_eq!(found, [("nesterov".to_owned(), 0.5.into()), ("mine".to_owned(), 0.25.into())]);
    for (line, words) in [
        (&["--entrant", "a: --optimizer adam --momentum 0.5"][..], &["entrant a", "--momentum", "adam"][..]),
        (&["--entrant", "a: --dampin length"], &["entrant a", "--dampin", "did you mean --damping?"]),
        (&["--entrant", "a: --damping"], &["entrant a", "--damping", "needs a value"]),
        (&["--entrant", "--optimizer adam"], &["LABEL"]),
        (&["--entrant", "a: --optimizer adam", "--entrant", "a: --optimizer l-bfgs"], &["a", "twice"]),
        (&["--entrant", "a b: --optimizer adam", "--entrant", "a-b: --optimizer l-bfgs"], &["a-b", "twice"]),
        (&["--sweep", "--damping"], &["--damping", "needs a value"]),
        (&["--sweep", "--damping 5 length"], &["--damping", "'5'"]),
        (&["--sweep", "--colour red"], &["--colour"]),
    ] {
        let error = settings(line, "momentum").unwrap_err();
        print!("{error}");
        assert!(words.iter().all(|word| error.contains(word)), "{line:?}: {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}

/// Entrants of one method are told apart in every file.
#[test]
fn each_has_folders_of_its_own() {
    let root = tempfile::tempdir().unwrap();
    let mut asked = comparison("poisson-1d --optimizers nesterov --seeds 0..2 --iterations 4");
    asked.entrants.push(Asked::read("slow: --optimizer nesterov --momentum 0.25").unwrap());
    asked.out = Some(root.path().to_owned());
    let stalls = |settings: &Settings, _: u64| {
        let momentum = settings
            .request()
            .iter()
            .find_map(|(flag, value)| (flag.name == "momentum").then(|| value.to_owned()));
        (momentum.as_deref() == Some("0.25")).then_some((2, Event::Stall))
    };
    compared(&asked, stalls).unwrap();
    for (name, iterations) in [("nesterov-0", 4), ("nesterov-1", 4), ("slow-0", 2), ("slow-1", 2)] {
        let text = fs::read_to_string(root.path().join(name).join("summary.json")).unwrap();
        let summary: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(summary["iterations"], iterations, "{name}");
    }
}

#[test]
fn a_study_may_come_from_a_file() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("two-dampings.toml");
    fs::write(&file, include_str!("../../../ngd-host/src/study/local_minimum.toml")).unwrap();
    let run = cargo_bin_cmd!("ngd-under-test")
        .args(["study", "--json", "--out"])
        .arg(root.path().join("out"))
        .arg(&file)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let studies: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(studies[0]["name"], "two-dampings");
    assert!(root.path().join("out/two-dampings/study.md").is_file());

    fs::write(&file, "title = 3").unwrap();
    let run = cargo_bin_cmd!("ngd-under-test").arg("study").arg(&file).output().unwrap();
    assert_eq!(run.status.code(), Some(2), "{run:?}");
    let complaint = String::from_utf8(run.stderr).unwrap();
    assert!(complaint.starts_with("error: "), "{complaint}");
}
