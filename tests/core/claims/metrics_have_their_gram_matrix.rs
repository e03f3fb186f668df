//! Every metric preconditions the gradient with its own Gram matrix, in closed form on a linear model.

use nalgebra::{DMatrix, DVector};
use ngd_core::damping::Constant;
use ngd_core::least_squares::{LeastSquares, NormalEquations, SquareRoot};
use ngd_core::metric::{Fisher, H1, L2, Metric};
use ngd_core::problem::{Bernoulli, Regression};
use ngd_core::step_length::Fixed;
use ngd_core::{BOUNDARY, NaturalGradient, Policy, Problem, Sample};

use ngd_core_claims::runs::{QUARTIC, START, curve, memory};

const ALPHA: f64 = 0.01;
const RELATIVE: f64 = 1e-3;

/// The curve, every third sample on the boundary, targets between zero and one.
fn samples() -> Vec<Sample<f64, 1>> {
    let mut samples = curve(23);
    for (i, sample) in samples.iter_mut().enumerate() {
        sample.target = [0.5 + 0.3 * sample.target[0]];
        if i % 3 == 0 {
            sample.kind = BOUNDARY;
        }
    }
    samples
}

/// The direction of a step without momentum.
fn direction(
    metric: impl Metric<f64, 1, 1> + Copy,
    solver: impl LeastSquares<f64>,
    problem: &impl Problem<f64, 1, 1>,
) -> DVector<f64> {
    let mut optimizer = NaturalGradient::<f64>::natural_gradient()
        .with_metric(metric)
        .with_solver(solver)
        .with_length(Fixed { learning_rate: ALPHA })
        .with_damping(Constant { relative: RELATIVE })
        .with_policy(Policy::Escape { ceiling: 1e6 });
    let (mut theta, mut memory) = (START, memory::<f64, 1, 1>(&QUARTIC));
    assert!(optimizer.step(&QUARTIC, problem, &samples(), &mut theta, &mut memory).unwrap().is_accepted());
    (DVector::from_row_slice(&theta) - DVector::from_row_slice(&START)) / ALPHA
}

/// −(G+λI)⁻¹g, g the gradient of the regression, for G = Σ weight · Σ m mᵀ with `rows` the functionals m.
fn expected(rows: impl Fn(&Sample<f64, 1>, f64) -> Vec<DVector<f64>>) -> DVector<f64> {
    let (mut gram, mut gradient) = (DMatrix::<f64>::zeros(5, 5), DVector::<f64>::zeros(5));
    for sample in samples() {
        let phi = values(sample.point[0]);
        let u = phi.dot(&DVector::from_row_slice(&START));
        gradient += sample.weight * (u - sample.target[0]) * &phi;
        for row in rows(&sample, u) {
            gram += sample.weight * &row * row.transpose();
        }
    }
    let damped = &gram + RELATIVE * gram.trace() / 5.0 * DMatrix::identity(5, 5);
    -damped.lu().solve(&gradient).unwrap()
}

fn values(x: f64) -> DVector<f64> {
    DVector::from_fn(5, |j, _| x.powi(j as i32))
}

fn slopes(x: f64) -> DVector<f64> {
    DVector::from_fn(5, |j, _| if j == 0 { 0.0 } else { j as f64 * x.powi(j as i32 - 1) })
}

fn compare(
    name: &str,
    metric: impl Metric<f64, 1, 1> + Copy,
    rows: impl Fn(&Sample<f64, 1>, f64) -> Vec<DVector<f64>>,
) {
    let expected = expected(rows);
    let found = [direction(metric, NormalEquations, &Regression), direction(metric, SquareRoot, &Regression)];
    let errors = found.map(|found| (found - &expected).norm() / expected.norm());
    println!("{name}: {errors:?}");
    assert!(errors.iter().all(|error| *error <= 1e-10), "{name}: {errors:?}");
}

#[test]
fn in_closed_form() {
    compare("L2", L2 { kind: None }, |s, _| vec![values(s.point[0])]);
    compare("L2 on the boundary", L2 { kind: Some(BOUNDARY) }, |s, _| match s.kind {
        BOUNDARY => vec![values(s.point[0])],
        _ => vec![],
    });
    compare("H1", H1 { kind: None }, |s, _| vec![values(s.point[0]), slopes(s.point[0])]);
    compare("Fisher, normal", Fisher::Normal { deviation: 2.0 }, |s, _| vec![values(s.point[0]) / 2.0]);
    compare("Fisher, Bernoulli", Fisher::Bernoulli, |s, u| {
        let p = 1.0 / (1.0 + (-u).exp());
        vec![(p * (1.0 - p)).sqrt() * values(s.point[0])]
    });
    compare("Fisher, Poisson", Fisher::Poisson, |s, u| vec![(0.5 * u).exp() * values(s.point[0])]);
}

#[test]
fn fisher_of_the_likelihood_is_gauss_newton() {
    use ngd_core::metric::GaussNewton;
    let fisher = direction(Fisher::Bernoulli, NormalEquations, &Bernoulli);
    let own = direction(GaussNewton, NormalEquations, &Bernoulli);
    let error = (&fisher - &own).norm() / own.norm();
    println!("Fisher and Gauss-Newton of a Bernoulli likelihood: {error:e}");
    assert!(error <= 1e-12, "{error:e}");

    let l2 = direction(L2 { kind: None }, NormalEquations, &Regression);
    let own = direction(GaussNewton, NormalEquations, &Regression);
    let error = (&l2 - &own).norm() / own.norm();
    println!("L2 and Gauss-Newton of a regression: {error:e}");
    assert!(error <= 1e-12, "{error:e}");
}
