//! Where the loss may rise, the program reports the best θ of the run and not the last.

use ngd_host::training::training;

use crate::decay::settings;

#[test]
fn the_loss_that_is_reported_is_the_least_seen() {
    let mut rose = 0;
    for seed in 0..5 {
        let line = "reaction-diffusion --step fixed:0.5 --momentum 0.9 --iterations 40";
        let mut training = training(&settings(line).unwrap(), seed).unwrap();
        let mut losses = vec![training.loss()];
        for _ in 0..40 {
            losses.push(training.step().unwrap().loss);
        }
        let least = losses.iter().copied().fold(f64::INFINITY, f64::min);
        let last = losses[losses.len() - 1];
        rose += usize::from(last > least);
        let kept = training.finish();
        println!("seed {seed}: last {last:.3e}, least {least:.3e}, kept {kept:.3e}");
        assert!((kept - least).abs() <= 1e-9 * least, "{kept:e} and {least:e}");
    }
    assert!(rose > 0, "no run ended above its best: the claim was not put to the test");
}
