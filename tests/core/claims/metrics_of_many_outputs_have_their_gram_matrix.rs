//! Three outputs in one basis: every metric couples them as its formula says, in closed form.

use nalgebra::{DMatrix, DVector, Matrix3, Vector3};
use ngd_core::damping::Constant;
use ngd_core::metric::{Fisher, GaussNewton, H1, L2, Metric};
use ngd_core::model::{Expansion, Monomials};
use ngd_core::problem::Softmax;
use ngd_core::step_length::Fixed;
use ngd_core::{INTERIOR, NaturalGradient, Policy, Sample};

use ngd_core_claims::runs::memory;

const MODEL: Expansion<Monomials> = Expansion::new(Monomials { degree: 2 });
const FUNCTIONS: usize = 3;
const P: usize = 3 * FUNCTIONS;
const START: [f64; P] = [0.3, -0.8, 0.4, -0.2, 0.5, 0.9, 0.1, 0.7, -0.6];
const ALPHA: f64 = 0.01;
const RELATIVE: f64 = 1e-3;

/// Points on [−1, 1], a distribution over three classes at each.
fn samples() -> Vec<Sample<f64, 1, 3>> {
    let sample = |i: u8| {
        let x = f64::from(i) / 10.0 - 1.0;
        let likes = [(2.0 * x).exp(), 1.0, (-x).exp()];
        let sum: f64 = likes.iter().sum();
        let target = likes.map(|like| like / sum);
        Sample { point: [x], target, weight: (1.0 + 0.5 * f64::from(i % 4)) / 21.0, kind: INTERIOR }
    };
    (0..21).map(sample).collect()
}

fn direction(metric: impl Metric<f64, 1, 3> + Copy) -> DVector<f64> {
    let mut optimizer = NaturalGradient::<f64>::natural_gradient()
        .with_metric(metric)
        .with_length(Fixed { learning_rate: ALPHA })
        .with_damping(Constant { relative: RELATIVE })
        .with_policy(Policy::Escape { ceiling: 1e6 });
    let (mut theta, mut memory) = (START, memory::<f64, 1, 3>(&MODEL));
    assert!(optimizer.step(&MODEL, &Softmax, &samples(), &mut theta, &mut memory).unwrap().is_accepted());
    (DVector::from_row_slice(&theta) - DVector::from_row_slice(&START)) / ALPHA
}

/// The Jacobian of the three outputs, built of the basis functions `phi`.
fn jacobian(phi: [f64; FUNCTIONS]) -> DMatrix<f64> {
    DMatrix::from_fn(3, P, |o, j| if j / FUNCTIONS == o { phi[j % FUNCTIONS] } else { 0.0 })
}

fn values(x: f64) -> DMatrix<f64> {
    jacobian([1.0, x, x * x])
}

fn slopes(x: f64) -> DMatrix<f64> {
    jacobian([0.0, 1.0, 2.0 * x])
}

fn probabilities(u: &Vector3<f64>) -> Vector3<f64> {
    let p = u.map(f64::exp);
    p / p.sum()
}

/// −(G+λI)⁻¹g with g the gradient of the cross-entropy and G = Σ weight · `gram`(x, u).
fn expected(gram: impl Fn(f64, &Vector3<f64>) -> DMatrix<f64>) -> DVector<f64> {
    let (mut sum, mut gradient) = (DMatrix::<f64>::zeros(P, P), DVector::<f64>::zeros(P));
    for sample in samples() {
        let u = Vector3::from_column_slice(
            (values(sample.point[0]) * DVector::from_row_slice(&START)).as_slice(),
        );
        let slope = probabilities(&u) - Vector3::from(sample.target);
        gradient += sample.weight * values(sample.point[0]).transpose() * slope;
        sum += sample.weight * gram(sample.point[0], &u);
    }
    let damped = &sum + RELATIVE * sum.trace() / P as f64 * DMatrix::identity(P, P);
    -damped.lu().solve(&gradient).unwrap()
}

/// Jᵀ F J.
fn seen(fisher: Matrix3<f64>, x: f64) -> DMatrix<f64> {
    values(x).transpose() * fisher * values(x)
}

#[test]
fn in_closed_form() {
    let compare = |name: &str, found: DVector<f64>, expected: DVector<f64>| {
        let error = (found - &expected).norm() / expected.norm();
        println!("{name}: {error:e}");
        assert!(error <= 1e-10, "{name}: {error:e}");
    };
    let identity = Matrix3::identity();
    let categorical = |x: f64, u: &Vector3<f64>| {
        let p = probabilities(u);
        seen(Matrix3::from_diagonal(&p) - p * p.transpose(), x)
    };
    let coins = |u: f64| 1.0 / ((1.0 + (-u).exp()) * (1.0 + u.exp()));
    compare("L2", direction(L2 { kind: None }), expected(|x, _| seen(identity, x)));
    compare(
        "H1",
        direction(H1 { kind: None }),
        expected(|x, _| seen(identity, x) + slopes(x).transpose() * slopes(x)),
    );
    compare("normal", direction(Fisher::Normal { deviation: 2.0 }), expected(|x, _| seen(identity / 4.0, x)));
    compare(
        "coins",
        direction(Fisher::Bernoulli),
        expected(|x, u| seen(Matrix3::from_diagonal(&u.map(coins)), x)),
    );
    compare(
        "counts",
        direction(Fisher::Poisson),
        expected(|x, u| seen(Matrix3::from_diagonal(&u.map(f64::exp)), x)),
    );
    compare("categorical", direction(Fisher::Categorical), expected(categorical));
    compare("Gauss-Newton of the cross-entropy", direction(GaussNewton), expected(categorical));
}
