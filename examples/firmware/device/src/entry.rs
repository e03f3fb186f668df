//! Beginning and end of a program.

use semihosting::process::ExitCode;

/// Makes a function `fn() -> bool` the program: it exits with 0 if the function returns true, else with 1.
#[macro_export]
macro_rules! entry {
    ($program:ident) => {
        #[cfg(target_arch = "arm")]
        #[$crate::cortex_m_rt::entry]
        fn main() -> ! {
            $crate::exit($crate::run($program))
        }

        #[cfg(target_arch = "riscv32")]
        #[$crate::riscv_rt::entry]
        fn main() -> ! {
            $crate::exit($crate::run($program))
        }
    };
}

/// Runs a program; with the feature `paint-stack` it prints the bytes of stack that it takes.
pub fn run(program: fn() -> bool) -> bool {
    #[cfg(feature = "paint-stack")]
    {
        let mut passed = false;
        let bytes = crate::stack::peak(|| passed = program());
        semihosting::println!("stack {bytes}");
        passed
    }
    #[cfg(not(feature = "paint-stack"))]
    program()
}

/// Ends the emulation, or halts in the debugger, with 0 or 1.
pub fn exit(passed: bool) -> ! {
    let code = if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    code.exit_process()
}
