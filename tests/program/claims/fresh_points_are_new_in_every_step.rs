//! `--batch N` takes about N fresh points in every step, the same for the same seed, and ends with the loss
//! on the fixed points.

use ngd_host::training::{Training, training};

use crate::decay::settings;

fn begun(line: &str, seed: u64) -> Box<dyn Training> {
    training(&settings(line).unwrap(), seed).unwrap()
}

fn losses(line: &str, seed: u64) -> Vec<u64> {
    let mut training = begun(line, seed);
    (0..5).map(|_| training.step().unwrap().loss.to_bits()).collect()
}

#[test]
fn a_seed_decides_them() {
    let line = "mackey-glass --batch 50";
    assert_eq!(losses(line, 1), losses(line, 1));
    assert_ne!(losses(line, 1), losses(line, 2));
    assert_eq!(begun(line, 1).samples(), 50);
    assert_eq!(begun("mackey-glass", 1).samples(), 500);
}

#[test]
fn the_loss_before_a_step_changes_though_theta_does_not() {
    for problem in ["poisson-2d", "laplace-5d", "mackey-glass"] {
        let mut training = begun(&format!("{problem} --batch 45 --step fixed:1e-30"), 3);
        let first = training.loss();
        training.step().unwrap();
        let second = training.loss();
        println!("{problem}: {first:e}, {second:e}");
        assert_ne!(first, second, "{problem}");
        assert!((second / first - 1.0).abs() < 0.9, "{problem}: {first:e} and {second:e} share no mean");
    }
}

#[test]
fn the_loss_of_the_end_is_that_of_all_fixed_points() {
    let mut fresh = begun("poisson-2d --batch 45", 3);
    let mut fixed = begun("poisson-2d", 3);
    assert_ne!(fresh.loss(), fixed.loss());
    assert_eq!(fresh.finish(), fixed.loss());
}
