//! One training step with each solver, and a panic handler that cannot be linked: if a path to a panic
//! survives optimization, the linker misses `a_path_to_a_panic_survives`.
#![no_std]
#![no_main]

use core::hint::black_box;
use core::panic::PanicInfo;

use ngd_core::least_squares::{LeastSquares, NormalEquations, SquareRoot};
use ngd_core::{Memory, Outcome, StepError};
use ngd_firmware_runs::boundary_layer::{self, BoundaryLayerTraining};
use ngd_firmware_runs::forecast::{self, Forecast, SMALL};
use semihosting::process::ExitCode;

unsafe extern "C" {
    fn a_path_to_a_panic_survives() -> !;
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    // SAFETY: no such function exists: a program that could call it does not link.
    unsafe { a_path_to_a_panic_survives() }
}

#[cfg(target_arch = "arm")]
#[cortex_m_rt::entry]
fn main() -> ! {
    program()
}

#[cfg(target_arch = "riscv32")]
#[riscv_rt::entry]
fn main() -> ! {
    program()
}

fn program() -> ! {
    #[cfg(feature = "panicking")]
    assert!(black_box(1) < 2);
    let steps = [forecast(NormalEquations), forecast(SquareRoot), boundary_layer()];
    let passed = steps.iter().all(|step| step.is_ok_and(|outcome| outcome.is_accepted()));
    let code = if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    code.exit_process()
}

fn forecast<S: LeastSquares<f32>>(solver: S) -> Result<Outcome<f32>, StepError> {
    const FOOTPRINT: ngd_core::Footprint = forecast::footprint(&SMALL);
    const MEMORY: Memory<f32, { FOOTPRINT.words() }> = Memory::new(FOOTPRINT);
    let mut memory = MEMORY;
    let mut theta = [0.0; SMALL.parameters()];
    SMALL.glorot_into(black_box(1), &mut theta);
    let mut training = Forecast::new(SMALL);
    let mut optimizer = forecast::optimizer().with_solver(solver);
    training.read();
    training.step(&mut optimizer, &mut theta, memory.as_mut())
}

fn boundary_layer() -> Result<Outcome<f32>, StepError> {
    use boundary_layer::{FOOTPRINT, NETWORK};
    const MEMORY: Memory<f32, { FOOTPRINT.words() }> = Memory::new(FOOTPRINT);
    let mut memory = MEMORY;
    let mut theta = [0.0; NETWORK.parameters()];
    NETWORK.glorot_into(black_box(1), &mut theta);
    let mut optimizer = boundary_layer::optimizer();
    BoundaryLayerTraining::default().step(&mut optimizer, &mut theta, memory.as_mut())
}
