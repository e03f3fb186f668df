//! What the program calls by a name is the core's preset of that name, to the bit; and the README lists these methods
//! as the program prints them.

use ngd_core::damping::Damping;
use ngd_core::least_squares::LeastSquares;
use ngd_core::natural_gradient::Parts;
use ngd_core::step_length::StepLength;
use ngd_core::{Activation, Footprint, Mlp, Model, NaturalGradient, Order};
use ngd_host::method::HeapSpectrum;
use ngd_host::problem::{Case, Laplace, Poisson1d};
use ngd_host::report::methods;
use ngd_host::training::training;

use crate::decay::settings;

const NET: Mlp<1> = Mlp::new(&[16], Activation::Tanh);
const SEED: u64 = 11;
const STEPS: usize = 6;

/// The losses of the core's preset on Poisson's equation in 1D.
fn of_the_core<S, L, C>(mut optimizer: NaturalGradient<f64, Parts<S, L, C>>) -> Vec<f64>
where
    S: LeastSquares<f64>,
    L: StepLength<f64>,
    C: Damping<f64>,
{
    let samples = Poisson1d.samples();
    let mut theta = [0.0; NET.parameters()];
    NET.glorot_into(SEED, &mut theta);
    let scratch = Model::<f64, 1, 1>::block_scratch(&NET, Order::Second, ngd_core::BLOCK);
    let mut memory = vec![0.0; optimizer.footprint(Footprint::new(theta.len(), scratch)).words()];
    let mut step = || optimizer.step(&NET, &Laplace, &samples, &mut theta, &mut memory).unwrap().loss();
    (0..STEPS).map(|_| step()).collect()
}

/// The losses of the program's method; what the problem recommends is taken back.
fn of_the_program(flags: &str) -> Vec<f64> {
    let mut training = training(&settings(&format!("poisson-1d {flags}")).unwrap(), SEED).unwrap();
    (0..STEPS).map(|_| training.step().unwrap().loss).collect()
}

#[test]
fn the_same_losses_to_the_bit() {
    const BETA: f64 = 0.9;
    let presets = [
        ("natural-gradient", NaturalGradient::natural_gradient()),
        ("natural-heavy-ball", NaturalGradient::natural_heavy_ball(BETA)),
        ("natural-heavy-ball-difference", NaturalGradient::natural_heavy_ball_difference(BETA)),
        ("natural-nesterov", NaturalGradient::natural_nesterov(BETA)),
        ("natural-heavy-ball-joint", NaturalGradient::natural_heavy_ball_joint(BETA)),
        ("parameter-heavy-ball", NaturalGradient::parameter_heavy_ball(BETA)),
        ("parameter-nesterov", NaturalGradient::parameter_nesterov(BETA)),
    ];
    let mut distinct = Vec::new();
    for (name, preset) in presets {
        let core = of_the_core(preset);
        let program = of_the_program(&format!("--optimizer {name} --solver cholesky"));
        println!("{name}: {core:?}");
        assert_eq!(core, program, "{name}");
        assert!(core[STEPS - 1] < core[0] && !distinct.contains(&core), "{name} does as another method does");
        distinct.push(core);
    }
    let anagram = of_the_core(NaturalGradient::anagram(HeapSpectrum::default(), NET.parameters()));
    for name in ["anagram", "energy-natural-gradient"] {
        assert_eq!(of_the_program(&format!("--optimizer {name}")), anagram, "{name}");
    }
}

#[test]
fn the_readme_lists_the_methods_as_the_program_prints_them() {
    let readme = include_str!("../../../README.md");
    for line in methods::table().lines() {
        assert!(readme.contains(line), "the README has no line\n{line}\nwhich ngd list --markdown prints");
    }
}
