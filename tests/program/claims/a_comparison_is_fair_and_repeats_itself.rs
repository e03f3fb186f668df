//! The real trainings: a second comparison gives the same numbers, each of its runs is that of `ngd run`,
//! and everybody has the same points, initial values and budget.

use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;

fn ngd(line: &str) -> Value {
    let output = cargo_bin_cmd!("ngd-under-test").args(line.split_whitespace()).output().unwrap();
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Takes out whatever is measured by the clock.
fn without_seconds(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.remove("seconds");
            fields.values_mut().for_each(without_seconds);
        }
        Value::Array(items) => items.iter_mut().for_each(without_seconds),
        _ => {}
    }
}

const SMALL: &str = "poisson-1d --layers 1,5,1 --seeds 4..7 --iterations 25 --json";
const METHODS: [&str; 3] = ["natural-gradient", "natural-nesterov", "gradient-descent"];

#[test]
fn a_second_comparison_gives_the_same_numbers_and_those_of_ngd_run() {
    let line = format!("compare {SMALL} --optimizers {} --momentum 0.5", METHODS.join(","));
    let [mut first, mut second] = [ngd(&line), ngd(&line)];
    [&mut first, &mut second].into_iter().for_each(without_seconds);
    assert_eq!(first, second);
    for (method, entry) in METHODS.iter().zip(first["optimizers"].as_array().unwrap()) {
        let momentum = if *method == "natural-nesterov" { "--momentum 0.5" } else { "" };
        assert_eq!(entry["settings"]["momentum"].is_null(), momentum.is_empty(), "{method}");
        let alone = ngd(&format!("run {SMALL} --optimizer {method} {momentum}"));
        for (run, result) in alone.as_array().unwrap().iter().zip(entry["results"].as_array().unwrap()) {
            for field in ["seed", "iterations", "loss", "relative_l2_error", "verdict"] {
                assert_eq!(run[field], result[field], "{method} {field}");
            }
        }
    }
}

#[test]
fn everybody_begins_at_the_same_point_with_the_same_budget() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().display();
    let all = "poisson-1d --layers 1,5,1 --seed 3 --json --target l2=1e-1";
    let result = ngd(&format!("compare {all} --optimizers {} --out {out}", METHODS.join(",")));
    let budgets: Vec<_> = entries(&result).map(|entry| entry["settings"]["iterations"].clone()).collect();
    assert_eq!(budgets, [5000, 5000, 5000]);
    let start = |method: &str| first_line(&root.path().join(format!("{method}-3")));
    let [loss, ..] = METHODS.map(start);
    println!("all begin at the loss {loss}");
    assert_eq!(METHODS.map(start), [loss.clone(), loss.clone(), loss]);
}

#[test]
fn under_a_time_limit_everybody_has_the_same_seconds() {
    let all = "poisson-1d --layers 1,5,1 --seeds 0..2 --json --time-limit 0.2 --step fixed:1e-6";
    let result = ngd(&format!("compare {all} --optimizers gradient-descent,heavy-ball,nesterov"));
    for entry in entries(&result) {
        assert_eq!(entry["verdicts"], serde_json::json!({ "time-limit": 2 }), "{}", entry["optimizer"]);
        let seconds = &entry["seconds"];
        println!("{}: {} s", entry["optimizer"], seconds["median"]);
        // One step begun before the limit is ended after it.
        assert!(seconds["best"].as_f64().unwrap() >= 0.2 && seconds["worst"].as_f64().unwrap() < 1.0);
    }
}

fn entries(result: &Value) -> impl Iterator<Item = &Value> {
    result["optimizers"].as_array().unwrap().iter()
}

/// The loss in the first line of the trajectory.
fn first_line(run: &Path) -> String {
    let mut rows = csv::Reader::from_path(run.join("trajectory.csv")).unwrap().into_records();
    rows.next().unwrap().unwrap()[2].to_owned()
}
