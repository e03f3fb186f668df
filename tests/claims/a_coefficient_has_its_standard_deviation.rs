//! The standard deviation that an inverse problem states is the one that its noise draws have, and for
//! diffusion the one that theory gives.

use ngd_host::engine::training;
use ngd_host::run::LearntCoefficient;
use ngd_host::settings::resolve;

use crate::decay::arguments;

const DRAWS: u64 = 24;

fn learnt(problem: &str, noise: u64) -> LearntCoefficient {
    let line = format!("{problem} --noise-seed {noise} --iterations 100");
    let settings = resolve(&arguments(&line)).unwrap();
    let mut training = training(&settings, 2000).unwrap();
    for _ in 0..100 {
        match training.step() {
            Ok(step) if step.can_continue => {}
            _ => break,
        }
    }
    training.coefficients().remove(0)
}

/// Mean of the stated deviations, and root mean square of the errors.
fn spread(problem: &str) -> [f64; 2] {
    let draws: Vec<_> = (3000..3000 + DRAWS).map(|noise| learnt(problem, noise)).collect();
    let stated = draws.iter().map(|draw| draw.standard_deviation).sum::<f64>() / DRAWS as f64;
    let errors = draws.iter().map(|draw| (draw.value - draw.exact).powi(2)).sum::<f64>();
    let seen = (errors / DRAWS as f64).sqrt();
    let within = draws.iter().filter(|d| (d.value - d.exact).abs() <= 2.0 * d.standard_deviation).count();
    println!("{problem}: stated {stated:.2e}, seen {seen:.2e}, {within} of {DRAWS} within two");
    [stated, seen]
}

/// The root mean square of 24 normal numbers lies between 0.6 and 1.45 of their deviation but for one in
/// some hundred cases.
fn agree(problem: &str) -> f64 {
    let [stated, seen] = spread(problem);
    assert!((0.6..1.45).contains(&(seen / stated)), "{problem}: stated {stated:e}, seen {seen:e}");
    stated
}

/// −κ u″ = f makes u = sin πx / κ: with κ alone unknown its deviation is κ²σ/√(Σ sin² πx_i) = 0.0101.
#[test]
fn of_diffusion() {
    let stated = agree("inverse-diffusion");
    let theory = 1.5 * 1.5 * 0.02 / 20.0f64.sqrt();
    assert!((stated / theory - 1.0).abs() < 0.1, "{stated:e} against {theory:e}");
}

#[test]
fn of_a_field_in_the_middle() {
    agree("inverse-diffusion-field");
}

#[test]
fn of_reaction() {
    agree("inverse-reaction");
}
