//! On batches of 40 points for 449 parameters the natural heavy ball, projected by the Gram matrices of the last batches,
//! reaches a third of natural gradient's error after the same samples, whether that sums them up or not.

use ngd_host::training::training;

use crate::decay::settings;

/// The median error of three seeds after 500 steps.
fn median(flags: &str) -> f64 {
    let line = format!("poisson-5d --batch 40 --step fixed:0.01 {flags}");
    let settings = settings(&line).unwrap();
    let mut errors: Vec<f64> = (5000..5003)
        .map(|seed| {
            let mut training = training(&settings, seed).unwrap();
            for _ in 0..500 {
                training.step().unwrap();
            }
            training.relative_l2()
        })
        .collect();
    errors.sort_by(f64::total_cmp);
    errors[1]
}

#[test]
fn a_third_of_the_error() {
    let moving = median("--optimizer natural-heavy-ball");
    for flags in ["", "--solver accumulated"] {
        let plain = median(&format!("--optimizer natural-gradient {flags}"));
        println!("natural heavy ball {moving:e}, natural gradient {flags} {plain:e}");
        assert!(3.0 * moving <= plain, "{moving:e}, {flags} {plain:e}");
    }
}
