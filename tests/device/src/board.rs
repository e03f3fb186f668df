//! The machines that QEMU emulates, and how a program runs on one.

use std::ffi::OsStr;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A program that runs longer has failed. The slowest takes half a minute.
const TIME_LIMIT: Duration = Duration::from_secs(600);

/// A machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Board {
    /// The core, as its vendor names it.
    pub core: &'static str,
    /// The target it is compiled for.
    pub target: &'static str,
    emulator: &'static str,
    machine: &'static [&'static str],
    /// Ticks that its clock shows in 200,000 instructions of 32 ns.
    pub ticks: u64,
}

/// Single-precision FPU.
pub const M4F: Board = Board {
    core: "Cortex-M4F",
    target: "thumbv7em-none-eabihf",
    emulator: "qemu-system-arm",
    machine: &["mps2-an386"],
    ticks: 160_000,
};
/// The programs of the M4F on another core.
pub const M7: Board = Board { core: "Cortex-M7", machine: &["mps2-an500"], ..M4F };
/// No FPU.
pub const M3: Board =
    Board { core: "Cortex-M3", target: "thumbv7m-none-eabi", machine: &["mps2-an385"], ..M4F };
/// Single-precision FPU, in its secure state.
pub const M33: Board = Board {
    core: "Cortex-M33",
    target: "thumbv8m.main-none-eabihf",
    machine: &["mps2-an505"],
    ticks: 128_000,
    ..M4F
};
/// The micro:bit: no FPU, no division, 16 KB of RAM.
pub const M0: Board =
    Board { core: "Cortex-M0", target: "thumbv6m-none-eabi", machine: &["microbit"], ticks: 102_400, ..M4F };
/// Integers, multiplication and compressed instructions only.
pub const RISC_V: Board = Board {
    core: "RV32IMC",
    target: "riscv32imc-unknown-none-elf",
    emulator: "qemu-system-riscv32",
    machine: &["virt", "-cpu", "rv32,a=false,f=false,d=false", "-bios", "none"],
    ticks: 6_400_000,
};

/// All of them.
pub const BOARDS: [Board; 6] = [M4F, M7, M3, M33, M0, RISC_V];

/// What became of a run.
#[derive(Debug)]
pub struct Run {
    /// The exit status; `None` if the emulator was killed.
    pub status: Option<i32>,
    /// What it wrote, bytes as they came.
    pub output: Vec<u8>,
}

impl Run {
    /// The output as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.output).into_owned()
    }
}

impl Board {
    /// Runs a program to its end. One instruction takes 32 ns of virtual time.
    ///
    /// # Panics
    /// If the emulator is missing, or does not end in time.
    pub fn run(&self, program: &Path) -> Run {
        self.run_with(program, &[])
    }

    /// The same, with every block of instructions written into a file.
    ///
    /// # Panics
    /// As [`run`](Self::run).
    pub fn run_traced(&self, program: &Path, trace: &Path) -> Run {
        self.run_with(
            program,
            &["-d".as_ref(), "in_asm,exec,nochain".as_ref(), "-D".as_ref(), trace.as_os_str()],
        )
    }

    fn run_with(&self, program: &Path, options: &[&OsStr]) -> Run {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("output");
        let file = File::create(&path).expect("a temporary file");
        let mut child = Command::new(self.emulator)
            .arg("-M")
            .args(self.machine)
            .args(["-nographic", "-semihosting-config", "enable=on,target=native", "-icount", "shift=5"])
            .args(options)
            .arg("-kernel")
            .arg(program)
            .stdin(Stdio::null())
            .stdout(file)
            .spawn()
            .unwrap_or_else(|error| panic!("{}: {error}; tests/bare_metal installs it", self.emulator));
        let begin = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().expect("the emulator can be waited for") {
                break status;
            }
            if begin.elapsed() > TIME_LIMIT {
                child.kill().expect("the emulator can be ended");
                panic!("{} does not end on the {}", program.display(), self.core);
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        Run { status: status.code(), output: std::fs::read(path).expect("the output") }
    }
}
