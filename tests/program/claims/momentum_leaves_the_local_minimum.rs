//! On a curve of one parameter natural gradient stays in the local minimum for ever; with momentum and the
//! policy escape all three natural methods pass it, and under descent nothing does.

use ngd_host::training::training;

use crate::decay::settings;

/// The losses after each of so many steps of `ngd run local-minimum …`.
fn losses(flags: &str, steps: usize) -> Vec<f64> {
    run(&format!("local-minimum {flags}"), steps)
}

fn run(line: &str, steps: usize) -> Vec<f64> {
    let settings = settings(line).unwrap();
    let mut training = training(&settings, 0).unwrap();
    (0..steps).map(|_| training.step().map_or(f64::NAN, |step| step.loss)).collect()
}

/// The number of steps after which the loss stays below 1e-9.
fn settled(losses: &[f64]) -> usize {
    losses.iter().rposition(|loss| loss.is_nan() || *loss > 1e-9).map_or(1, |last| last + 2)
}

const LOCAL: f64 = 4.994136e-3;

#[test]
fn natural_gradient_stays() {
    let losses = losses("--optimizer natural-gradient", 1000);
    let (least, last) = (losses.iter().copied().fold(f64::MAX, f64::min), losses[999]);
    println!("least {least:e}, last {last:e}");
    assert!(least > 4e-3 && (last - LOCAL).abs() < 1e-8, "{least:e}, {last:e}");
}

/// Iterations until the loss stays below 1e-9, as an independent computation found them.
#[test]
fn with_momentum_it_passes() {
    for (optimizer, expected) in
        [("natural-heavy-ball", 71), ("natural-heavy-ball-difference", 80), ("natural-nesterov", 57)]
    {
        let losses = losses(&format!("--optimizer {optimizer}"), 120);
        let steps = settled(&losses);
        println!("{optimizer}: below 1e-9 after {} steps", steps);
        assert!(losses[119] < 1e-9 && steps.abs_diff(expected) <= 1, "{optimizer}: {steps}");
    }
}

/// The spiral: an independent computation found that natural gradient stays at 3.35945e-3 and that heavy ball needs
/// 182 steps.
#[test]
fn of_the_spiral_too() {
    let stays = run("twisted-loss --optimizer natural-gradient", 3000)[2999];
    let losses = run("twisted-loss", 300);
    let steps = settled(&losses);
    println!("natural gradient ends at {stays:e}, heavy ball is below 1e-9 after {} steps", steps);
    assert!((stays - 3.359447e-3).abs() < 1e-8 && steps.abs_diff(182) <= 1, "{stays:e}, {steps}");
}

#[test]
fn under_descent_all_stay() {
    for optimizer in
        ["natural-gradient", "natural-heavy-ball", "natural-heavy-ball-difference", "natural-nesterov"]
    {
        let losses = losses(&format!("--optimizer {optimizer} --policy descent"), 200);
        let least = losses.iter().copied().filter(|loss| loss.is_finite()).fold(f64::MAX, f64::min);
        println!("{optimizer}: {least:e}");
        assert!(least > 4e-3, "{optimizer}: {least:e}");
    }
}
