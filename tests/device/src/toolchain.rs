//! How code is compiled for a target on this machine: by the toolchain that runs the tests, if it has the
//! target, or by Debian's, which builds `core` from its source. `tests/bare_metal` installs either.

use std::path::{Path, PathBuf};
use std::process::Command;

/// With the value `debian` Debian's compiler is taken even if the other one has the target.
pub const CHOICE: &str = "NGD_BARE_METAL";

/// A compiler for bare metal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toolchain {
    /// That of the tests, with the target's `core` installed.
    Installed,
    /// Debian's packages rustc-web, cargo-web and rust-web-src.
    Debian,
}

const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_CORE: &str = "/usr/lib/rustlib/src/rust/library/core";

impl Toolchain {
    /// What compiles for a target here.
    ///
    /// # Panics
    /// If nothing does.
    pub fn of(target: &str) -> Self {
        let forced = std::env::var(CHOICE).is_ok_and(|choice| choice == "debian");
        if !forced && Path::new(&answer("rustc", &["--print", "target-libdir", "--target", target])).exists()
        {
            Self::Installed
        } else if [DEBIAN_RUSTC, DEBIAN_CARGO, DEBIAN_CORE].iter().all(|path| Path::new(path).exists()) {
            Self::Debian
        } else {
            panic!("nothing here compiles for {target}: run tests/bare_metal")
        }
    }

    /// The minor version of the compiler, 95 for 1.95.0.
    ///
    /// # Panics
    /// If the compiler does not say it.
    pub fn minor(self) -> u32 {
        let version = answer(if self == Self::Debian { DEBIAN_RUSTC } else { "rustc" }, &["--version"]);
        let minor = version.split('.').nth(1).and_then(|minor| minor.parse().ok());
        minor.unwrap_or_else(|| panic!("no version in {version:?}"))
    }

    /// A short name, for folders.
    pub fn name(self) -> &'static str {
        match self {
            Self::Installed => "installed",
            Self::Debian => "debian",
        }
    }

    /// `cargo build`, free of what the tests' own cargo has put into the environment.
    pub fn cargo_build(self) -> Command {
        let mut command = match self {
            Self::Installed => {
                let mut command = Command::new("cargo");
                command.arg("build");
                command
            }
            Self::Debian => {
                let mut command = Command::new(DEBIAN_CARGO);
                command.args(["build", "-Zbuild-std=core"]);
                command
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env("RUSTC", DEBIAN_RUSTC)
                    .env("PATH", path_with_linker());
                command.env_remove("LD_LIBRARY_PATH");
                command
            }
        };
        let foreign = |name: &str| {
            name.starts_with("CARGO_PROFILE_")
                || name.starts_with("CARGO_TARGET_")
                || ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "MEMORY_X"].contains(&name)
        };
        for (name, _) in std::env::vars().filter(|(name, _)| foreign(name)) {
            command.env_remove(name);
        }
        command
    }
}

/// PATH with the folder of the `rust-lld` that comes with the toolchain of the tests.
fn path_with_linker() -> std::ffi::OsString {
    let folder = PathBuf::from(answer("rustc", &["--print", "target-libdir"])).with_file_name("bin");
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(folder).chain(std::env::split_paths(&path)))
        .expect("no folder has a colon")
}

/// What a program prints.
fn answer(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}"));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
