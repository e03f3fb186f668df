//! Solves −εv″ + v′ = 1 by a physics-informed network in single precision. Exits with 0 if the error against
//! the exact solution is within its bound.
#![no_std]
#![no_main]

use ngd_core::{Memory, StepError};
use ngd_firmware::{Lent, entry, log};
use ngd_firmware_runs::boundary_layer::{self, BoundaryLayerTraining, FOOTPRINT, NETWORK};

static MEMORY: Lent<Memory<f32, { FOOTPRINT.words() }>> = Lent::new(Memory::new(FOOTPRINT));

entry!(program);

fn program() -> bool {
    let Some(memory) = MEMORY.take() else { return false };
    match solve(memory.as_mut()) {
        Ok(error) => log::result("relative error", error, boundary_layer::BOUND),
        Err(error) => {
            log::error(error);
            false
        }
    }
}

fn solve(memory: &mut [f32]) -> Result<f32, StepError> {
    let mut theta = [0.0; NETWORK.parameters()];
    NETWORK.glorot_into(1, &mut theta);
    let training = BoundaryLayerTraining::default();
    let mut optimizer = boundary_layer::optimizer();
    for number in 1..=boundary_layer::STEPS {
        let outcome = training.step(&mut optimizer, &mut theta, memory)?;
        let ends = outcome.loss() <= boundary_layer::TARGET;
        if ends || number % 10 == 0 {
            log::step(number, &outcome);
        }
        if ends {
            break;
        }
    }
    Ok(training.relative_error(&theta, memory))
}
