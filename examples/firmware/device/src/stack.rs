//! How deep the stack grows: it is painted before and looked at after.

use core::ptr::{read_volatile, write_volatile};

const PAINT: u32 = 0xcccc_cccc;
/// Bytes below the stack pointer that are left alone while painting.
const MARGIN: usize = 64;
/// Bytes that are painted at most.
const DEPTH: usize = 32 * 1024;

unsafe extern "C" {
    /// The end of the statics, from the linker script.
    static mut __sheap: u32;
}

#[inline(always)]
fn pointer() -> usize {
    let pointer: usize;
    #[cfg(target_arch = "arm")]
    // SAFETY: copies the stack pointer.
    unsafe {
        core::arch::asm!("mov {}, sp", out(reg) pointer, options(nomem, nostack));
    }
    #[cfg(target_arch = "riscv32")]
    // SAFETY: copies the stack pointer.
    unsafe {
        core::arch::asm!("mv {}, sp", out(reg) pointer, options(nomem, nostack));
    }
    pointer
}

/// Bytes of stack that `work` takes beyond the frame of this function.
#[inline(never)]
pub fn peak(work: impl FnOnce()) -> usize {
    let top = pointer();
    let statics = &raw mut __sheap as usize;
    let low = statics.max(top - DEPTH).next_multiple_of(4);
    for address in (low..top - MARGIN).step_by(4) {
        // SAFETY: between the statics and the stack pointer: nothing lives there.
        unsafe { write_volatile(address as *mut u32, PAINT) };
    }
    work();
    // SAFETY: as above, and it was written.
    let untouched = |address: &usize| unsafe { read_volatile(*address as *const u32) } == PAINT;
    let deepest = (low..top).step_by(4).find(|address| !untouched(address)).unwrap_or(top);
    top - deepest
}
