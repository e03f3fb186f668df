//! Steps between two marks, for a trace of their instructions: the last one between each pair is a usual step,
//! accepted at the first length, of the network of 61 parameters.
#![no_std]
#![no_main]

use ngd_core::least_squares::{LeastSquares, NormalEquations, SquareRoot};
use ngd_core::{Mlp, StepError};
use ngd_firmware::{Lent, SMALL_RAM, entry};
use ngd_firmware_runs::forecast::{self, Forecast};

const NETWORK: Mlp<4> = if SMALL_RAM { forecast::SMALL } else { forecast::USUAL };
const PARAMETERS: usize = NETWORK.parameters();
const WORDS: usize = forecast::footprint(&NETWORK).words();
static MEMORY: Lent<[f32; WORDS]> = Lent::new([0.0; WORDS]);

/// Steps before the first that may be the usual one.
const WARM_UP: u32 = 2;

entry!(program);

fn program() -> bool {
    let Some(memory) = MEMORY.take() else { return false };
    step(NormalEquations, mark_normal_equations, memory)
        .and_then(|()| step(SquareRoot, mark_square_root, memory))
        .is_ok()
}

fn step<S: LeastSquares<f32>>(solver: S, mark: extern "C" fn(), memory: &mut [f32]) -> Result<(), StepError> {
    memory.fill(0.0);
    let mut theta = [0.0; PARAMETERS];
    NETWORK.glorot_into(1, &mut theta);
    let mut training = Forecast::new(NETWORK);
    let mut optimizer = forecast::optimizer().with_solver(solver);
    for number in 1..=forecast::STEPS {
        training.read();
        mark();
        let outcome = training.step(&mut optimizer, &mut theta, memory)?;
        mark_end();
        let usual = outcome.is_accepted() && outcome.report().loss_evaluations == 1;
        if usual && number > WARM_UP {
            return Ok(());
        }
    }
    Err(StepError::Direction)
}

/// Makes a mark: a function of its own, which the trace names.
macro_rules! mark {
    ($name:ident) => {
        // SAFETY: no other function has this name.
        #[unsafe(no_mangle)]
        #[inline(never)]
        extern "C" fn $name() {
            // SAFETY: does nothing. The comment keeps the compiler from making one function of all marks.
            unsafe { core::arch::asm!(concat!("/* ", stringify!($name), " */ nop")) };
        }
    };
}

mark!(mark_normal_equations);
mark!(mark_square_root);
mark!(mark_end);
