//! A clock that counts instructions, in QEMU with `-icount`: there every instruction takes the same virtual
//! time. On silicon it counts cycles of the clock.

#[cfg(target_arch = "arm")]
mod arch {
    use core::sync::atomic::{AtomicU32, Ordering};

    use cortex_m::peripheral::SYST;
    use cortex_m::peripheral::syst::SystClkSource;
    use cortex_m_rt::exception;

    const TOP: u32 = 0xff_ffff;
    static WRAPS: AtomicU32 = AtomicU32::new(0);

    /// A wrap of the counter, every 2²⁴ ticks.
    #[exception]
    fn SysTick() {
        WRAPS.store(WRAPS.load(Ordering::Relaxed).wrapping_add(1), Ordering::Relaxed);
    }

    pub fn start() {
        // SAFETY: nothing else uses this timer.
        let mut syst = unsafe { cortex_m::Peripherals::steal() }.SYST;
        syst.set_clock_source(SystClkSource::Core);
        syst.set_reload(TOP);
        syst.clear_current();
        syst.enable_interrupt();
        syst.enable_counter();
        // It shows zero, the end of a turn, until its first tick.
        while SYST::get_current() == 0 {}
    }

    /// What the clock shows.
    pub fn ticks() -> u64 {
        loop {
            let before = WRAPS.load(Ordering::Relaxed);
            let current = SYST::get_current();
            if before == WRAPS.load(Ordering::Relaxed) {
                return u64::from(before) * (u64::from(TOP) + 1) + u64::from(TOP - current);
            }
        }
    }

    /// Two instructions a turn.
    pub fn spin(turns: u32) {
        // SAFETY: counts a register down; it touches no memory.
        unsafe {
            core::arch::asm!("2:", "subs {0}, {0}, #1", "bne 2b", inout(reg) turns => _, options(nomem, nostack));
        }
    }
}

#[cfg(target_arch = "riscv32")]
mod arch {
    pub fn start() {}

    /// What the clock shows.
    pub fn ticks() -> u64 {
        riscv::register::minstret::read64()
    }

    /// Two instructions a turn.
    pub fn spin(turns: u32) {
        // SAFETY: counts a register down; it touches no memory.
        unsafe {
            core::arch::asm!("2:", "addi {0}, {0}, -1", "bnez {0}, 2b", inout(reg) turns => _, options(nomem, nostack));
        }
    }
}

pub use arch::ticks;

/// Turns of the loop that sets the clock.
const TURNS: u32 = 100_000;

/// The running clock.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// Ticks in which 2·10⁵ instructions ran.
    pub calibration: u64,
    /// Ticks that it takes to look at the clock twice.
    pub glance: u64,
}

impl Clock {
    /// Starts the clock and sets it by a loop of known length.
    pub fn start() -> Self {
        arch::start();
        let mut clock = Self { calibration: 0, glance: 0 };
        (clock.glance, ()) = clock.ticks_of(|| {});
        (clock.calibration, ()) = clock.ticks_of(|| arch::spin(TURNS));
        clock
    }

    /// Ticks that `work` takes, without those of looking at the clock, and its result.
    #[inline(always)]
    pub fn ticks_of<T>(&self, work: impl FnOnce() -> T) -> (u64, T) {
        let begin = ticks();
        let result = work();
        (ticks() - begin - self.glance, result)
    }

    /// Ticks in instructions.
    pub fn in_instructions(&self, ticks: u64) -> u64 {
        ticks * u64::from(2 * TURNS) / self.calibration
    }
}
