use assert_cmd::cargo::cargo_bin_cmd;
use ngd_host::method::{Preset, Solver};
use ngd_host::problem::ProblemName;
use serde_json::Value;

fn list(flags: &[&str]) -> String {
    let output = cargo_bin_cmd!("ngd-under-test").arg("list").args(flags).output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn as_tables_and_as_json() {
    let tables = list(&[]);
    let json: Value = serde_json::from_str(&list(&["--json"])).unwrap();
    let problems = ProblemName::names().iter().map(|name| name.name).collect();
    let solvers = Solver::names().iter().map(|name| name.name).collect();
    let methods: Vec<&str> = Preset::all().iter().map(|method| method.name).collect();
    for (kind, names) in [("problems", problems), ("optimizers", methods), ("solvers", solvers)] {
        let listed: Vec<&str> =
            json[kind].as_array().unwrap().iter().map(|entry| entry["name"].as_str().unwrap()).collect();
        assert_eq!(listed, names);
        assert!(names.iter().all(|name| tables.contains(name)), "{kind}");
    }
}
