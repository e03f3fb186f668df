//! A stranger's program, with the first preset of the list and a small network, comes within ten times the accuracy of
//! what the recipe reaches, 1e-8, 4e-8, 1.8e-4 and 4e-6: a boundary layer, a travelling front, a wave, a soliton as a
//! system of first order. The thin step ends above 1e-3 on the layer.
//!
//! Networks, points and steps were chosen on seeds from 2000 on, the bounds before the run of the seed below.

use core::f64::consts::PI;

use ngd_core::{Activation, BOUNDARY, INTERIOR, Jet, Mlp, NaturalGradient, Order, Problem, Residual, Sample};

const SEED: u64 = 0;

/// Where the time derivative at the start is asked for.
const AT_REST: u16 = 2;

/// u_which = its datum.
fn given<const D: usize, const O: usize>(
    sample: &Sample<f64, D, O>,
    u: &[Jet<Residual<f64, D, O>, D>; O],
    which: usize,
) -> Residual<f64, D, O> {
    u[which].value - sample.target[which]
}

/// −εv″ + v′ = 1, ε = 0.01, v = 0 at both ends.
struct Layer;

impl Problem<f64, 1, 1> for Layer {
    fn linearize(&self, sample: &Sample<f64, 1>, jets: &[Jet<f64, 1>; 1], _: usize) -> Residual<f64, 1, 1> {
        let v = Residual::variables(jets);
        match sample.kind {
            INTERIOR => v[0].gradient[0] - v[0].second[0] * 0.01 - 1.0,
            _ => given(sample, &v, 0),
        }
    }
}

/// u_t = u_xx + u(1 − u), in (t, x).
struct Fisher;

impl Problem<f64, 2, 1> for Fisher {
    fn linearize(&self, sample: &Sample<f64, 2>, jets: &[Jet<f64, 2>; 1], _: usize) -> Residual<f64, 2, 1> {
        let u = Residual::variables(jets);
        match sample.kind {
            INTERIOR => u[0].gradient[0] - u[0].second[1] - u[0].value * (-u[0].value + 1.0),
            _ => given(sample, &u, 0),
        }
    }
}

/// u_tt = 4u_xx, at rest at first, u = 0 at both ends.
struct Wave;

impl Problem<f64, 2, 1> for Wave {
    fn linearize(&self, sample: &Sample<f64, 2>, jets: &[Jet<f64, 2>; 1], _: usize) -> Residual<f64, 2, 1> {
        let u = Residual::variables(jets);
        match sample.kind {
            INTERIOR => u[0].second[0] - u[0].second[1] * 4.0,
            AT_REST => u[0].gradient[0],
            _ => given(sample, &u, 0),
        }
    }
}

/// u_t + 6u u_x + u_xxx = 0 as v = u_x, w = v_x, u_t + 6uv + w_x = 0.
struct KortewegDeVries;

impl Problem<f64, 2, 3> for KortewegDeVries {
    fn order(&self) -> Order {
        Order::Gradient
    }

    fn residuals(&self) -> usize {
        3
    }

    fn linearize(
        &self,
        sample: &Sample<f64, 2, 3>,
        jets: &[Jet<f64, 2>; 3],
        which: usize,
    ) -> Residual<f64, 2, 3> {
        let all = Residual::variables(jets);
        let [u, v, w] = &all;
        match (sample.kind, which) {
            (INTERIOR, 0) => v.value - u.gradient[1],
            (INTERIOR, 1) => w.value - v.gradient[1],
            (INTERIOR, _) => u.gradient[0] + u.value * v.value * 6.0 + w.gradient[1],
            _ => given(sample, &all, which),
        }
    }
}

/// n midpoints of an interval.
fn midpoints(n: usize, [low, high]: [f64; 2]) -> impl Iterator<Item = f64> + Clone {
    (0..n).map(move |i| low + (high - low) * (i as f64 + 0.5) / n as f64)
}

/// Points in (0, 1) × an interval, at the start, and at both ends, with the solution as their data.
fn box_samples<const O: usize>(
    [times, places]: [usize; 2],
    interval: [f64; 2],
    solution: impl Fn(&[f64; 2]) -> [f64; O],
) -> Vec<Sample<f64, 2, O>> {
    let weight = |count: usize| 1.0 / count as f64;
    let mut samples = Vec::new();
    for t in midpoints(times, [0.0, 1.0]) {
        let inside = midpoints(places, interval).map(|x| [t, x]);
        samples.extend(inside.map(|point| Sample::new(point, weight(times * places), INTERIOR)));
        let ends = interval.map(|x| [t, x]);
        samples.extend(ends.map(|point| Sample::new(point, weight(times), BOUNDARY)));
    }
    samples.extend(midpoints(places, interval).map(|x| Sample::new([0.0, x], weight(places), BOUNDARY)));
    for sample in samples.iter_mut().filter(|sample| sample.kind == BOUNDARY) {
        sample.target = solution(&sample.point);
    }
    samples
}

/// ‖u − exact‖/‖exact‖ of the first output.
fn relative_error<const D: usize, const O: usize>(
    network: &Mlp<D, O>,
    theta: &[f64],
    points: impl Iterator<Item = [f64; D]>,
    exact: impl Fn(&[f64; D]) -> f64,
) -> f64 {
    let (mut error, mut norm) = (0.0, 0.0);
    for point in points {
        let exact = exact(&point);
        error += (network.predict(theta, &point)[0] - exact).powi(2);
        norm += exact.powi(2);
    }
    (error / norm).sqrt()
}

/// θ after so many steps of the first preset.
fn trained<const D: usize, const O: usize>(
    network: &Mlp<D, O>,
    problem: &dyn Problem<f64, D, O>,
    samples: &[Sample<f64, D, O>],
    steps: usize,
) -> Vec<f64> {
    let mut theta = vec![0.0; network.parameters()];
    network.glorot_into(SEED, &mut theta);
    let mut optimizer = NaturalGradient::natural_gradient();
    let mut memory = vec![0.0; optimizer.footprint(network.footprint()).words()];
    for _ in 0..steps {
        if optimizer.step(network, problem, samples, &mut theta, &mut memory).unwrap().report().repeats {
            break;
        }
    }
    theta
}

fn assert_below(name: &str, error: f64, bound: f64) {
    println!("{name}: relative error {error:.2e}, allowed {bound:e}");
    assert!(error <= bound, "{name}: {error:e}");
}

/// In (t, x).
fn grid(interval: [f64; 2]) -> impl Iterator<Item = [f64; 2]> {
    midpoints(40, [0.0, 1.0]).flat_map(move |t| midpoints(40, interval).map(move |x| [t, x]))
}

const LAYER: Mlp<1> = Mlp::new(&[20], Activation::Tanh);

fn layer_samples() -> Vec<Sample<f64, 1>> {
    let inside = midpoints(200, [0.0, 1.0]).map(|x| Sample::new([x], 1.0 / 200.0, INTERIOR));
    inside.chain([0.0, 1.0].map(|x| Sample::new([x], 1.0, BOUNDARY))).collect()
}

fn layer_error(theta: &[f64]) -> f64 {
    let far = (-100.0_f64).exp();
    let exact = |[x]: &[f64; 1]| x - ((100.0 * (x - 1.0)).exp() - far) / (1.0 - far);
    relative_error(&LAYER, theta, midpoints(1000, [0.0, 1.0]).map(|x| [x]), exact)
}

#[test]
fn a_boundary_layer() {
    let theta = trained(&LAYER, &Layer, &layer_samples(), 3000);
    assert_below("layer", layer_error(&theta), 1e-7);
}

#[test]
fn which_the_thin_step_does_not() {
    let (mut theta, samples) = (LAYER.glorot::<f64, { LAYER.parameters() }>(SEED).unwrap(), layer_samples());
    let mut thin = NaturalGradient::<f64>::thin();
    let mut memory = vec![0.0; thin.footprint(LAYER.footprint()).words()];
    for _ in 0..3000 {
        let _ = thin.step(&LAYER, &Layer, &samples, &mut theta, &mut memory).unwrap();
    }
    let error = layer_error(&theta);
    println!("layer by the thin step: {error:.2e}");
    assert!(error >= 1e-3, "{error:e}");
}

#[test]
fn a_travelling_front() {
    let network = Mlp::new(&[16, 16], Activation::Tanh);
    let root = 6.0_f64.sqrt();
    let exact = |[t, x]: &[f64; 2]| (1.0 + ((x - 5.0 * t / root) / root).exp()).powi(-2);
    let interval = [-5.0, 5.0];
    let samples = box_samples([16, 24], interval, |point| [exact(point)]);
    let theta = trained(&network, &Fisher, &samples, 150);
    assert_below("front", relative_error(&network, &theta, grid(interval), exact), 4e-7);
}

#[test]
fn a_wave() {
    let network = Mlp::new(&[16, 16], Activation::Tanh);
    let exact = |[t, x]: &[f64; 2]| {
        (PI * x).sin() * (2.0 * PI * t).cos() + 0.5 * (2.0 * PI * x).sin() * (4.0 * PI * t).cos()
    };
    let interval = [0.0, 1.0];
    let mut samples = box_samples([18, 18], interval, |point| [exact(point)]);
    samples.extend(midpoints(18, interval).map(|x| Sample::new([0.0, x], 1.0 / 18.0, AT_REST)));
    let theta = trained(&network, &Wave, &samples, 300);
    assert_below("wave", relative_error(&network, &theta, grid(interval), exact), 1.8e-3);
}

#[test]
fn a_soliton_as_a_system() {
    let network = Mlp::<2, 3>::new(&[16, 16], Activation::Tanh);
    let solution = |[t, x]: &[f64; 2]| {
        let z = 0.5 * (x - t);
        let (square, tangent) = (z.cosh().powi(-2), z.tanh());
        let bend = square - 2.0 * tangent * tangent;
        [0.5 * square, -0.5 * square * tangent, -0.25 * square * bend]
    };
    let interval = [-5.0, 5.0];
    let samples = box_samples([12, 24], interval, solution);
    let theta = trained(&network, &KortewegDeVries, &samples, 100);
    let error = relative_error(&network, &theta, grid(interval), |point| solution(point)[0]);
    assert_below("soliton", error, 4e-5);
}
