//! A study holds exactly if the numbers of its runs say so.

use std::fs;
use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;
use ngd_host::training::Settings;
use serde_json::Value;

use crate::decay::{Event, studied, studies};

fn only(out: &str) -> Value {
    let studies: Value = serde_json::from_str(out).unwrap_or_else(|error| panic!("{error}: {out}"));
    assert_eq!(studies.as_array().unwrap().len(), 1);
    studies[0].clone()
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The study in which natural heavy ball and Nesterov need at most half of natural gradient's iterations, where
/// all errors are halved by each step, and some fail after two steps.
fn of_halves(fails: impl Fn(&Settings, u64) -> bool + Sync) -> Value {
    let root = tempfile::tempdir().unwrap();
    let line = format!("reaction-diffusion --json --out {}", root.path().display());
    only(
        &studied(&studies(&line), |settings, seed| fails(settings, seed).then_some((2, Event::Stall)))
            .unwrap(),
    )
}

fn is_natural_gradient(settings: &Settings) -> bool {
    settings.method.name() == "natural-gradient"
}

fn holds(study: &Value) -> Vec<bool> {
    study["findings"].as_array().unwrap().iter().map(|finding| finding["holds"].as_bool().unwrap()).collect()
}

#[test]
fn who_is_as_fast_is_not_twice_as_fast() {
    let study = of_halves(|_, _| false);
    println!("{}", study["findings"][0]["text"]);
    assert_eq!((holds(&study), &study["holds"]), (vec![false; 3], &Value::Bool(false)));
    assert!(study["findings"][0]["text"].as_str().unwrap().contains("1.00 of them"), "{study}");
}

#[test]
fn who_never_arrives_is_slower_than_anybody_who_does() {
    let study = of_halves(|settings, seed| is_natural_gradient(settings) && seed % 4 != 0);
    assert_eq!((holds(&study), &study["holds"]), (vec![true; 3], &Value::Bool(true)));
}

#[test]
fn one_check_that_fails_is_enough_and_nothing_follows_if_nobody_arrives() {
    let study = of_halves(|settings, _| {
        is_natural_gradient(settings) || settings.method.name() == "natural-heavy-ball"
    });
    assert_eq!((holds(&study), &study["holds"]), (vec![false, true, true], &Value::Bool(false)));
    let study = of_halves(|_, _| true);
    assert_eq!((holds(&study), &study["holds"]), (vec![false; 3], &Value::Bool(false)));
}

#[test]
fn real_runs_leave_a_page_a_picture_and_the_data_behind_them() {
    let root = tempfile::tempdir().unwrap();
    let [out, gallery] = ["out", "gallery"].map(|name| root.path().join(name));
    let arguments =
        ["study".as_ref(), "local-minimum".as_ref(), "--json".as_ref(), "--out".as_ref(), out.as_os_str()];
    let run =
        cargo_bin_cmd!("ngd-under-test").args(arguments).arg("--gallery").arg(&gallery).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let study = only(&String::from_utf8(run.stdout).unwrap());
    let folder = out.join("local-minimum");
    for (finding, label) in [(0, "natural-gradient"), (2, "A--natural-heavy-ball")] {
        let summary: Value =
            serde_json::from_str(&text(&folder.join(format!("{label}-0/summary.json")))).unwrap();
        let loss = summary["loss"].as_f64().unwrap();
        println!("{label}: {loss:e}; {}", study["findings"][finding]["text"]);
        assert_eq!(
            study["findings"][finding]["holds"],
            if finding == 0 { loss > 4e-3 } else { loss <= 1e-9 }
        );
    }
    assert_eq!(study["holds"], true);
    let page = text(&folder.join("study.md"));
    let shown = text(&gallery.join("README.md"));
    for part in [&study["title"], &study["claim"], &study["findings"][0]["text"]] {
        let part = part.as_str().unwrap();
        assert!(page.contains(part) && shown.contains(part), "{part}");
    }
    assert_eq!(text(&gallery.join("local-minimum.svg")), text(&folder.join("iterations.svg")));
    assert_eq!(serde_json::from_str::<Value>(&text(&folder.join("study.json"))).unwrap(), study);
}
