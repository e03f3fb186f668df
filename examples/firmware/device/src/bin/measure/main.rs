//! Prints what steps and kernels cost: instructions in QEMU with `-icount`, bytes of stack. One `name value` a
//! line, for tests/budgets.toml.
#![no_std]
#![no_main]

mod adapters;
mod kernels;
mod steps;
mod timed;

use ngd_core::StepError;
use ngd_core::adapt::Active;
use ngd_firmware::clock::Clock;
use ngd_firmware::{Lent, SMALL_RAM, entry};
use ngd_firmware_runs::forecast::{SMALL, USUAL, WIDE, footprint};
use semihosting::println;
use steps::Subject;

const WORDS: usize = if SMALL_RAM { footprint(&SMALL).words() } else { footprint(&WIDE).words() };
static MEMORY: Lent<[f32; WORDS]> = Lent::new([0.0; WORDS]);

entry!(program);

fn program() -> bool {
    MEMORY.take().is_some_and(|memory| measure(memory).is_ok())
}

fn measure(memory: &mut [f32]) -> Result<(), StepError> {
    // Before the clock runs: its interrupt takes stack too.
    steps(None, memory)?;
    observations(None, memory)?;
    let clock = Clock::start();
    println!("clock-200000 {}", clock.calibration);
    steps(Some(&clock), memory)?;
    observations(Some(&clock), memory)?;
    if !SMALL_RAM {
        kernels::measure(&clock, memory);
    }
    println!("end 0");
    Ok(())
}

/// Every way to adapt that the device can hold.
fn observations(clock: Option<&Clock>, memory: &mut [f32]) -> Result<(), StepError> {
    for (name, small, usual, momentum) in [
        ("all", Active::All, Active::All, 0.0),
        ("all-momentum", Active::All, Active::All, 0.5),
        ("last-layer", Active::last_layer(&SMALL), Active::last_layer(&USUAL), 0.0),
    ] {
        let subject =
            adapters::Subject { name, network: SMALL, theta: &mut [0.0; 25], active: small, momentum, memory };
        subject.measure(clock).ok_or(StepError::Direction)?;
        if !SMALL_RAM {
            let theta = &mut [0.0; 61];
            let subject = adapters::Subject { name, network: USUAL, theta, active: usual, momentum, memory };
            subject.measure(clock).ok_or(StepError::Direction)?;
        }
    }
    Ok(())
}

/// Every configuration that the device can hold.
fn steps(clock: Option<&Clock>, memory: &mut [f32]) -> Result<(), StepError> {
    Subject { network: SMALL, theta: &mut [0.0; 25], memory }.both_solvers(clock)?;
    if !SMALL_RAM {
        Subject { network: USUAL, theta: &mut [0.0; 61], memory }.both_solvers(clock)?;
        Subject { network: WIDE, theta: &mut [0.0; 129], memory }.both_solvers(clock)?;
    }
    Ok(())
}
