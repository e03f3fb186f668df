//! The kernels alone, at P = 64: the figures that other libraries are compared by.

use core::hint::black_box;

use ngd_core::least_squares::{LeastSquares, NormalEquations, PANEL_ROWS, Panel, SquareRoot, System};
use ngd_core::linear_algebra::cholesky;
use ngd_core::linear_algebra::packed::{packed_len, padded_len, tiles_mut};
use ngd_firmware::clock::Clock;
use semihosting::println;

const P: usize = 64;
const PANEL: usize = PANEL_ROWS * padded_len(P);

/// Prints Cholesky, and sixteen rows absorbed by both solvers.
///
/// Shapes: memory [`packed_len`] + 2P + two panels of 8P words.
pub fn measure(clock: &Clock, memory: &mut [f32]) {
    let (triangle, rest) = memory.split_at_mut(packed_len(P));
    let (residual, rest) = rest.split_at_mut(P);
    let (velocity, rest) = rest.split_at_mut(P);
    let triangle = triangle.as_chunks_mut().0;
    let mut system = System { parameters: P, triangle, residual, velocity, damping: 0.0, relative: 0.0 };
    let rows = &mut rest[..2 * PANEL];

    // 16 rows and λ determine 64 parameters.
    let absorbed = absorb(clock, NormalEquations, &mut system, rows);
    println!("kernel-64-absorb-16 {absorbed}");
    let (ticks, result) = clock.ticks_of(|| cholesky::factor(tiles_mut(black_box(&mut *system.triangle))));
    if result.is_ok() {
        println!("kernel-64-cholesky {}", clock.in_instructions(ticks));
    }
    let absorbed = absorb(clock, SquareRoot, &mut system, rows);
    println!("kernel-64-square-root-absorb-16 {absorbed}");
}

fn absorb<S: LeastSquares<f32>>(
    clock: &Clock,
    mut solver: S,
    system: &mut System<'_, f32>,
    rows: &mut [f32],
) -> u64 {
    let mut random = ngd_core::model::SplitMix64::new(1);
    rows.fill_with(|| random.uniform::<f32>() - 0.5);
    solver.begin(system, 1.0);
    let right = [0.5, -0.25, 0.125, 1.0, -1.0, 0.75, 0.3, -0.7];
    let (first, second) = rows.split_at_mut(PANEL);
    let [[mut r0, mut v0], [mut r1, mut v1]] = [[right; 2]; 2];
    let mut first = Panel { lanes: first.as_chunks_mut().0, residual: &mut r0, velocity: &mut v0 };
    let mut second = Panel { lanes: second.as_chunks_mut().0, residual: &mut r1, velocity: &mut v1 };
    let (ticks, ()) = clock.ticks_of(|| {
        solver.absorb(black_box(&mut *system), &mut first);
        solver.absorb(black_box(&mut *system), &mut second);
    });
    clock.in_instructions(ticks)
}
