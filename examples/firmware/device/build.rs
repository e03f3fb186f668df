//! Puts the memory map of the board where the linker finds it: that of the machine which QEMU emulates, or
//! the file that `MEMORY_X` names.

use std::env::var;
use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-env-changed=MEMORY_X");
    println!("cargo:rustc-check-cfg=cfg(small_ram)");
    let target = var("TARGET")?;
    let machine = match target.split('-').next().unwrap_or_default() {
        "thumbv6m" => "microbit",
        "thumbv7m" | "thumbv7em" => "mps2",
        "thumbv8m.main" => "mps2-an505",
        "riscv32imc" => "virt",
        // A desktop compiles the library only.
        _ => return Ok(()),
    };
    if machine == "microbit" {
        println!("cargo:rustc-cfg=small_ram");
    }
    let maps = Path::new(&var("CARGO_MANIFEST_DIR")?).join("../device/memory");
    let map = var("MEMORY_X").map_or_else(|_| maps.join(machine).with_extension("x"), PathBuf::from);
    println!("cargo:rerun-if-changed={}", map.display());
    let out = var("OUT_DIR")?;
    std::fs::copy(&map, Path::new(&out).join("memory.x"))
        .map_err(|error| format!("{}: {error}", map.display()))?;
    println!("cargo:rustc-link-search={out}");
    if machine == "virt" {
        println!("cargo:rustc-link-arg-bins=-Tmemory.x");
    } else {
        // The linker aligns segments to pages of 64 KiB unless told that a microcontroller has none.
        println!("cargo:rustc-link-arg-bins=--nmagic");
    }
    println!("cargo:rustc-link-arg-bins=-Tlink.x");
    if var("CARGO_FEATURE_DEFMT").is_ok() {
        println!("cargo:rustc-link-arg-bins=-Tdefmt.x");
    }
    Ok(())
}
