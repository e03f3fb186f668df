use serde_json::Value;

use crate::decay::{Event, arguments, decay};

fn parse(out: &str) -> Vec<Value> {
    match serde_json::from_str(out) {
        Ok(Value::Array(objects)) => objects,
        other => panic!("not one array: {other:?}\n{out}"),
    }
}

#[test]
fn one_object_per_seed_with_exactly_these_fields() {
    let objects = parse(&decay(&arguments("poisson-2d --seeds 3..9 --iterations 4 --json"), None).unwrap());
    let seeds: Vec<_> = objects.iter().map(|object| object["seed"].as_u64().unwrap()).collect();
    assert_eq!(seeds, [3, 4, 5, 6, 7, 8]);
    let fields: Vec<&str> = objects[0].as_object().unwrap().keys().map(String::as_str).collect();
    let mut expected = [
        "problem",
        "optimizer",
        "solver",
        "precision",
        "seed",
        "layers",
        "parameters",
        "samples",
        "iterations",
        "loss_evaluations",
        "seconds",
        "loss",
        "relative_l2_error",
        "relative_h1_error",
        "verdict",
        "reason",
        "settings",
        "version",
    ];
    expected.sort_unstable();
    let mut sorted = fields.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, expected);
    assert_eq!(objects[0]["layers"], serde_json::json!([2, 32, 1]));
    assert_eq!(objects[0]["iterations"], 4);
    assert_eq!(objects[0]["loss_evaluations"], 9);
    assert_eq!(objects[0]["relative_l2_error"], 0.25 / 16.0);
    assert_eq!(objects[0]["verdict"], "iteration-limit");
    assert_eq!(objects[0]["solver"], "svd");
    assert_eq!(objects[0]["version"], env!("CARGO_PKG_VERSION"));
    let settings = &objects[0]["settings"];
    assert_eq!((&settings["problem"], &settings["iterations"]), (&"poisson-2d".into(), &4.into()));
    assert_eq!((&settings["cutoff"], &settings["layers"]), (&"annealed:1e-8".into(), &objects[0]["layers"]));
}

#[test]
fn the_solver_of_a_first_order_method_is_null() {
    let objects = parse(&decay(&arguments("poisson-1d --optimizer nesterov --json"), None).unwrap());
    assert_eq!((objects.len(), &objects[0]["solver"], &objects[0]["seed"]), (1, &Value::Null, &0.into()));
}

#[test]
fn what_is_not_finite_is_null() {
    let objects = parse(&decay(&arguments("poisson-1d --json"), Some((2, Event::NotANumber))).unwrap());
    for field in ["loss", "relative_l2_error", "relative_h1_error"] {
        assert_eq!(objects[0][field], Value::Null, "{field}");
    }
    assert_eq!(objects[0]["verdict"], "diverged");
}

#[test]
fn files_are_written_only_if_out_is_given() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("a/b");
    let line = |rest: &str| format!("poisson-1d --iterations 3 --json --out {} {rest}", out.display());
    decay(&arguments(&line("--seed 7")), None).unwrap();
    assert!(out.join("summary.json").is_file());
    decay(&arguments(&line("--seeds 7..9")), None).unwrap();
    for seed in [7, 8] {
        assert!(out.join(format!("poisson-1d-natural-gradient-{seed}/summary.json")).is_file());
    }
}
