//! Where loss and metric differ the gradient is preconditioned by the Gram matrix of the loss's Hessian and the
//! velocity is projected by the plain one (Nouy, Somacal, arXiv 2604.15554): on a curved model, whose tangent space
//! turns, both directions are nalgebra's, and another than with one metric.

use nalgebra::{DMatrix, DVector};
use ngd_core::damping::Constant;
use ngd_core::least_squares::{LeastSquares, NormalEquations, SquareRoot};
use ngd_core::metric::L2;
use ngd_core::model::SplitMix64;
use ngd_core::problem::Bernoulli;
use ngd_core::step_length::Fixed;
use ngd_core::{At, Footprint, Jet, Model, Momentum, NaturalGradient, Policy, Sample, Transport};

const P: usize = 5;
const N: usize = 12;
const ALPHA: f64 = 0.3;
const BETA: f64 = 0.6;
const RELATIVE: f64 = 1e-2;
/// How far a step may be from nalgebra's, in its own length.
const APART: f64 = 1e-10;

/// Logits z_i = a_i·θ + ½ θᵀB_iθ at the points x = i.
struct Bent {
    linear: DMatrix<f64>,
    quadratic: Vec<DMatrix<f64>>,
}

impl Bent {
    fn new(seed: u64) -> Self {
        let mut random = SplitMix64::new(seed);
        let mut entry = |_, _| 2.0 * random.uniform::<f64>() - 1.0;
        let linear = DMatrix::from_fn(N, P, &mut entry);
        let square = |_| {
            let half = DMatrix::from_fn(P, P, &mut entry);
            &half + half.transpose()
        };
        Self { linear, quadratic: (0..N).map(square).collect() }
    }

    fn logits(&self, theta: &DVector<f64>) -> DVector<f64> {
        let bent = |i: usize| 0.5 * theta.dot(&(&self.quadratic[i] * theta));
        &self.linear * theta + DVector::from_fn(N, |i, _| bent(i))
    }

    /// ∂z/∂θ.
    fn jacobian(&self, theta: &DVector<f64>) -> DMatrix<f64> {
        let bent = |i: usize| (&self.quadratic[i] * theta).transpose();
        DMatrix::from_rows(&(0..N).map(|i| self.linear.row(i) + bent(i)).collect::<Vec<_>>())
    }
}

impl Model<f64, 1, 1> for Bent {
    fn parameters(&self) -> usize {
        P
    }
    fn jet(&self, at: At<f64, 1>, _: &mut [f64]) -> [Jet<f64, 1>; 1] {
        [Jet::value(self.logits(&DVector::from_row_slice(at.theta))[at.point()[0] as usize])]
    }
    fn pull_back(&self, at: At<f64, 1>, c: &[Jet<f64, 1>; 1], _: &mut [f64], row: &mut [f64]) {
        let jacobian = self.jacobian(&DVector::from_row_slice(at.theta));
        let entries = jacobian.row(at.point()[0] as usize) * c[0].value;
        row.copy_from_slice(entries.transpose().as_slice());
    }
}

fn samples() -> [Sample<f64, 1>; N] {
    core::array::from_fn(|i| Sample {
        weight: 0.5 + 0.1 * i as f64,
        ..Sample::measured([i as f64], [f64::from(i % 3 == 0)])
    })
}

fn weights() -> DVector<f64> {
    DVector::from_fn(N, |i, _| samples()[i].weight)
}

fn probabilities(logits: &DVector<f64>) -> DVector<f64> {
    logits.map(|z| 1.0 / (1.0 + (-z).exp()))
}

/// (Jᵀ diag(weights) J + λI)⁻¹ Jᵀ diag(weights) f, λ relative to the mean diagonal.
fn project(jacobian: &DMatrix<f64>, weights: &DVector<f64>, f: &DVector<f64>) -> DVector<f64> {
    let weighted = DMatrix::from_diagonal(weights) * jacobian;
    let gram = jacobian.tr_mul(&weighted);
    let lambda = RELATIVE * gram.trace() / P as f64;
    (gram + lambda * DMatrix::identity(P, P)).cholesky().unwrap().solve(&weighted.tr_mul(f))
}

/// What of two steps is compared: θ₀, θ₁, and which weights project the velocity.
struct Oracle<'a> {
    model: &'a Bent,
    places: [DVector<f64>; 2],
    two_metrics: bool,
}

impl Oracle<'_> {
    /// −α(G_H + λI)⁻¹g, H = p(1−p).
    fn descent(&self, theta: &DVector<f64>) -> DVector<f64> {
        let p = probabilities(&self.model.logits(theta));
        let hessian = p.map(|p| p * (1.0 - p));
        let slopes = DVector::from_fn(N, |i, _| (p[i] - samples()[i].target[0]) / hessian[i]);
        -ALPHA * project(&self.model.jacobian(theta), &weights().component_mul(&hessian), &slopes)
    }

    /// β(p − (G + λI)⁻¹Jᵀ(Jp − q)) at θ₁.
    fn velocity(&self, transport: Transport) -> DVector<f64> {
        let [before, here] = &self.places;
        let (model, last) = (self.model, here - before);
        let seen = match transport {
            Transport::Projected => model.jacobian(before) * &last,
            _ => model.logits(here) - model.logits(before),
        };
        let jacobian = model.jacobian(here);
        let p = probabilities(&model.logits(here));
        let measure = match self.two_metrics {
            true => weights(),
            false => weights().component_mul(&p.map(|p| p * (1.0 - p))),
        };
        BETA * (&last - project(&jacobian, &measure, &(&jacobian * &last - seen)))
    }

    fn next(&self, momentum: &Momentum<f64>) -> DVector<f64> {
        let here = &self.places[1];
        match *momentum {
            Momentum::Nesterov { transport, .. } => {
                let ahead = here + self.velocity(transport);
                &ahead + self.descent(&ahead)
            }
            Momentum::HeavyBall { transport, .. } => here + self.velocity(transport) + self.descent(here),
            _ => unreachable!("no other momentum is tried"),
        }
    }
}

/// The places after each of two steps from the same start.
fn walk<S: LeastSquares<f64> + Copy>(
    model: &Bent,
    solver: S,
    momentum: Momentum<f64>,
    two_metrics: bool,
) -> [DVector<f64>; 3] {
    let one = NaturalGradient::thin()
        .with_solver(solver)
        .with_momentum(momentum)
        .with_damping(Constant { relative: RELATIVE })
        .with_length(Fixed { learning_rate: ALPHA })
        .with_policy(Policy::Escape { ceiling: 1e6 });
    let mut two = one.with_velocity_metric(solver, L2 { kind: None });
    let mut one = one;
    let mut memory = vec![0.0; two.footprint(Footprint::of_parameters(P)).words()];
    let mut theta = [0.4, -0.3, 0.2, 0.5, -0.1];
    let mut places = vec![DVector::from_row_slice(&theta)];
    for _ in 0..2 {
        let outcome = match two_metrics {
            true => two.step(model, &Bernoulli, &samples(), &mut theta, &mut memory),
            false => one.step(model, &Bernoulli, &samples(), &mut theta, &mut memory),
        };
        assert!(outcome.unwrap().is_accepted());
        places.push(DVector::from_row_slice(&theta));
    }
    places.try_into().unwrap()
}

fn check<S: LeastSquares<f64> + Copy>(name: &str, solver: S) {
    let (projected, difference) = (Transport::Projected, Transport::Difference);
    for momentum in [
        Momentum::HeavyBall { beta: BETA, transport: projected },
        Momentum::HeavyBall { beta: BETA, transport: difference },
        Momentum::Nesterov { beta: BETA, transport: difference },
    ] {
        let (mut worst, mut least) = (0.0_f64, f64::INFINITY);
        for seed in 0..20 {
            let model = Bent::new(seed);
            let [[start, first, own], [_, _, same]] =
                [true, false].map(|two_metrics| walk(&model, solver, momentum, two_metrics));
            let length = (&own - &first).norm();
            for (two_metrics, found) in [(true, &own), (false, &same)] {
                let oracle = Oracle { model: &model, places: [start.clone(), first.clone()], two_metrics };
                let apart = (found - oracle.next(&momentum)).norm() / length;
                worst = if apart <= worst { worst } else { apart };
            }
            least = least.min((&own - &same).norm() / length);
        }
        println!("{name}, {momentum:?}: from nalgebra {worst:e}; the metrics differ by at least {least:e}");
        assert!(worst <= APART, "{name}, {momentum:?}: {worst:e}");
        // Far more than what would pass for rounding: with the wrong metric the line above fails.
        assert!(least >= 1e5 * APART, "{name}, {momentum:?}: the two metrics give the same, {least:e}");
    }
}

#[test]
fn its_direction_is_nalgebras() {
    check("normal equations", NormalEquations);
    check("square root", SquareRoot);
}
