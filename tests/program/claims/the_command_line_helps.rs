//! Completions know every word, manual pages and help are there, and without a command the program says what it does.

use std::os::unix::ffi::OsStrExt;

use assert_cmd::cargo::cargo_bin_cmd;
use ngd_host::method::Preset;
use ngd_host::problem::ProblemName;
use ngd_host::training::flags;

fn ngd(line: &str) -> (String, String) {
    let output = cargo_bin_cmd!("ngd-under-test").args(line.split_whitespace()).output().unwrap();
    assert!(output.status.success(), "{line}: {output:?}");
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn completions_and_manual_pages_know_every_flag() {
    for shell in ["bash", "zsh", "fish"] {
        let (script, _) = ngd(&format!("completions {shell}"));
        for flag in flags() {
            assert!(script.contains(flag.name), "{shell}: no {}", flag.name);
        }
        for name in Preset::names().iter().chain(&ProblemName::names()) {
            assert!(script.contains(name.name), "{shell}: no {}", name.name);
        }
    }
    let (page, _) = ngd("man run");
    assert!(page.contains(".TH") && flags().iter().all(|flag| page.contains(&flag.name.replace('-', "\\-"))));
    for line in ["man", "man compare", "help", "help compare", "--help"] {
        assert!(!ngd(line).0.is_empty(), "{line}");
    }
}

/// A help text is one line: no flag's has two sentences or a paragraph.
#[test]
fn flags_are_explained_in_a_line() {
    for flag in flags() {
        let length = flag.help.chars().count();
        assert!((10..=120).contains(&length) && !flag.help.contains('\n'), "{}: {length}", flag.name);
    }
}

#[test]
fn without_a_command_the_first_line_says_what_is_done() {
    let root = tempfile::tempdir().unwrap();
    let output = cargo_bin_cmd!("ngd-under-test").current_dir(root.path()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    let first = said.lines().next().unwrap();
    assert!(first.contains("ngd run poisson-2d") && first.contains("ngd help"), "{said}");
    assert!(root.path().join("runs/poisson-2d-natural-gradient-0/summary.json").is_file());
}

#[test]
fn quiet_says_nothing_and_verbose_says_how_to_repeat_it() {
    let line = "run poisson-1d --iterations 2 --json";
    let (quiet, said) = ngd(&format!("{line} --quiet"));
    assert!(said.is_empty() && quiet.starts_with('['), "{said}");
    let (_, said) = ngd(&format!("{line} -v"));
    let repeated = said.lines().find_map(|line| line.strip_prefix("ngd run ")).unwrap();
    println!("{repeated}");
    let [once, again] = [line, &format!("run {repeated} --json")].map(|line| {
        let records: serde_json::Value = serde_json::from_str(&ngd(line).0).unwrap();
        (records[0]["loss"].clone(), records[0]["settings"].clone())
    });
    assert_eq!(once, again);
}

/// How many runs are trained at a time changes nothing in them.
#[test]
fn jobs_are_how_many_runs_at_a_time() {
    let losses = |jobs: &str| {
        let line = format!("run poisson-1d --layers 1,4,1 --iterations 3 --seeds 0..4 --json --jobs {jobs}");
        let records: serde_json::Value = serde_json::from_str(&ngd(&line).0).unwrap();
        records.as_array().unwrap().iter().map(|record| record["loss"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(losses("1"), losses("3"));
    let refused = cargo_bin_cmd!("ngd-under-test").args(["list", "--jobs", "0"]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
}

/// A folder whose name is no text is a folder.
#[test]
fn paths_need_not_be_text() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join(std::ffi::OsStr::from_bytes(b"r\xE9sultats"));
    let output = cargo_bin_cmd!("ngd-under-test")
        .args(["run", "poisson-1d", "--iterations", "2", "--out"])
        .arg(&out)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(out.join("summary.json").is_file());
}
