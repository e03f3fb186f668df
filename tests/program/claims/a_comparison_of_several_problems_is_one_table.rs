//! `ngd compare` with several problems: each has a folder of its own, all have one table, and a method that
//! cannot be had for a problem has a line that says why.

use std::fs;

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;

const LINE: &str =
    "compare poisson-1d deep-ritz --optimizers natural-gradient,spring --seeds 0..2 --iterations 3";

#[test]
fn every_problem_and_optimizer_has_a_line() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("all");
    let run = cargo_bin_cmd!("ngd-under-test")
        .args(LINE.split_whitespace())
        .arg("--out")
        .arg(&out)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let table = String::from_utf8(run.stdout).unwrap();
    println!("{table}");
    let mut reader = csv::Reader::from_path(out.join("problems.csv")).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let names: Vec<[&str; 2]> = rows.iter().map(|row| [&row[0], &row[1]]).collect();
    assert_eq!(
        names,
        [
            ["poisson-1d", "natural-gradient"],
            ["poisson-1d", "spring"],
            ["deep-ritz", "natural-gradient"],
            ["deep-ritz", "spring"]
        ]
    );
    assert!(rows[3][2].contains("energy") && rows[3][5].is_empty(), "{:?}", rows[3]);
    for (row, problem) in rows.iter().zip(["poisson-1d", "poisson-1d", "deep-ritz"]) {
        let file = fs::read_to_string(out.join(problem).join("comparison.json")).unwrap();
        let whole: Value = serde_json::from_str(&file).unwrap();
        let entry =
            whole["optimizers"].as_array().unwrap().iter().find(|of| of["optimizer"] == row[1]).unwrap();
        for (cell, part) in [(5, "median"), (6, "worst")] {
            let [shown, stored] = [row[cell].parse::<f64>().unwrap(), entry["error"][part].as_f64().unwrap()];
            assert!((shown / stored - 1.0).abs() <= 0.01, "{row:?}: {part} {shown}, stored {stored}");
        }
        assert_eq!(row[4], format!("{} of 2", entry["successes"]));
    }
    let page = fs::read_to_string(out.join("problems.md")).unwrap();
    assert_eq!(page.lines().count(), 2 + rows.len());
}

#[test]
fn json_is_an_array_of_comparisons() {
    let run = cargo_bin_cmd!("ngd-under-test").args(LINE.split_whitespace()).arg("--json").output().unwrap();
    assert!(run.status.success());
    let array: Value = serde_json::from_slice(&run.stdout).unwrap();
    let problems: Vec<&Value> = array.as_array().unwrap().iter().map(|of| &of["problem"]).collect();
    assert_eq!(problems, ["poisson-1d", "deep-ritz"]);
}

#[test]
fn a_mistake_is_found_before_anything_is_trained() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("all");
    for line in [
        "compare poisson-1d deep-ritz --optimizers natural-gradient,natural-gradient --iterations 3",
        "compare poisson-1d poisson-1d --optimizers natural-gradient --iterations 3",
    ] {
        let mut ngd = cargo_bin_cmd!("ngd-under-test");
        ngd.args(line.split_whitespace()).arg("--out").arg(&out).assert().code(2);
        assert!(!out.exists(), "{line}");
    }
}
