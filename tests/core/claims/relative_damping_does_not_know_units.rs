//! Damping in units of diag(G) solves what it says, and a change of the parameters' units by powers of two
//! changes no bit of the step.

use nalgebra::{DMatrix, DVector};
use ngd_core::least_squares::{FactorError, LeastSquares, NormalEquations, Regularization, SquareRoot};
use ngd_core::linear_algebra::packed::padded_len;
use ngd_core::{Real, least_squares};

use ngd_core_claims::lent_memory::{LentMemory, Rows, wide};

const SIZES: [usize; 7] = [1, 2, 3, 4, 9, 13, 61];

/// The direction, its curvature and the diagonal of the covariance.
fn answers<R: Real, S: LeastSquares<R>>(
    mut solver: S,
    case: &Rows,
    relative: f64,
) -> Result<(Vec<R>, R, Vec<R>), FactorError> {
    let parameters = case.jacobian.ncols();
    let mut memory = LentMemory::<R>::filled(&mut solver, case, R::ZERO);
    memory.with(|system, work| solver.factor(system, work, Regularization::Relative(R::of(relative))))?;
    let mut direction = vec![R::ZERO; padded_len(parameters)];
    let mut covariance = direction.clone();
    memory.with(|system, _| solver.solve(system, R::ONE, R::ZERO, &mut direction));
    let curvature = memory.with(|system, _| solver.curvature(system, &direction));
    memory.with(|system, _| solver.covariance_diagonal(system, &mut covariance));
    Ok((direction, curvature, covariance))
}

/// The largest relative error against nalgebra's Cholesky of G + λ diag(G).
fn error<R: Real, S: LeastSquares<R>>(solver: S, case: &Rows, relative: f64) -> f64 {
    let parameters = case.jacobian.ncols();
    let (direction, curvature, covariance) = answers::<R, S>(solver, case, relative).expect("full rank");
    let gram = case.gram(0.0);
    let damped = &gram + DMatrix::from_diagonal(&gram.diagonal()) * R::of(relative).to_f64();
    let inverse = damped.cholesky().expect("positive definite").inverse();
    let exact: DVector<f64> = -(&inverse * case.jacobian.tr_mul(&case.residual));
    let found = wide(&direction, parameters);
    let product = found.dot(&(&gram * &found));
    let errors = [
        (&found - &exact).norm() / exact.norm(),
        (curvature.to_f64() - product).abs() / product,
        (wide(&covariance, parameters) - inverse.diagonal()).norm() / inverse.diagonal().norm(),
    ];
    errors.into_iter().fold(0.0, ngd_core_claims::lent_memory::worse)
}

#[test]
fn it_agrees_with_nalgebra() {
    let (mut double, mut single): (f64, f64) = (0.0, 0.0);
    for parameters in SIZES {
        let case = Rows::random::<f32>(3 * parameters + 5, parameters, parameters as u64);
        for relative in [1e-3, 0.5, 20.0] {
            double = double.max(error::<f64, _>(NormalEquations, &case, relative));
            double = double.max(error::<f64, _>(SquareRoot, &case, relative));
            single = single.max(error::<f32, _>(NormalEquations, &case, relative));
            single = single.max(error::<f32, _>(SquareRoot, &case, relative));
        }
    }
    println!("largest relative error {double:.1e} in f64, {single:.1e} in f32");
    assert!(double <= 1e-12 && single <= 1e-3);
}

#[test]
fn units_change_no_bit() {
    fn check<S: LeastSquares<f32> + Copy>(solver: S) {
        for parameters in SIZES {
            let case = Rows::random::<f32>(3 * parameters + 5, parameters, parameters as u64);
            let unit = |j: usize| 2f64.powi((7 * j as i32) % 41 - 20);
            let mut scaled = case.jacobian.clone();
            for (j, mut column) in scaled.column_iter_mut().enumerate() {
                column *= unit(j);
            }
            let scaled =
                Rows { jacobian: scaled, residual: case.residual.clone(), velocity: case.velocity.clone() };
            let (direction, curvature, covariance) =
                answers::<f32, S>(solver, &case, 1e-2).expect("full rank");
            let (other, same_curvature, others) =
                answers::<f32, S>(solver, &scaled, 1e-2).expect("full rank");
            assert_eq!(curvature.to_bits(), same_curvature.to_bits());
            for j in 0..parameters {
                assert_eq!(direction[j], other[j] * unit(j) as f32, "direction {j} of {parameters}");
                assert_eq!(covariance[j], others[j] * (unit(j) * unit(j)) as f32, "covariance {j}");
            }
        }
    }
    check(NormalEquations);
    check(SquareRoot);
    println!("columns of units 2^-20 to 2^20, P from 1 to 61: the same bits");
}

#[test]
fn a_parameter_without_a_row_stays_where_it_is() {
    let mut case = Rows::random::<f64>(30, 6, 3);
    case.jacobian.fill_column(4, 0.0);
    for (direction, ..) in [
        answers::<f64, _>(NormalEquations, &case, 1e-3).expect("damped"),
        answers::<f64, _>(SquareRoot, &case, 1e-3).expect("damped"),
    ] {
        assert_eq!(direction[4], 0.0);
        assert!(direction[..4].iter().all(|entry| entry.is_finite() && *entry != 0.0));
    }
    let undamped = answers::<f64, least_squares::SquareRoot>(SquareRoot, &case, 0.0);
    assert_eq!(undamped.err(), Some(FactorError::Pivot(4)));
}
