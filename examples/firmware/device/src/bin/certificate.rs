//! Prints the certificates of fixed trainings: a hash of every θ, to be compared with another machine's.
#![no_std]
#![no_main]

use ngd_firmware::{Lent, SMALL_RAM, entry};
use ngd_firmware_runs::certificate::{ALL_WORDS, WORDS, issue};
use semihosting::println;

const USED: usize = if SMALL_RAM { WORDS } else { ALL_WORDS };
static MEMORY: Lent<[f32; USED]> = Lent::new([0.0; USED]);

entry!(program);

fn program() -> bool {
    let Some(memory) = MEMORY.take() else { return false };
    issue(memory, |name, certificate| println!("{name} {certificate}")).is_ok()
}
