//! With β chosen by the quadratic model a step ends at its minimum over α and β, found here from dense
//! matrices; undamped full steps choose no momentum, capped ones the published amount.

use nalgebra::{DVector, Matrix2, Vector2};
use ngd_core::damping::Constant;
use ngd_core::least_squares::{LeastSquares, NormalEquations, SquareRoot};
use ngd_core::problem::Regression;
use ngd_core::step_length::Fixed;
use ngd_core::{Momentum, NaturalGradient, Policy, Transport};

use ngd_core_claims::runs::{QUARTIC, START, curve, memory, weighted};

/// Steps on the linear model against the dense choice; the β used.
fn compare(solver: impl LeastSquares<f64>, alpha: f64, relative: f64, transport: Transport) -> Vec<f64> {
    let samples = curve(23);
    let (rows, targets) = weighted(&samples);
    let gram = rows.tr_mul(&rows);
    let lambda = relative * gram.trace() / 5.0;
    let damped = (&gram + lambda * nalgebra::DMatrix::identity(5, 5)).cholesky().unwrap();
    let mut optimizer = NaturalGradient::natural_gradient()
        .with_solver(solver)
        .with_length(Fixed { learning_rate: alpha })
        .with_damping(Constant { relative })
        .with_policy(Policy::Escape { ceiling: 10.0 });
    optimizer.momentum = Momentum::Joint { most: 0.95, transport };
    let (mut theta, mut memory) = (START, memory::<f64, 1, 1>(&QUARTIC));
    let mut before = DVector::from_row_slice(&theta);
    let mut betas = Vec::new();
    for k in 0..12 {
        let now = DVector::from_row_slice(&theta);
        let gradient = rows.tr_mul(&(&rows * &now - &targets));
        let report =
            *optimizer.step(&QUARTIC, &Regression, &samples, &mut theta, &mut memory).unwrap().report();
        let step = DVector::from_row_slice(&theta) - &now;
        if k > 0 {
            // On a linear model the velocity is its own projection.
            let (x, y) = (-alpha * damped.solve(&gradient), &now - &before);
            let model = |a: f64, b: f64| {
                let d = a * &x + b * &y;
                gradient.dot(&d) + 0.5 * d.dot(&(&gram * &d))
            };
            let matrix = Matrix2::new(
                x.dot(&(&gram * &x)),
                x.dot(&(&gram * &y)),
                x.dot(&(&gram * &y)),
                y.dot(&(&gram * &y)),
            );
            let found = gradient.dot(&step) + 0.5 * step.dot(&(&gram * &step));
            let free = matrix.lu().solve(&Vector2::new(-gradient.dot(&x), -gradient.dot(&y)));
            // beside the rounding of a minimum that is reached
            let allowed = 1e-9 * model(1.0, 0.0).abs() + 1e-25;
            if let Some(free) = free.filter(|c| (0.0..=1.0).contains(&c[0]) && (0.0..=0.95).contains(&c[1])) {
                let least = model(free[0], free[1]);
                assert!((found - least).abs() <= allowed, "step {k}: {found:e}, least {least:e}");
            }
            for i in 0..=20 {
                for j in 0..=19 {
                    let value = model(f64::from(i) / 20.0, 0.05 * f64::from(j));
                    assert!(found <= value + allowed, "step {k}: {found:e} above {value:e} at {i}, {j}");
                }
            }
            betas.push(report.beta);
        }
        before = now;
    }
    betas
}

#[test]
fn it_ends_at_the_minimum() {
    for transport in [Transport::Parameter, Transport::Projected, Transport::Difference] {
        for (alpha, relative) in [(1.0, 0.1), (0.3, 0.1), (0.3, 1e-3), (1.0, 1.0)] {
            let normal = compare(NormalEquations, alpha, relative, transport);
            compare(SquareRoot, alpha, relative, transport);
            println!("{transport:?}, α {alpha}, λ {relative}: β {normal:.3?}");
            assert!(normal.iter().any(|beta| *beta > 0.05), "momentum must act");
        }
    }
}

#[test]
fn capped_steps_take_the_published_momentum() {
    let alpha = 0.3;
    let samples = curve(23);
    let (rows, targets) = weighted(&samples);
    let best = rows.clone().svd(true, true).solve(&targets, 1e-14).unwrap();
    let start = DVector::from_row_slice(&START);
    // After one step e₁ = (1−α)e₀, and p = −αe₀; β = −(1−α) g·p/(pᵀGp) = (1−α)²/α, here above the cap.
    let betas = compare(SquareRoot, alpha, 0.0, Transport::Difference);
    assert!((betas[0] - 0.95).abs() <= 1e-12, "{betas:?}");
    let betas = compare(SquareRoot, 0.7, 0.0, Transport::Difference);
    println!("α 0.7: β {betas:.4?}");
    assert!((betas[0] - 0.09 / 0.7).abs() <= 1e-9);
    assert!((start - best).norm() > 1.0);
    let full = compare(SquareRoot, 1.0, 0.0, Transport::Difference);
    assert!(full[0] == 0.0, "{full:?}");
}
