//! With α = 0.1 and β = 0.5 all three momenta in function space need at most half of natural gradient's iterations on
//! both equations of Nouy and Somacal.

use ngd_host::training::training;

use crate::decay::settings;

const SEEDS: std::ops::Range<u64> = 5000..5060;
const TARGET: f64 = 5e-6;

/// The median number of steps to the target, of all seeds.
fn median(line: &str) -> usize {
    let settings = settings(line).unwrap();
    let steps = |seed| {
        let mut training = training(&settings, seed).unwrap();
        (1..=400).find(|_| training.step().is_ok_and(|step| step.loss <= TARGET)).unwrap_or(usize::MAX)
    };
    let mut all: Vec<usize> = SEEDS.map(steps).collect();
    all.sort_unstable();
    all[all.len() / 2]
}

#[test]
fn at_most_half() {
    for problem in ["reaction-diffusion", "nonlinear-reaction"] {
        let plain = median(&format!("{problem} --optimizer natural-gradient --step fixed:0.1"));
        for method in ["natural-heavy-ball", "natural-heavy-ball-difference", "natural-nesterov"] {
            let line = format!("{problem} --optimizer {method} --step fixed:0.1 --momentum 0.5");
            let moving = median(&line);
            println!("{problem}, {method}: {moving} of {plain} steps");
            assert!(2 * moving <= plain, "{problem}, {method}: {moving} of {plain}");
        }
    }
}
