//! Memory in a `static`.

use core::cell::UnsafeCell;
use core::sync::atomic::{AtomicBool, Ordering};

/// A value that is lent once, to the main program. These devices have one core; interrupts do not borrow.
#[derive(Debug)]
pub struct Lent<T> {
    value: UnsafeCell<T>,
    taken: AtomicBool,
}

// SAFETY: `take` lends the value once, and is called by the main program only.
unsafe impl<T: Send> Sync for Lent<T> {}

impl<T> Lent<T> {
    /// The value, not yet lent.
    pub const fn new(value: T) -> Self {
        Self { value: UnsafeCell::new(value), taken: AtomicBool::new(false) }
    }

    /// The value, the first time.
    ///
    /// Not for interrupts: load and store are two instructions, as a Cortex-M0 has no exchange.
    #[expect(clippy::mut_from_ref, reason = "the flag gives the reference out once")]
    pub fn take(&'static self) -> Option<&'static mut T> {
        if self.taken.load(Ordering::Relaxed) {
            return None;
        }
        self.taken.store(true, Ordering::Relaxed);
        // SAFETY: `taken` was false, so that no other reference exists, and stays true.
        Some(unsafe { &mut *self.value.get() })
    }
}
