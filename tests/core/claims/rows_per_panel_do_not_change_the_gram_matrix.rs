//! The Gram matrix and both right-hand sides are the same bits however the rows are spread over panels, and
//! rows of zeros change nothing.

use ngd_core::Real;
use ngd_core::least_squares::{LeastSquares, NormalEquations, SquareRoot};

use ngd_core_claims::lent_memory::{LentMemory, Rows};

fn bits<R: Real>(case: &Rows, per_panel: usize) -> Vec<u64> {
    let mut solver = NormalEquations;
    let mut memory = LentMemory::<R>::new(case.jacobian.ncols());
    memory.with(|system, _| solver.begin(system, R::of(1e-3)));
    memory.absorb(&mut solver, case, 0..case.jacobian.nrows(), per_panel);
    memory.bits()
}

#[test]
fn rows_per_panel_do_not_change_the_gram_matrix() {
    for parameters in [1, 4, 5, 7, 8, 61, 66] {
        let case = Rows::random::<f64>(37, parameters, 7);
        let (single, double) = (bits::<f32>(&case, 8), bits::<f64>(&case, 8));
        for per_panel in 1..8 {
            assert_eq!(single, bits::<f32>(&case, per_panel), "P {parameters}, {per_panel} rows a panel");
            assert_eq!(double, bits::<f64>(&case, per_panel), "P {parameters}, {per_panel} rows a panel");
        }
    }
    println!("37 rows, 1 to 8 a panel: no bit differs");
}

fn unchanged_by_zeros<S: LeastSquares<f32>>(mut solver: S) {
    for parameters in [3, 8, 61] {
        let case = Rows::random::<f32>(20, parameters, 8);
        let mut memory = LentMemory::filled(&mut solver, &case, 0.25);
        let before = memory.bits();
        let zero = Rows::of::<f32>(nalgebra::DMatrix::zeros(8, parameters), 9);
        memory.absorb(&mut solver, &zero, 0..8, 8);
        assert_eq!(before, memory.bits(), "P {parameters}");
    }
}

#[test]
fn rows_of_zeros_change_nothing() {
    unchanged_by_zeros(NormalEquations);
    unchanged_by_zeros(SquareRoot);
}
