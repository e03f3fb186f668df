use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// A request to stop, shared by all seeds.
#[derive(Clone, Debug, Default)]
pub struct Interrupt {
    requested: Arc<AtomicBool>,
    signalled: Arc<AtomicBool>,
    signal: Arc<AtomicUsize>,
}

/// What the exit status of a process that a signal ended is above the signal's number.
const STATUS: i32 = 128;

impl Interrupt {
    /// A request that Ctrl-C (SIGINT) and SIGTERM make. The runs then end within a second, with complete files;
    /// after a second signal the process exits at once, with the status of that signal.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn on_signals() -> io::Result<Self> {
        let interrupt = Self::default();
        for signal in [SIGINT, SIGTERM] {
            // The first of these must find the flag as the signal before has left it.
            flag::register_conditional_shutdown(signal, STATUS + signal, interrupt.signalled.clone())?;
            flag::register_usize(
                signal,
                interrupt.signal.clone(),
                usize::try_from(signal).unwrap_or_default(),
            )?;
            flag::register(signal, interrupt.signalled.clone())?;
        }
        Ok(interrupt)
    }

    /// Asks every run to end.
    pub fn request(&self) {
        self.requested.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked.
    pub fn requested(&self) -> bool {
        self.requested.load(Ordering::Relaxed) || self.signalled.load(Ordering::Relaxed)
    }

    /// The exit status that a signal asks for: 130 after Ctrl-C, 143 after SIGTERM.
    pub fn status(&self) -> Option<u8> {
        let signal = self.signal.load(Ordering::Relaxed);
        let status = usize::try_from(STATUS).ok()?.checked_add(signal)?;
        (signal > 0).then_some(u8::try_from(status).ok()?)
    }
}
