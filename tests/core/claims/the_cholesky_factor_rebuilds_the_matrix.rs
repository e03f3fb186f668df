//! L Lᵀ = JᵀJ + λI, wherever the damping was put, and L is nalgebra's.

use ngd_core::Real;
use ngd_core::least_squares::{LeastSquares, NormalEquations, Regularization};

use ngd_core_claims::lent_memory::{LentMemory, Rows, scientific};

/// ‖L Lᵀ − JᵀJ − λI‖ / ‖JᵀJ + λI‖ in units of ε, and ‖L − L of nalgebra‖ / ‖L‖.
fn errors<R: Real>(case: &Rows, first: f64, damping: f64) -> [f64; 2] {
    let mut solver = NormalEquations;
    let mut memory = LentMemory::<R>::filled(&mut solver, case, R::of(first));
    memory
        .with(|system, work| solver.factor(system, work, Regularization::Damping(R::of(damping))))
        .expect("positive definite");
    let gram = case.gram(R::of(damping.max(first)).to_f64());
    let lower = memory.lower();
    let oracle = gram.clone().cholesky().expect("positive definite").l();
    let square = &lower * lower.transpose();
    [(square - &gram).norm() / gram.norm() / R::EPSILON.to_f64(), (&lower - &oracle).norm() / oracle.norm()]
}

#[test]
fn the_cholesky_factor_rebuilds_the_matrix() {
    for parameters in [1, 2, 3, 4, 5, 7, 8, 9, 12, 61, 64, 129] {
        let case = Rows::random::<f32>(2 * parameters + 3, parameters, parameters as u64);
        for (first, damping) in [(0.0, 0.0), (0.5, 0.5), (0.0, 0.5), (0.25, 0.5), (0.5, 0.0)] {
            let (single, double) =
                (errors::<f32>(&case, first, damping), errors::<f64>(&case, first, damping));
            println!(
                "P {parameters:3}, λ {first} then {damping}: {}",
                scientific(&[single, double].concat())
            );
            assert!(single[0] <= 10.0 + parameters as f64 && double[0] <= 10.0 + parameters as f64);
            assert!(single[1] <= 1e-4 && double[1] <= 1e-12);
        }
    }
}
