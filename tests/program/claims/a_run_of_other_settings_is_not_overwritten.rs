//! Folders are named by their settings; one that is named by hand holds one run, unless it is to be replaced.

use std::fs;
use std::path::Path;

use assert_cmd::cargo::cargo_bin_cmd;

fn ngd(line: &str, folder: &Path) -> (i32, String) {
    let output =
        cargo_bin_cmd!("ngd-under-test").args(line.split_whitespace()).current_dir(folder).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn names(path: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn the_usual_folders_tell_settings_apart() {
    let root = tempfile::tempdir().unwrap();
    for flags in
        ["--iterations 2", "--iterations 2 --solver cholesky", "--iterations 2 --seed 5", "--iterations 2"]
    {
        assert_eq!(ngd(&format!("run poisson-1d {flags}"), root.path()).0, 0, "{flags}");
    }
    assert_eq!(
        names(&root.path().join("runs")),
        [
            "poisson-1d-natural-gradient-iterations-2-0",
            "poisson-1d-natural-gradient-iterations-2-5",
            "poisson-1d-natural-gradient-solver-cholesky-damping-length-iterations-2-0",
        ]
    );
    for iterations in [2, 3, 2] {
        let line = format!("compare poisson-1d --optimizers nesterov --seeds 0..1 --iterations {iterations}");
        assert_eq!(ngd(&line, root.path()).0, 0);
    }
    let comparisons: Vec<String> =
        names(&root.path().join("runs")).into_iter().filter(|name| name.contains("comparison")).collect();
    assert_eq!(comparisons, ["poisson-1d-comparison", "poisson-1d-comparison-2"]);
}

#[test]
fn a_folder_named_by_hand_is_refused_or_replaced() {
    let root = tempfile::tempdir().unwrap();
    let line = "run poisson-1d --iterations 2 --out mine";
    assert_eq!(ngd(line, root.path()).0, 0);
    let summary = root.path().join("mine/summary.json");
    let first = fs::read_to_string(&summary).unwrap();
    assert_eq!(ngd(line, root.path()).0, 0, "the same run again is no other run");
    for (other, word) in [
        ("run poisson-1d --iterations 3 --out mine", "iterations 2"),
        ("run poisson-1d --iterations 2 --seed 4 --out mine", "seed 0"),
        ("run heat --iterations 2 --out mine", "problem poisson-1d"),
    ] {
        let (status, complaint) = ngd(other, root.path());
        print!("{complaint}");
        assert_eq!(status, 2);
        assert!(complaint.contains(word) && complaint.contains("--force"), "{complaint}");
        assert!(fs::read_to_string(&summary).unwrap().contains("\"iterations\": 2"), "nothing has changed");
    }
    assert_eq!(ngd("run poisson-1d --iterations 3 --out mine --force", root.path()).0, 0);
    assert_ne!(fs::read_to_string(&summary).unwrap(), first);

    let line = "compare poisson-1d --optimizers nesterov --seeds 0..1 --out both --iterations";
    assert_eq!(ngd(&format!("{line} 2"), root.path()).0, 0);
    assert_eq!(ngd(&format!("{line} 3"), root.path()).0, 2);
    assert_eq!(ngd(&format!("{line} 3 --force"), root.path()).0, 0);
}
