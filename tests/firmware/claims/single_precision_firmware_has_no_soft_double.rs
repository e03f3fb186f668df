//! No routine that computes in double precision is linked into the firmware for cores with an FPU of single
//! precision.

use ngd_device::board::{M3, M4F, M33};
use ngd_device::firmware::Build;
use ngd_device::image::Image;

/// Whether a symbol is a routine of double precision: of the Arm run-time ABI (section 4.1.2), or of the
/// compilers' own library, whose names have the mode `df`.
fn computes_in_double(symbol: &str) -> bool {
    let arm = symbol.strip_prefix("__aeabi_").is_some_and(|name| {
        // Division of integers begins with the same letter.
        name.starts_with('d') || name.starts_with("cd") || name.ends_with("2d")
    });
    let own = symbol.starts_with("__") && symbol.contains("df") && !symbol.contains("bdf");
    arm || own
}

fn doubles(target: &'static str, program: &str) -> Vec<String> {
    let image = Image::read(&Build::of(target).programs().join(program));
    println!("{program} for {target}: {} symbols", image.symbols.len());
    image.symbols.into_iter().filter(|symbol| computes_in_double(symbol)).collect()
}

#[test]
fn with_an_fpu() {
    for target in [M4F.target, M33.target] {
        for program in ["regression", "pinn", "certificate", "no_panic", "nist"] {
            assert_eq!(doubles(target, program), [""; 0], "{program} for {target}");
        }
    }
}

#[test]
fn nor_without_one() {
    for program in ["regression", "pinn"] {
        assert_eq!(doubles(M3.target, program), [""; 0], "{program}");
    }
    // Single precision is soft there: the names are what the test believes.
    let image = Image::read(&Build::of(M3.target).programs().join("regression"));
    assert!(image.symbols.iter().any(|symbol| symbol == "__aeabi_fmul"));
}

#[test]
fn by_these_names() {
    for name in
        ["__aeabi_dadd", "__aeabi_dmul", "__aeabi_f2d", "__aeabi_cdcmple", "__adddf3", "__extendsfdf2"]
    {
        assert!(computes_in_double(name), "{name}");
    }
    for name in ["__aeabi_fadd", "__aeabi_idiv", "__aeabi_memcpy", "__mulsf3", "main"] {
        assert!(!computes_in_double(name), "{name}");
    }
}
