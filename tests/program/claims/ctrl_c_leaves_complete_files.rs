use std::fs;

use serde_json::Value;

use crate::decay::{Event, arguments, decay};

#[test]
fn the_seeds_begun_are_complete_and_the_others_leave_no_trace() {
    let root = tempfile::tempdir().unwrap();
    let line = format!("poisson-2d --seeds 0..200 --json --out {}", root.path().display());
    let out = decay(&arguments(&line), Some((5, Event::CtrlC))).unwrap();
    let records: Vec<Value> = serde_json::from_str(&out).unwrap();
    assert!((1..200).contains(&records.len()), "{}", records.len());
    for (seed, record) in records.iter().enumerate() {
        assert_eq!(record["seed"], seed);
        let folder = root.path().join(format!("poisson-2d-natural-gradient-{seed}"));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 4);
    }
    assert_eq!(records[0]["verdict"], "interrupted");
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), records.len());
}
