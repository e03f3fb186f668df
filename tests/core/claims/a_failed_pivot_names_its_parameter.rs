//! A parameter that no row determines, or that a row makes no number, is named by the error; so is a solver
//! that has no singular values to cut off.

use nalgebra::DMatrix;
use ngd_core::least_squares::{FactorError, LeastSquares, NormalEquations, Regularization, SquareRoot};

use ngd_core_claims::lent_memory::{LentMemory, Rows};

fn outcome<S: LeastSquares<f32>>(
    mut solver: S,
    jacobian: DMatrix<f64>,
    damping: f32,
) -> Result<(), FactorError> {
    let case = Rows::of::<f32>(jacobian, 1);
    let mut memory = LentMemory::filled(&mut solver, &case, 0.0);
    memory.with(|system, work| solver.factor(system, work, Regularization::Damping(damping)))
}

#[test]
fn a_failed_pivot_names_its_parameter() {
    let parameters = 13;
    let good = Rows::random::<f32>(40, parameters, 3).jacobian;
    for k in 0..parameters {
        let mut missing = good.clone();
        missing.fill_column(k, 0.0);
        assert_eq!(outcome(NormalEquations, missing.clone(), 0.0), Err(FactorError::Pivot(k)));
        assert_eq!(outcome(SquareRoot, missing.clone(), 0.0), Err(FactorError::Pivot(k)));
        assert_eq!(outcome(NormalEquations, missing.clone(), 1e-3), Ok(()));
        assert_eq!(outcome(SquareRoot, missing, 1e-3), Ok(()));
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let mut broken = good.clone();
            broken[(17, k)] = bad;
            assert_eq!(outcome(NormalEquations, broken.clone(), 1e-3), Err(FactorError::Pivot(k)));
            assert_eq!(outcome(SquareRoot, broken, 1e-3), Err(FactorError::Pivot(k)));
        }
    }
    println!("{}", FactorError::Pivot(7));
    assert!(FactorError::Pivot(7).to_string().contains("parameter 7"));
}

#[test]
fn a_damping_that_is_no_number_is_no_damping() {
    let good = Rows::random::<f32>(40, 9, 3).jacobian;
    for damping in [f32::NAN, f32::INFINITY] {
        assert_eq!(outcome(NormalEquations, good.clone(), damping), Err(FactorError::Pivot(0)));
        assert_eq!(outcome(SquareRoot, good.clone(), damping), Err(FactorError::Pivot(0)));
    }
}

#[test]
fn a_cutoff_needs_singular_values() {
    fn cut<S: LeastSquares<f32>>(mut solver: S) -> Result<(), FactorError> {
        let mut memory = LentMemory::filled(&mut solver, &Rows::random::<f32>(20, 5, 3), 0.0);
        memory.with(|system, work| solver.factor(system, work, Regularization::Cutoff(1e-3)))
    }
    assert_eq!(cut(NormalEquations), Err(FactorError::CutoffUnsupported));
    assert_eq!(cut(SquareRoot), Err(FactorError::CutoffUnsupported));
}
