use assert_cmd::cargo::cargo_bin_cmd;
use clap::ValueEnum;
use ngd_host::method::{Optimizer, Solver};
use ngd_host::problem::ProblemName;
use ngd_host::request;
use serde_json::Value;

fn list(flags: &[&str]) -> String {
    let output = cargo_bin_cmd!("ngd-under-test").arg("list").args(flags).output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

fn names<T: ValueEnum>() -> Vec<String> {
    T::value_variants().iter().map(request::name).collect()
}

#[test]
fn as_tables_and_as_json() {
    let tables = list(&[]);
    let json: Value = serde_json::from_str(&list(&["--json"])).unwrap();
    for (kind, names) in [
        ("problems", names::<ProblemName>()),
        ("optimizers", names::<Optimizer>()),
        ("solvers", names::<Solver>()),
    ] {
        let listed: Vec<&str> =
            json[kind].as_array().unwrap().iter().map(|entry| entry["name"].as_str().unwrap()).collect();
        assert_eq!(listed, names);
        assert!(names.iter().all(|name| tables.contains(name)), "{kind}");
    }
}
