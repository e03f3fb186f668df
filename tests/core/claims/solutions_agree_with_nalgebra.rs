//! Directions, solutions, curvature and covariance are those of nalgebra's QR of J stacked on √λ·I; and the
//! square root resolves what the normal equations lose.

use nalgebra::{DMatrix, DVector};
use ngd_core::Real;
use ngd_core::least_squares::{Euclidean, LeastSquares, NormalEquations, Regularization, SquareRoot};
use ngd_core::linear_algebra::packed::padded_len;

use ngd_core_claims::lent_memory::{LentMemory, Rows, noise, scientific, wide, worse};

/// (JᵀJ + λI)⁻¹ from the singular values of J, in double precision.
fn inverse(jacobian: &DMatrix<f64>, damping: f64) -> DMatrix<f64> {
    let parameters = jacobian.ncols();
    let mut stacked = jacobian.clone().resize_vertically(jacobian.nrows() + parameters, 0.0);
    for i in 0..parameters {
        stacked[(jacobian.nrows() + i, i)] = damping.sqrt();
    }
    let r = stacked.qr().unpack_r();
    let r_inverse = r.solve_upper_triangular(&DMatrix::identity(parameters, parameters)).expect("full rank");
    &r_inverse * r_inverse.transpose()
}

fn relative(found: &DVector<f64>, exact: &DVector<f64>) -> f64 {
    (found - exact).norm() / exact.norm()
}

/// Largest relative error of everything a factored solver answers. `padded` vectors or such of P words.
fn largest_error<R: Real, S: LeastSquares<R>>(
    mut solver: S,
    case: &Rows,
    damping: [f64; 2],
    padded: bool,
) -> f64 {
    let parameters = case.jacobian.ncols();
    let lambda = R::of(damping[0].max(damping[1])).to_f64();
    let exact = inverse(&case.jacobian, lambda);
    let mut memory = LentMemory::<R>::filled(&mut solver, case, R::of(damping[0]));
    memory
        .with(|system, work| solver.factor(system, work, Regularization::Damping(R::of(damping[1]))))
        .expect("well conditioned");
    let length = if padded { padded_len(parameters) } else { parameters };
    let mut vector = vec![R::ZERO; length];
    let mut largest: f64 = 0.0;
    for (rho, nu) in [(1.0, 0.0), (0.0, 1.0), (0.25, -0.75), (1.0, 0.5)] {
        memory.with(|system, _| solver.solve(system, R::of(rho), R::of(nu), &mut vector));
        let side = &case.residual * rho + &case.velocity * nu;
        let direction = wide(&vector, parameters);
        largest = worse(largest, relative(&direction, &-(&exact * case.jacobian.tr_mul(&side))));
        let curvature = memory.with(|system, _| solver.curvature(system, &vector)).to_f64();
        let product = (&case.jacobian * &direction).norm_squared();
        let damped = product + lambda * direction.norm_squared();
        largest = worse(largest, (curvature - product).abs() / damped);
        assert!(vector.iter().skip(parameters).all(|entry| *entry == R::ZERO));
    }
    let mut noise = noise(11);
    let side = DVector::from_fn(parameters, |_, _| R::of(noise()).to_f64());
    vector.fill(R::ZERO);
    for (entry, value) in vector.iter_mut().zip(side.iter()) {
        *entry = R::of(*value);
    }
    memory.with(|system, _| solver.solve_for(system, &mut vector));
    largest = worse(largest, relative(&wide(&vector, parameters), &(&exact * side)));
    memory.with(|system, _| solver.covariance_diagonal(system, &mut vector));
    worse(largest, relative(&wide(&vector, parameters), &exact.diagonal()))
}

#[test]
fn solutions_agree_with_nalgebra() {
    for parameters in [1, 2, 3, 4, 5, 7, 8, 13, 61, 64] {
        let case = Rows::random::<f32>(4 * parameters + 5, parameters, parameters as u64);
        for damping in [[0.0, 0.0], [0.125, 0.125], [0.0, 0.125], [0.125, 0.0]] {
            for padded in [true, false] {
                let errors = [
                    largest_error::<f32, _>(NormalEquations, &case, damping, padded),
                    largest_error::<f32, _>(SquareRoot, &case, damping, padded),
                    largest_error::<f64, _>(NormalEquations, &case, damping, padded),
                    largest_error::<f64, _>(SquareRoot, &case, damping, padded),
                ];
                println!(
                    "P {parameters:2}, λ {damping:?}: normal, root in f32, f64: {}",
                    scientific(&errors)
                );
                for (error, bound) in errors.into_iter().zip([2e-4, 2e-4, 4e-13, 4e-13]) {
                    assert!(error <= bound, "P {parameters}, λ {damping:?}: {errors:?}");
                }
            }
        }
    }
}

/// Relative error of the solution of a consistent problem whose singular values fall from 1 to `smallest`,
/// in f32; NaN if the factorization fails.
fn error_at<S: LeastSquares<f32>>(mut solver: S, smallest: f64, seed: u64) -> f64 {
    let (rows, parameters) = (40, 9);
    let left = Rows::random::<f64>(rows, parameters, seed).jacobian.qr().q();
    let right = Rows::random::<f64>(parameters, parameters, seed + 1).jacobian.qr().q();
    let values = DVector::from_fn(parameters, |i, _| smallest.powf(i as f64 / (parameters - 1) as f64));
    let mut case = Rows::of::<f32>(left * DMatrix::from_diagonal(&values) * &right, 0);
    let exact = right.tr_mul(&DVector::repeat(parameters, 1.0));
    case.residual = -(&case.jacobian * &exact);
    let mut memory = LentMemory::filled(&mut solver, &case, 0.0);
    if memory.with(|system, work| solver.factor(system, work, Regularization::Damping(0.0))).is_err() {
        return f64::NAN;
    }
    let mut direction = vec![0.0f32; parameters];
    memory.with(|system, _| solver.solve(system, 1.0, 0.0, &mut direction));
    relative(&wide(&direction, parameters), &exact)
}

#[test]
fn the_square_root_resolves_what_the_normal_equations_lose() {
    let worst = |smallest, root: bool| {
        let error = |seed| {
            if root {
                error_at(SquareRoot, smallest, seed)
            } else {
                error_at(NormalEquations, smallest, seed)
            }
        };
        let errors: Vec<f64> = (0..20).map(|k| error(100 * k)).collect();
        let failed = errors.iter().filter(|error| error.is_nan() || **error > 0.3).count();
        println!("σ {smallest:.0e}, square root {root}: {failed} of 20 lost, {}", scientific(&errors));
        failed
    };
    assert_eq!(worst(1e-6, true), 0);
    assert_eq!(worst(1e-3, false), 0);
    assert!(worst(1e-4, false) >= 15);
    worst(3e-4, false);
}

#[test]
fn the_identity_gives_plain_gradient_descent() {
    let case = Rows::random::<f64>(20, 7, 1);
    let mut solver = Euclidean;
    let mut memory = LentMemory::<f64>::filled(&mut solver, &case, 0.0);
    let mut direction = [0.0; 7];
    memory.with(|system, work| {
        solver.factor(system, work, Regularization::Damping(1.0)).expect("nothing to factor");
        solver.solve(system, 0.5, 2.0, &mut direction);
        assert_eq!((solver.trace(system), solver.curvature(system, &direction)), (7.0, 0.0));
    });
    let exact = -case.jacobian.tr_mul(&(&case.residual * 0.5 + &case.velocity * 2.0));
    let error = relative(&wide(&direction, 7), &exact);
    println!("relative error {error:.1e}");
    assert!(error <= 1e-14);
}
