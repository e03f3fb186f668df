//! Where the loss may rise, the program reports the best θ of the run and not the last.

use clap::Parser;
use ngd_host::cli::{Arguments, Command};
use ngd_host::training::{resolve, training};

#[test]
fn the_loss_that_is_reported_is_the_least_seen() {
    let mut rose = 0;
    for seed in 0..5 {
        let line = "ngd run reaction-diffusion --step fixed:0.5 --momentum 0.9 --iterations 40";
        let arguments = Arguments::try_parse_from(line.split(' ')).unwrap();
        let Command::Run(arguments) = arguments.command() else { panic!("a run") };
        let mut training = training(&resolve(&arguments).unwrap(), seed).unwrap();
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
