//! The standard deviation that an inverse problem states is the one that theory gives and that noise draws
//! have, for diffusion; for the others it is not smaller than what draws have.

use ngd_host::training::{LearntCoefficient, training};

use crate::decay::settings;

const DRAWS: u64 = 24;

fn learnt(problem: &str, noise: u64) -> LearntCoefficient {
    let line = format!("{problem} --noise-seed {noise} --iterations 100");
    let settings = settings(&line).unwrap();
    let mut training = training(&settings, 2000).unwrap();
    for _ in 0..100 {
        match training.step() {
            Ok(step) if step.can_continue => {}
            _ => break,
        }
    }
    training.coefficients().remove(0)
}

/// Mean of the stated deviations, root mean square of the errors, and how many errors are within two.
fn spread(problem: &str) -> (f64, f64, usize) {
    let draws: Vec<_> = (3000..3000 + DRAWS).map(|noise| learnt(problem, noise)).collect();
    let stated = draws.iter().map(|draw| draw.standard_deviation).sum::<f64>() / DRAWS as f64;
    let errors = draws.iter().map(|draw| (draw.value - draw.exact).powi(2)).sum::<f64>();
    let seen = (errors / DRAWS as f64).sqrt();
    let within = draws.iter().filter(|d| (d.value - d.exact).abs() <= 2.0 * d.standard_deviation).count();
    println!("{problem}: stated {stated:.2e}, seen {seen:.2e}, {within} of {DRAWS} within two");
    (stated, seen, within)
}

/// −κ u″ = f makes u = sin πx / κ: with κ alone unknown its deviation is κ²σ/√(Σ sin² πx_i) = 0.0101.
#[test]
fn of_diffusion() {
    let (stated, seen, within) = spread("inverse-diffusion");
    let theory = 1.5 * 1.5 * 0.02 / 20.0f64.sqrt();
    assert!((stated / theory - 1.0).abs() < 0.1, "{stated:e} against {theory:e}");
    // Of 24 normal numbers, but for one case in a hundred.
    assert!((0.6..1.45).contains(&(seen / stated)) && within >= 20, "{stated:e}, {seen:e}, {within}");
}

/// The statement counts the tolerance of the equation too, which no draw varies: it is on the safe side.
#[test]
fn of_reaction() {
    let (stated, seen, within) = spread("inverse-reaction");
    assert!((0.4..1.2).contains(&(seen / stated)) && within >= 22, "{stated:e}, {seen:e}, {within}");
}

/// The measurements hardly determine the field beyond its smooth part, which is all that a run moves: the
/// statement is far on the safe side.
#[test]
fn of_a_field_in_the_middle() {
    let (stated, seen, within) = spread("inverse-diffusion-field");
    assert!(seen < stated && within >= 22, "{stated:e}, {seen:e}, {within}");
}
