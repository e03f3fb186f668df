//! Firmware under test: built for a microcontroller, run in QEMU, weighed and measured.
//!
//! * [`toolchain`]: how code is compiled for a target on this machine.
//! * [`firmware`]: builds the programs of `examples/firmware`.
//! * [`board`]: the machines that QEMU emulates.
//! * [`image`]: sections and symbols of a linked program.
//! * [`cycles`]: an estimate from a trace of instructions.
//! * [`measurement`]: what a configuration costs; [`budget`]: what it may cost; [`table`]: the table of both.

pub mod board;
pub mod budget;
pub mod cycles;
pub mod firmware;
pub mod image;
pub mod measurement;
pub mod table;
pub mod toolchain;
