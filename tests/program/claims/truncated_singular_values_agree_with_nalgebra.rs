//! The truncated pseudo-inverse of the root is that of the Jacobian, with the decomposition on the stack and
//! with that on the heap, for cutoffs and for dampings, all from one decomposition.

use nalgebra::{DMatrix, DVector};
use ngd_core::least_squares::{
    FactorError, JacobiSpectrum, LeastSquares, Regularization, Spectrum, TruncatedSvd,
};
use ngd_core::linear_algebra::packed::padded_len;
use ngd_host::method::HeapSpectrum;

use ngd_core_claims::lent_memory::{LentMemory, Rows, wide};

const P: usize = 13;

/// Rows whose columns fall in size, so that the cutoffs cut; fewer than P leave a null space.
fn rows(n: usize) -> Rows {
    let mut jacobian = Rows::random::<f64>(n, P, 7).jacobian;
    for (j, mut column) in jacobian.column_iter_mut().enumerate() {
        column *= 0.5f64.powi(j as i32);
    }
    Rows::of::<f64>(jacobian, 3)
}

/// V and the filtered 1/σ², by the decomposition of J itself.
fn exact(rows: &Rows, regularization: Regularization<f64>) -> DMatrix<f64> {
    let svd = rows.jacobian.clone().svd(false, true);
    let v_t = svd.v_t.unwrap();
    let largest = svd.singular_values.max();
    let weights = svd.singular_values.map(|sigma| match regularization {
        Regularization::Damping(lambda) => 1.0 / (sigma * sigma + lambda),
        Regularization::Cutoff(cutoff) if sigma > cutoff * largest => 1.0 / (sigma * sigma),
        _ => 0.0,
    });
    v_t.transpose() * DMatrix::from_diagonal(&weights) * v_t
}

fn check<S: Spectrum<f64>>(name: &str, make: impl Fn() -> S) {
    for n in [5, 13, 40] {
        let rows = rows(n);
        let side = 0.7 * &rows.residual - 1.3 * &rows.velocity;
        let mut solver = TruncatedSvd::new(make());
        let mut memory = LentMemory::filled(&mut solver, &rows, 0.0);
        let relative = memory.with(|system, work| solver.factor(system, work, Regularization::Relative(1.0)));
        assert_eq!(relative, Err(FactorError::RelativeUnsupported));
        for rule in [
            Regularization::Cutoff(1e-1),
            Regularization::Cutoff(1e-2),
            Regularization::Damping(1e-3),
            Regularization::Damping(1.0),
        ] {
            let (mut direction, mut variances) = (vec![0.0; padded_len(P)], vec![0.0; padded_len(P)]);
            memory.with(|system, workspace| {
                solver.factor(system, workspace, rule).unwrap();
                solver.solve(system, 0.7, -1.3, &mut direction);
                solver.covariance_diagonal(system, &mut variances);
            });
            let inverse = exact(&rows, rule);
            let expected = -&inverse * rows.jacobian.tr_mul(&side);
            let error = (wide(&direction, P) - &expected).norm() / expected.norm();
            println!("{name}, N = {n}, {rule:?}: {error:e}");
            assert!(error <= 1e-9, "{name}, N = {n}, {rule:?}: {error:e}");
            // Under a damping the null space of J counts as 1/λ, which the thin decomposition leaves out.
            if n < P && matches!(rule, Regularization::Damping(_)) {
                continue;
            }
            let spread = (wide(&variances, P) - inverse.diagonal()).norm() / inverse.diagonal().norm();
            assert!(spread <= 1e-9, "{name}, N = {n}, {rule:?}: variances {spread:e}");
            let mut solution: Vec<f64> = (0..padded_len(P)).map(|i| if i < P { 1.0 } else { 0.0 }).collect();
            memory.with(|system, _| solver.solve_for(system, &mut solution));
            let expected = &inverse * DVector::from_element(P, 1.0);
            let apart = (wide(&solution, P) - &expected).norm() / expected.norm();
            assert!(apart <= 1e-9, "{name}, N = {n}, {rule:?}: solve_for {apart:e}");
        }
    }
}

#[test]
fn on_the_stack() {
    check("stack", || JacobiSpectrum::new([0.0; JacobiSpectrum::words(P)]));
}

#[test]
fn on_the_heap() {
    check("heap", HeapSpectrum::default);
}
