//! λ by the length of the steps: its factors, its bounds, and a flow whose valley truncated steps do not leave.

use assert_cmd::cargo::cargo_bin_cmd;
use ngd_core::damping::{ByLength, Damping};
use ngd_core::least_squares::Regularization;
use serde_json::Value;

fn lambda(damping: &ByLength<f64>, mean_square: f64) -> f64 {
    match damping.regularization(mean_square) {
        Regularization::Damping(lambda) => lambda,
        other => panic!("{other:?}"),
    }
}

#[test]
fn lambda_changes_by_its_factors() {
    let mut damping = ByLength::<f64>::new(1e-2);
    let mut expected = 2e-2;
    for (length, gain, factor) in [
        (1.0, Some(0.9), 1.0 / 3.0),
        (1.0, Some(0.2), 0.9),
        (1.0, None, 0.9),
        (0.5, Some(0.9), 0.9),
        (0.25, Some(0.9), 2.0),
        (2f64.powi(-30), Some(1.0), 2.0),
    ] {
        damping.accepted(damping.regularization(2.0), length, gain);
        expected *= factor;
        assert!((lambda(&damping, 2.0) / expected - 1.0).abs() <= 1e-14, "{length} {gain:?}");
    }
    assert!(damping.rejected(damping.regularization(2.0), 2.0));
    assert!((lambda(&damping, 2.0) / (3.0 * expected) - 1.0).abs() <= 1e-14);
}

#[test]
fn lambda_stays_within_its_bounds() {
    let mut damping = ByLength::<f64>::default();
    for _ in 0..2000 {
        damping.accepted(damping.regularization(1.0), 1.0, Some(1.0));
    }
    assert_eq!(lambda(&damping, 1.0), damping.floor, "whole steps for ever");
    for _ in 0..100_000 {
        damping.accepted(damping.regularization(1.0), 1e-3, Some(1.0));
    }
    assert!(lambda(&damping, 1.0) <= damping.ceiling, "short steps for ever");
    let before = damping;
    assert!(!damping.rejected(Regularization::Damping(damping.ceiling), 1.0), "no room above the ceiling");
    assert_eq!(damping, before, "then nothing has changed");
}

/// With annealed singular values the error is 8e-3 after as many steps (median of seeds 2000 to 2003).
#[test]
fn the_flow_behind_a_grid_is_found() {
    let output = cargo_bin_cmd!("ngd-under-test")
        .args(["run", "kovasznay", "--seeds", "2000..2002", "--iterations", "200", "--json"])
        .output()
        .unwrap();
    let runs: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(runs.len(), 2, "{}", String::from_utf8_lossy(&output.stderr));
    for run in runs {
        assert_eq!(run["solver"], "cholesky");
        let error = run["relative_l2_error"].as_f64().unwrap();
        assert!(error <= 2e-4, "seed {}: {error:e}", run["seed"]);
    }
}
