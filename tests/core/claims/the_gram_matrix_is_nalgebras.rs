//! JᵀJ, Jᵀr and Jᵀv are nalgebra's, entry by entry, up to the rounding of N sums.

use ngd_core::Real;
use ngd_core::least_squares::{LeastSquares, NormalEquations};

use ngd_core_claims::lent_memory::{LentMemory, Rows, wide, worse};

/// Largest |error| of an entry in units of ε Σ_k |J_ki J_kj|.
fn largest_error<R: Real>(rows: usize, parameters: usize) -> f64 {
    let case = Rows::random::<R>(rows, parameters, (1000 * rows + parameters) as u64);
    let mut solver = NormalEquations;
    let mut memory = LentMemory::<R>::filled(&mut solver, &case, R::ZERO);
    let mut gradient = vec![R::ZERO; parameters];
    memory.with(|system, _| solver.gradient(system, &mut gradient));
    let sizes = case.jacobian.abs();
    let error = (memory.symmetric() - case.gram(0.0)).abs();
    let of_gram = ratio(error.as_slice(), sizes.tr_mul(&sizes).as_slice());
    let error = (wide(&gradient, parameters) - case.jacobian.tr_mul(&case.residual)).abs();
    let of_gradient = ratio(error.as_slice(), sizes.tr_mul(&case.residual.abs()).as_slice());
    let trace = memory.with(|system, _| solver.trace(system)).to_f64();
    let exact = case.gram(0.0).trace();
    assert!((trace - exact).abs() <= (rows + parameters) as f64 * R::EPSILON.to_f64() * exact);
    worse(of_gram, of_gradient) / R::EPSILON.to_f64()
}

/// Largest error / size; an error where the size is zero counts as it is.
fn ratio(errors: &[f64], sizes: &[f64]) -> f64 {
    errors.iter().zip(sizes).map(|(e, s)| if *s == 0.0 { *e } else { e / s }).fold(0.0, worse)
}

#[test]
fn the_gram_matrix_is_nalgebras() {
    for parameters in [1, 2, 3, 4, 5, 7, 61, 64, 129] {
        for rows in [0, 1, 3, 8, 9, 16, 50, 257] {
            let single = largest_error::<f32>(rows, parameters);
            let double = largest_error::<f64>(rows, parameters);
            println!("P {parameters:3}, N {rows:3}: {single:.2} ε in f32, {double:.2} ε in f64");
            for error in [single, double] {
                let bound = 2.0 * rows as f64;
                assert!(error <= bound, "P {parameters}, N {rows}: {error} ε");
            }
        }
    }
}
