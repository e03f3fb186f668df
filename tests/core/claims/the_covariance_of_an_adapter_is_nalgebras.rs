//! The packed covariance after one pass per reading is that of dense matrices in nalgebra, and θ with it: for every
//! remainder of N by four, any set of parameters, one output and two, with and without momentum, in both precisions.

use nalgebra::{DMatrix, DVector};
use ngd_core::adapt::{Active, Adapter, Limits, Outcome, Settings, Span};
use ngd_core::{Activation, Mlp};
use ngd_core::{At, Model, Order, Real};

use ngd_core_claims::lent_memory::noise;

/// Section by section what the method says, in double precision, on dense matrices and all parameters.
struct Dense<const O: usize> {
    theta: DVector<f64>,
    deployed: DVector<f64>,
    covariance: DMatrix<f64>,
    velocity: DVector<f64>,
    excess: [f64; O],
    active: Vec<usize>,
    sigma: [f64; O],
    beta: f64,
}

impl<const O: usize> Dense<O> {
    fn observe<const D: usize>(&mut self, net: &Mlp<D, O>, x: &[f64; D], y: &[f64; O]) {
        let mean = self.sigma.iter().map(|sigma| sigma * sigma).sum::<f64>() / O as f64;
        let (forgetting, n) = (5e-5, self.active.len());
        let mut theta = self.theta.clone() + &self.velocity * self.beta;
        let mut aged = false;
        #[allow(clippy::needless_range_loop, reason = "o numbers outputs of model and target alike")]
        for o in 0..O {
            let mut scratch = vec![0.0; net.scratch_words(Order::Value, 1)];
            let at = At::new(theta.as_slice(), x, Order::Value);
            let u = net.values(at, &mut scratch)[o][0];
            let mut row = vec![[0.0]; net.parameters()];
            let cotangents: [[f64; 1]; O] = std::array::from_fn(|k| [f64::from(u8::from(k == o))]);
            net.pull_back_values(at, &cotangents, &mut scratch, &mut row);
            let h = DVector::from_iterator(n, self.active.iter().map(|i| row[*i][0]));
            let e = y[o] - u;
            if !aged {
                let excess = self.excess.iter().fold(1.0, |a: f64, b| a.max(*b));
                let walk = forgetting * (1.0 + 100.0 * (excess - 1.0));
                self.covariance = &self.covariance * (1.0 - forgetting) + DMatrix::identity(n, n) * walk;
            }
            let r = self.sigma[o] * self.sigma[o] / mean;
            let image = &self.covariance * &h;
            let unknown = h.dot(&image);
            let square = e * e / (mean * (r + unknown));
            let z = (square / self.excess[o].max(1.0)).sqrt();
            assert!(z < 5.0, "no outliers here");
            let weight = if z > 3.0 { 3.0 / z } else { 1.0 };
            self.excess[o] += 0.05 * (square.min(25.0) - self.excess[o]);
            let gain = &image / ((r / weight).max(1e-5 * unknown) + unknown);
            self.covariance -= &gain * image.transpose();
            let pull = 1.0 - (1.0f64 - forgetting).sqrt();
            for (k, i) in self.active.iter().enumerate() {
                if aged {
                    self.velocity[*i] += gain[k] * e;
                    theta[*i] += gain[k] * e;
                } else {
                    self.velocity[*i] = self.beta * self.velocity[*i] + gain[k] * e;
                    theta[*i] += gain[k] * e + pull * (self.deployed[*i] - self.theta[*i]);
                }
            }
            aged = true;
        }
        self.theta = theta;
    }
}

struct Errors {
    theta: f64,
    covariance: f64,
}

fn compare<R: Real, const O: usize>(
    hidden: &[usize],
    active: Active<'_>,
    indices: Vec<usize>,
    beta: f64,
) -> Errors {
    let net = Mlp::<3, O>::try_new(hidden, Activation::Tanh).expect("a network");
    let p = net.parameters();
    let mut deployed = vec![0.0; p];
    net.glorot_into(5, &mut deployed);
    let deployed: Vec<f64> = deployed.iter().map(|theta: &f64| R::of(*theta).to_f64()).collect();
    let theta: Vec<R> = deployed.iter().map(|theta| R::of(*theta)).collect();
    let sigma: [f64; O] = std::array::from_fn(|o| R::of(0.3 * (1.0 + o as f64)).to_f64());
    let mut settings = Settings::new(sigma.map(R::of), Limits::none());
    settings.excitation = R::ZERO;
    settings.roll_back = None;
    settings.momentum = R::of(beta);
    let mut adapter = Adapter::new(&net, &theta, active, settings).expect("it fits");
    let mut memory = vec![R::INFINITY; adapter.footprint().words()];
    adapter.begin(&mut *memory).expect("it fits");
    let n = indices.len();
    let mut dense = Dense::<O> {
        theta: DVector::from_vec(deployed.clone()),
        deployed: DVector::from_vec(deployed),
        covariance: DMatrix::identity(n, n) * 0.03,
        velocity: DVector::zeros(p),
        excess: [1.0; O],
        active: indices,
        sigma,
        beta,
    };
    let mut noise = noise(7);
    for i in 0..400 {
        let x: [f64; 3] = std::array::from_fn(|_| R::of(noise()).to_f64());
        let y: [f64; O] =
            std::array::from_fn(|o| R::of(x[o] + 0.002 * f64::from(i) * x[2] + 0.3 * noise()).to_f64());
        let outcome =
            adapter.observe(&net, &x.map(R::of), &y.map(R::of), &mut *memory).expect("it has begun");
        assert!(matches!(outcome, Outcome::Accepted(_)), "{outcome:?}");
        dense.observe(&net, &x, &y);
    }
    let theta = adapter.theta(&memory).iter().zip(&dense.theta).map(|(a, b)| (a.to_f64() - b).abs());
    let mut errors = Errors { theta: theta.fold(0.0, f64::max), covariance: 0.0 };
    let mean = sigma.iter().map(|sigma| sigma * sigma).sum::<f64>() / O as f64;
    let scale = mean * dense.excess.iter().fold(1.0, |a: f64, b| a.max(*b));
    for i in 0..n {
        for j in 0..n {
            let entry =
                adapter.covariance([i, j], &mut *memory).expect("it has begun").expect("there is one");
            errors.covariance =
                errors.covariance.max((entry.to_f64() - scale * dense.covariance[(i, j)]).abs());
        }
    }
    assert_eq!(adapter.covariance([n, 0], &mut *memory), Ok(None));
    errors
}

/// P = 5H + 1 for one output; H = 0 to 4 and two layers have every remainder.
fn all<R: Real>(bound: f64) {
    let mut worst = [0.0f64; 2];
    let mut check = |what: &str, errors: Errors| {
        assert!(
            errors.theta <= bound && errors.covariance <= bound,
            "{what}: {:?}",
            [errors.theta, errors.covariance]
        );
        worst = [worst[0].max(errors.theta), worst[1].max(errors.covariance)];
    };
    for hidden in [&[][..], &[1], &[2], &[3], &[4], &[10], &[3, 2]] {
        for beta in [0.0, 0.5] {
            let (one, two) = (
                Mlp::<3>::try_new(hidden, Activation::Tanh).expect("a network").parameters(),
                Mlp::<3, 2>::try_new(hidden, Activation::Tanh).expect("a network").parameters(),
            );
            check("one output", compare::<R, 1>(hidden, Active::All, (0..one).collect(), beta));
            check("two outputs", compare::<R, 2>(hidden, Active::All, (0..two).collect(), beta));
        }
    }
    let net = Mlp::<3, 2>::new(&[4], Activation::Tanh);
    let (last, last_first) = (Active::last_layer(&net), net.parameters() - 10);
    check("last layer", compare::<R, 2>(&[4], last, (last_first..net.parameters()).collect(), 0.5));
    let spans = [Span { start: 1, len: 3 }, Span { start: 5, len: 1 }, Span { start: 9, len: 6 }];
    let indices = vec![1, 2, 3, 5, 9, 10, 11, 12, 13, 14];
    check("spans", compare::<R, 2>(&[4], Active::Spans(&spans), indices.clone(), 0.0));
    check("spans with momentum", compare::<R, 1>(&[4], Active::Spans(&spans), indices, 0.5));
    println!("largest errors of θ and of the covariance: {:.1e}, {:.1e}", worst[0], worst[1]);
}

#[test]
fn in_double_precision() {
    all::<f64>(1e-12);
}

#[test]
fn in_single_precision() {
    all::<f32>(2e-4);
}
