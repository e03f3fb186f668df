//! Learns the Mackey-Glass series from a stream of samples, by natural heavy ball in single precision. Exits
//! with 0 if the error on samples that were held out is within its bound.
#![no_std]
#![no_main]

use ngd_core::{Memory, Mlp, StepError};
use ngd_firmware::{Lent, SMALL_RAM, entry, log};
use ngd_firmware_runs::forecast::{self, Forecast};

const NETWORK: Mlp<4> = if SMALL_RAM { forecast::SMALL } else { forecast::USUAL };
const BOUND: f32 = if SMALL_RAM { forecast::BOUND_OF_SMALL } else { forecast::BOUND };
const PARAMETERS: usize = NETWORK.parameters();
const WORDS: usize = forecast::footprint(&NETWORK).words();
static MEMORY: Lent<Memory<f32, WORDS>> = Lent::new(Memory::new(forecast::footprint(&NETWORK)));

entry!(program);

fn program() -> bool {
    let Some(memory) = MEMORY.take() else { return false };
    match train(memory.as_mut()) {
        Ok(error) => log::result("held-out error", error, BOUND),
        Err(error) => {
            log::error(error);
            false
        }
    }
}

fn train(memory: &mut [f32]) -> Result<f32, StepError> {
    let mut theta = [0.0; PARAMETERS];
    NETWORK.glorot_into(1, &mut theta);
    let mut training = Forecast::new(NETWORK);
    let mut optimizer = forecast::optimizer();
    for number in 1..=forecast::STEPS {
        training.read();
        let outcome = training.step(&mut optimizer, &mut theta, memory)?;
        if number % 20 == 0 {
            log::step(number, &outcome);
        }
    }
    Ok(training.held_out_error(&theta, memory))
}
