//! What the programs for a device share, on Cortex-M and RISC-V alike.
//!
//! * [`entry!`]: where a program begins; it ends by [`exit`], through semihosting.
//! * [`log`]: lines by `defmt`, or nothing.
//! * [`Lent`]: memory in a `static`, lent once.
//! * [`clock`], [`stack`]: instructions and bytes of stack, for `measure`.
#![no_std]

#[cfg(target_os = "none")]
pub mod clock;
mod entry;
mod lent;
pub mod log;
#[cfg(target_os = "none")]
mod panic;
#[cfg(target_os = "none")]
pub mod stack;

#[cfg(target_arch = "arm")]
#[doc(hidden)]
pub use cortex_m_rt;
#[cfg(target_arch = "riscv32")]
#[doc(hidden)]
pub use riscv_rt;

pub use entry::{exit, run};
pub use lent::Lent;

/// Whether the device has no more than 16 KB: it then trains the smaller networks only.
pub const SMALL_RAM: bool = cfg!(small_ram);
