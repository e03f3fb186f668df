//! Builds the programs of `examples/firmware`.

use std::path::{Path, PathBuf};
use std::process::Output;

use crate::toolchain::Toolchain;

/// How the programs are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Build {
    /// The target.
    pub target: &'static str,
    /// The CPU, where it is not the target's default.
    pub cpu: Option<&'static str>,
    /// One program with a feature, in the place of all without.
    pub variant: Option<Variant>,
    /// The profile: `release`, for size, or `fast`.
    pub profile: &'static str,
}

/// A program with a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its package.
    pub package: &'static str,
    /// Its name.
    pub program: &'static str,
    /// The feature.
    pub feature: &'static str,
}

impl Build {
    /// Every program without features, for the target's default CPU.
    pub const fn of(target: &'static str) -> Self {
        Self { target, cpu: None, variant: None, profile: "release" }
    }

    /// Target and CPU.
    pub fn name(&self) -> String {
        self.cpu.map_or(self.target.to_owned(), |cpu| format!("{}+{cpu}", self.target))
    }

    /// The folder of the programs, built or brought up to date.
    ///
    /// # Panics
    /// If they do not compile.
    pub fn programs(&self) -> PathBuf {
        let output = self.attempt();
        assert!(output.status.success(), "{self:?}:\n{}", String::from_utf8_lossy(&output.stderr));
        self.target_folder().join(self.target).join(self.profile)
    }

    /// What cargo says.
    ///
    /// # Panics
    /// If there is no cargo.
    pub fn attempt(&self) -> Output {
        let mut command = Toolchain::of(self.target).cargo_build();
        command.current_dir(workspace()).args([
            "--profile",
            self.profile,
            "--locked",
            "--target",
            self.target,
        ]);
        command.arg("--target-dir").arg(self.target_folder());
        match self.variant {
            Some(Variant { package, program, feature }) => {
                command.args(["--package", package, "--bin", program, "--features", feature])
            }
            None => command.arg("--workspace"),
        };
        if let Some(cpu) = self.cpu {
            let variable =
                format!("CARGO_TARGET_{}_RUSTFLAGS", self.target.to_uppercase().replace(['-', '.'], "_"));
            command.env(variable, format!("-Ctarget-cpu={cpu}"));
        }
        command.output().expect("cargo runs")
    }

    /// One folder for each way to build, so that no program takes another's place.
    fn target_folder(&self) -> PathBuf {
        let mut name = format!("firmware-{}", Toolchain::of(self.target).name());
        for part in [self.cpu, self.variant.map(|variant| variant.feature)].into_iter().flatten() {
            name = format!("{name}-{part}");
        }
        target_folder().join(name)
    }
}

/// The workspace of the firmware.
pub fn workspace() -> PathBuf {
    root().join("examples/firmware")
}

/// The project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("tests/device lies in the project")
}

/// Where the tests' own cargo builds.
pub fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}
