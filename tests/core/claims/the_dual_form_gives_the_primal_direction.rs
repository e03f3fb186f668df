//! The dual solver answers as the primal one does, for batches smaller than P, and so does every method
//! over it; undamped its solutions are those of least norm.

use nalgebra::{DMatrix, DVector};
use ngd_core::damping::Constant;
use ngd_core::least_squares::{Dual, FactorError, LeastSquares, NormalEquations, Regularization};
use ngd_core::natural_gradient::{Parts, Thin};
use ngd_core::problem::Regression;
use ngd_core::step_length::Fixed;
use ngd_core::{Activation, Footprint, Mlp, NaturalGradient, Order, Policy, Real, Sample, StepError};

use ngd_core_claims::lent_memory::{LentMemory, Rows, noise, scientific, wide, worse};
use ngd_core_claims::runs::{bits, curve, memory, presets};

fn relative(found: &DVector<f64>, exact: &DVector<f64>) -> f64 {
    (found - exact).norm() / exact.norm()
}

/// Largest relative error of all answers, against nalgebra's Cholesky of JᵀJ + λI.
fn largest_error<R: Real>(case: &Rows, capacity: usize, damping: f64) -> f64 {
    let parameters = case.jacobian.ncols();
    let gram = case.gram(damping).cholesky().unwrap();
    let mut solver = Dual::new(capacity);
    let mut memory = LentMemory::<R>::filled(&mut solver, case, R::ZERO);
    let trace = memory.with(|system, _| solver.trace(system)).to_f64();
    let mut largest = (trace / case.jacobian.norm_squared() - 1.0).abs();
    memory.with(|system, work| solver.factor(system, work, Regularization::Damping(R::of(damping)))).unwrap();
    let mut vector = vec![R::ZERO; parameters];
    for (rho, nu) in [(1.0, 0.0), (0.0, 1.0), (0.25, -0.75)] {
        memory.with(|system, _| solver.solve(system, R::of(rho), R::of(nu), &mut vector));
        let side = &case.residual * rho + &case.velocity * nu;
        let direction = wide(&vector, parameters);
        largest = worse(largest, relative(&direction, &-gram.solve(&case.jacobian.tr_mul(&side))));
        let curvature = memory.with(|system, _| solver.curvature(system, &vector)).to_f64();
        largest = worse(largest, (curvature / (&case.jacobian * &direction).norm_squared() - 1.0).abs());
    }
    memory.with(|system, _| solver.gradient(system, &mut vector));
    largest = worse(largest, relative(&wide(&vector, parameters), &case.jacobian.tr_mul(&case.residual)));
    let mut noise = noise(11);
    let side = DVector::from_fn(parameters, |_, _| R::of(noise()).to_f64());
    for (entry, value) in vector.iter_mut().zip(side.iter()) {
        *entry = R::of(*value);
    }
    memory.with(|system, _| solver.solve_for(system, &mut vector));
    largest = worse(largest, relative(&wide(&vector, parameters), &gram.solve(&side)));
    memory.with(|system, _| solver.covariance_diagonal(system, &mut vector));
    worse(largest, relative(&wide(&vector, parameters), &gram.inverse().diagonal()))
}

#[test]
fn its_answers_are_those_of_the_gram_matrix() {
    for (rows, parameters) in [(1, 1), (1, 9), (3, 4), (4, 61), (7, 8), (8, 13), (17, 61), (40, 449)] {
        for capacity in [rows, rows + 5] {
            let case = Rows::random::<f32>(rows, parameters, (rows + parameters) as u64);
            let errors =
                [largest_error::<f32>(&case, capacity, 0.125), largest_error::<f64>(&case, capacity, 0.125)];
            println!("N {rows}, P {parameters}: in f32, f64: {}", scientific(&errors));
            assert!(errors[0] <= 1e-3 && errors[1] <= 1e-12, "N {rows}, P {parameters}: {errors:?}");
        }
    }
}

#[test]
fn undamped_it_has_the_least_norm() {
    let case = Rows::random::<f64>(6, 20, 3);
    let mut solver = Dual::new(6);
    let mut memory = LentMemory::<f64>::filled(&mut solver, &case, 0.0);
    memory.with(|system, work| solver.factor(system, work, Regularization::Damping(0.0))).unwrap();
    let inverse = case.jacobian.clone().pseudo_inverse(1e-12).unwrap();
    let mut vector = vec![0.0; 20];
    memory.with(|system, _| solver.solve(system, 1.0, 0.0, &mut vector));
    let direction = relative(&wide(&vector, 20), &-(&inverse * &case.residual));
    memory.with(|system, _| solver.gradient(system, &mut vector));
    memory.with(|system, _| solver.solve_for(system, &mut vector));
    let solution = relative(&wide(&vector, 20), &(&inverse * &case.residual));
    println!("from nalgebra's pseudo-inverse: {direction:e}, {solution:e}");
    assert!(direction <= 1e-12 && solution <= 1e-12);
}

#[test]
fn rows_that_do_not_fit_or_depend_are_named() {
    // Rows of four ones: their kernel, its pivots and its roots are whole numbers.
    let ones = |n: usize, j: usize| if j / 4 == [0, 1, 2, 3, 1, 4][n] { 1.0 } else { 0.0 };
    let mut doubled = Rows::of::<f64>(DMatrix::from_fn(6, 20, ones), 3);
    let factor = |case: &Rows, capacity, damping| {
        let mut solver = Dual::new(capacity);
        let mut memory = LentMemory::<f64>::filled(&mut solver, case, 0.0);
        memory.with(|system, work| solver.factor(system, work, Regularization::Damping(damping)))
    };
    let result = factor(&doubled, 6, 0.0);
    assert!(matches!(result, Err(FactorError::DependentRow(4))), "{result:?}");
    assert_eq!(factor(&doubled, 6, 1e-3), Ok(()));
    assert_eq!(factor(&doubled, 5, 1e-3), Err(FactorError::Rows { most: 5, found: 6 }));
    doubled.jacobian.set_row(4, &DMatrix::zeros(1, 20).row(0));
    assert_eq!(factor(&doubled, 5, 0.0), Ok(()), "a row of zeros takes no place");
}

/// An optimizer of small batches.
type Small = NaturalGradient<f64, Parts<Dual, Fixed<f64>, Constant<f64>>>;

const NET: Mlp<1> = Mlp::new(&[8], Activation::Tanh);

fn small_batch(step: usize) -> Vec<Sample<f64, 1>> {
    curve(60).into_iter().skip(step).step_by(6).collect()
}

#[test]
fn every_method_makes_the_same_steps_over_it() {
    let scratch = ngd_core::Model::<f64, 1, 1>::block_scratch(&NET, Order::Second, ngd_core::BLOCK);
    let dual_words = Footprint::new(25, scratch).of::<Small>().with_rows(10).words();
    for (name, preset) in presets(0.5) {
        let preset = preset
            .with_length(Fixed { learning_rate: 0.3 })
            .with_damping(Constant { relative: 1e-2 })
            .with_policy(Policy::Escape { ceiling: 1e3 });
        let mut primal = preset.with_solver(NormalEquations);
        let mut dual = preset.with_solver(Dual::new(10));
        let mut thetas = [NET.glorot::<f64, 25>(7).unwrap(); 2];
        let mut memories = [memory::<f64, 1, 1>(&NET), vec![0.0; dual_words]];
        for step in 0..6 {
            let samples = small_batch(step);
            let [first, second] = &mut thetas;
            let a = primal.step(&NET, &Regression, &samples, first, &mut memories[0]).unwrap();
            let b = dual.step(&NET, &Regression, &samples, second, &mut memories[1]).unwrap();
            assert!(a.is_accepted() && b.is_accepted());
        }
        let [first, second] = thetas.map(|theta| DVector::from_row_slice(&theta));
        let apart = relative(&second, &first);
        println!("{name}: after 6 batches of 10 apart by {apart:e}");
        assert!(apart <= 1e-10, "{name}: {apart:e}");
        let before = bits(second.as_slice());
        let mut theta = second;
        let error = dual.step(&NET, &Regression, &curve(11), theta.as_mut_slice(), &mut memories[1]);
        assert_eq!(error, Err(StepError::Factor(FactorError::Rows { most: 10, found: 11 })));
        assert_eq!(bits(theta.as_slice()), before);
    }
    let large = Mlp::<5>::new(&[64], Activation::Tanh).footprint().of::<NaturalGradient<f64, Thin<f64>>>();
    let small = large.of::<Small>().with_rows(40);
    println!("words of 5-64-1: {} primal, {} dual with 40 rows", large.words(), small.words());
    assert!(small.words() < large.words() / 2);
    assert_eq!(large.of::<Small>().words(), usize::MAX, "nobody has said how many rows");
    let _ = NaturalGradient::spring(0.1, 0.9, 40);
}
