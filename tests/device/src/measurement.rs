//! What a configuration costs.

use std::collections::BTreeMap;

use crate::board::{Board, M0, M3, M4F, M33, RISC_V};
use crate::cycles;
use crate::firmware::{Build, Variant};
use crate::image::Image;
use crate::toolchain::Toolchain;

/// Instructions and bytes by name.
pub type Figures = BTreeMap<String, u64>;

/// A board and the CPU its programs are compiled for.
pub const CONFIGURATIONS: [(Board, Option<&str>); 6] =
    [(M4F, None), (M4F, Some("cortex-m4")), (M33, None), (M3, None), (M0, None), (RISC_V, None)];

/// The figures of a configuration, and the minor version of its compiler.
///
/// # Panics
/// If a program cannot be built or fails, or if the clock of the board does not count instructions.
pub fn measure(board: &Board, cpu: Option<&'static str>) -> (u32, Figures) {
    let plain = Build { cpu, ..Build::of(board.target) };
    let programs = plain.programs();
    let run = board.run(&programs.join("measure"));
    assert_eq!(run.status, Some(0), "{}", run.text());
    let mut figures = parse(&run.text());
    // An emulator that is told to end does so with status 0.
    figures.remove("end").expect("the program came to its end");
    let ticks = figures.remove("clock-200000").expect("the clock has been set");
    assert!(ticks.abs_diff(board.ticks) <= board.ticks / 1000, "{ticks} ticks of {}", board.core);

    let image = Image::read(&programs.join("regression"));
    let variant = Variant { package: "ngd-firmware", program: "regression", feature: "paint-stack" };
    let painted = Build { variant: Some(variant), ..plain };
    let run = board.run(&painted.programs().join("regression"));
    assert_eq!(run.status, Some(0), "{}", run.text());
    let stack = parse(&run.text()).remove("stack").expect("the stack was painted");
    figures.insert("regression-text".to_owned(), image.text);
    figures.insert("regression-flash".to_owned(), image.flash);
    figures.insert("regression-statics".to_owned(), image.statics);
    figures.insert("regression-ram".to_owned(), image.statics + stack);
    if board.core == M4F.core {
        for (solver, cost) in cycles::estimate(&programs.join("trace")) {
            let measured = figures.get(&format!("step-61-{solver}")).copied().unwrap_or_default();
            // The traced step is an earlier one; its rounding decides between few branches only.
            let apart = cost.instructions.abs_diff(measured);
            assert!(apart <= measured / 100, "{solver}: {measured} counted, {} traced", cost.instructions);
            figures.insert(format!("step-61-{solver}-estimated-cycles"), cost.cycles);
        }
    }
    (Toolchain::of(board.target).minor(), figures)
}

/// Lines of a name and a number.
fn parse(text: &str) -> Figures {
    let line = |line: &str| {
        let (name, figure) = line.split_once(' ')?;
        Some((name.to_owned(), figure.trim().parse().ok()?))
    };
    text.lines().map(|text| line(text).unwrap_or_else(|| panic!("no figure in {text:?}"))).collect()
}
