//! A step that could not be tried has changed nothing: not θ, not the state in the memory, not the next step.

use ngd_core::damping::{Adaptive, Constant, Damping};
use ngd_core::least_squares::NormalEquations;
use ngd_core::linear_algebra::packed::padded_len;
use ngd_core::natural_gradient::Parts;
use ngd_core::problem::Regression;
use ngd_core::step_length::Fixed;
use ngd_core::{Activation, Mlp, Model, NaturalGradient, Sample, StepError};
use ngd_core::{Momentum, Transport};

use ngd_core_claims::runs::{Preset, QUARTIC, START, bits, curve, memory, presets};

type Optimizer<C> = NaturalGradient<f64, Parts<NormalEquations, Fixed<f64>, C>>;

/// An optimizer with its θ and memory.
#[derive(Clone)]
struct Run<C: Damping<f64>> {
    optimizer: Optimizer<C>,
    theta: Vec<f64>,
    memory: Vec<f64>,
}

impl<C: Damping<f64> + Copy> Run<C> {
    fn step(&mut self, model: &impl Model<f64, 1, 1>, samples: &[Sample<f64, 1>]) -> Result<f64, StepError> {
        let Self { optimizer, theta, memory } = self;
        Ok(optimizer.step(model, &Regression, samples, theta, memory)?.loss())
    }

    /// θ and the state.
    fn state(&self, parameters: usize) -> Vec<u64> {
        [bits(&self.theta), bits(&self.memory[..3 * padded_len(parameters)])].concat()
    }
}

/// Three good steps, the failing one in only one of two runs, three good steps again.
fn compare<C: Damping<f64> + Copy>(
    name: &str,
    model: &impl Model<f64, 1, 1>,
    mut run: Run<C>,
    fail: impl Fn(&mut Run<C>) -> StepError,
    expected: impl Fn(&StepError) -> bool,
) {
    let (samples, parameters) = (curve(30), model.parameters());
    for _ in 0..3 {
        run.step(model, &samples).unwrap();
    }
    let mut undisturbed = run.clone();
    let error = fail(&mut run);
    assert!(expected(&error), "{name}: {error}");
    assert_eq!(run.state(parameters), undisturbed.state(parameters), "{name}: after {error}");
    for _ in 0..3 {
        let losses = [run.step(model, &samples).unwrap(), undisturbed.step(model, &samples).unwrap()];
        assert_eq!(losses[0].to_bits(), losses[1].to_bits(), "{name}: the loss after {error}");
        assert_eq!(run.state(parameters), undisturbed.state(parameters), "{name}: steps after {error}");
    }
    println!("{name}: unchanged by \"{error}\"");
}

const NET: Mlp<1> = Mlp::new(&[8], Activation::Tanh);

fn network(preset: Preset) -> Run<Adaptive<f64>> {
    let optimizer = preset.with_length(Fixed { learning_rate: 0.5 });
    Run { optimizer, theta: NET.glorot::<f64, 25>(1).unwrap().to_vec(), memory: memory::<f64, 1, 1>(&NET) }
}

/// The good samples with the last one spoilt.
fn spoilt(spoil: impl Fn(&mut Sample<f64, 1>)) -> Vec<Sample<f64, 1>> {
    let mut samples = curve(30);
    spoil(&mut samples[29]);
    samples
}

#[test]
fn bad_samples() {
    let cases = [
        ("no samples", vec![], StepError::NoSamples),
        ("a target that is no number", spoilt(|s| s.target = [f64::NAN]), StepError::Loss(29)),
        ("an infinite target", spoilt(|s| s.target = [f64::INFINITY]), StepError::Loss(29)),
        ("a point that is no number", spoilt(|s| s.point = [f64::NAN]), StepError::Loss(29)),
        ("an infinite point", spoilt(|s| s.point = [f64::NEG_INFINITY]), StepError::Point(29)),
        ("a negative weight", spoilt(|s| s.weight = -1.0), StepError::Weight(29)),
        ("a weight that is no number", spoilt(|s| s.weight = f64::NAN), StepError::Weight(29)),
    ];
    for (method, preset) in presets(0.7) {
        for (name, samples, error) in &cases {
            let fail = |run: &mut Run<_>| run.step(&NET, samples).unwrap_err();
            compare(&format!("{method}, {name}"), &NET, network(preset), fail, |found| found == error);
        }
    }
}

#[test]
fn bad_parameters_and_memory() {
    let samples = curve(30);
    for (method, preset) in presets(0.7) {
        let short = |run: &mut Run<_>| {
            let Run { optimizer, theta, memory } = run;
            optimizer.step(&NET, &Regression, &samples, &mut theta[..24], memory).unwrap_err()
        };
        let wrong = StepError::Parameters { expected: 25, found: 24 };
        compare(&format!("{method}, a short theta"), &NET, network(preset), short, |found| *found == wrong);

        let little = |run: &mut Run<_>| {
            let Run { optimizer, theta, memory } = run;
            optimizer.step(&NET, &Regression, &samples, theta, &mut memory[..500]).unwrap_err()
        };
        let is_memory = |found: &StepError| matches!(found, StepError::Memory(_));
        compare(&format!("{method}, little memory"), &NET, network(preset), little, is_memory);

        let not_a_number = |run: &mut Run<_>| {
            let kept = std::mem::replace(&mut run.theta[7], f64::NAN);
            let before = bits(&run.theta);
            let error = run.step(&NET, &samples).unwrap_err();
            assert_eq!(bits(&run.theta), before);
            run.theta[7] = kept;
            error
        };
        let is_loss = |found: &StepError| *found == StepError::Loss(0);
        compare(&format!("{method}, NaN in theta"), &NET, network(preset), not_a_number, is_loss);
    }
}

#[test]
fn bad_settings() {
    let samples = curve(30);
    for (method, preset) in presets(0.7) {
        for beta in [1.0, -0.1, f64::NAN] {
            let fail = |run: &mut Run<_>| {
                let bad = Momentum::HeavyBall { beta, transport: Transport::Projected };
                let kept = std::mem::replace(&mut run.optimizer.momentum, bad);
                let error = run.step(&NET, &samples).unwrap_err();
                run.optimizer.momentum = kept;
                error
            };
            let name = format!("{method}, beta {beta}");
            compare(&name, &NET, network(preset), fail, |found| *found == StepError::Beta);
        }
        for learning_rate in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let fail = |run: &mut Run<_>| {
                let kept = std::mem::replace(&mut run.optimizer.length, Fixed { learning_rate });
                let error = run.step(&NET, &samples).unwrap_err();
                run.optimizer.length = kept;
                error
            };
            let name = format!("{method}, alpha {learning_rate}");
            compare(&name, &NET, network(preset), fail, |found| *found == StepError::LearningRate);
        }
    }
}

#[test]
fn too_few_samples_without_damping() {
    let weightless: Vec<_> = curve(30).into_iter().map(|s| Sample { weight: 0.0, ..s }).collect();
    for (method, preset) in presets(0.4) {
        for (name, samples) in [("one sample", curve(1)), ("no weight", weightless.clone())] {
            let optimizer =
                preset.with_length(Fixed { learning_rate: 0.5 }).with_damping(Constant { relative: 0.0 });
            let run = Run { optimizer, theta: START.to_vec(), memory: memory::<f64, 1, 1>(&QUARTIC) };
            let fail = |run: &mut Run<_>| run.step(&QUARTIC, &samples).unwrap_err();
            let is_factor = |found: &StepError| matches!(found, StepError::Factor(_));
            compare(&format!("{method}, {name}"), &QUARTIC, run, fail, is_factor);
        }
    }
}
