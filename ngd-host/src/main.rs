//! The program `ngd`.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    ngd_host::cli::main(std::env::args_os()).unwrap_or_else(|error| {
        let status = error.status();
        ngd_host::command::complain(&format!("{:#}", anyhow::Error::from(error)));
        status
    })
}
