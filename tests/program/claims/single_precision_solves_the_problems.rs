//! In f32 every solver brings the errors of every problem of one dimension within a hundred ε of f32.

use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;

const BOUND: f64 = 100.0 * f32::EPSILON as f64;

#[test]
fn to_a_hundred_epsilons() {
    for problem in ["poisson-1d", "reaction-diffusion"] {
        for solver in ["svd", "cholesky", "square-root"] {
            let output = cargo_bin_cmd!("ngd-under-test")
                .args(["run", problem, "--precision", "f32", "--solver", solver, "--seeds", "0..3", "--json"])
                .output()
                .unwrap();
            let runs: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
            assert_eq!(runs.len(), 3, "{}", String::from_utf8_lossy(&output.stderr));
            let mut errors: Vec<f64> = runs
                .iter()
                .map(|run| {
                    assert_eq!(run["precision"], "f32");
                    run["relative_l2_error"].as_f64().unwrap_or(f64::NAN)
                })
                .collect();
            errors.sort_by(f64::total_cmp);
            println!("{problem}, {solver}: {errors:?}");
            assert!(errors[1] <= BOUND, "{problem}, {solver}: median of {errors:?}");
        }
    }
}
