//! Measures every configuration with the compiler of this machine, writes what it found into
//! tests/budgets.toml and the table into its page. With an argument only configurations whose name contains it.

use std::fs::{read_to_string, write};

use anyhow::{Context, Result};
use ngd_device::budget::{self, Budgets};
use ngd_device::firmware::{Build, root};
use ngd_device::measurement::{CONFIGURATIONS, measure};
use ngd_device::table::{MARKERS, PAGE, table};

const HEAD: &str = "\
# Instructions and bytes; written by `cargo run -p ngd-device`, checked by the claim
# the_firmware_keeps_its_budgets. NGD_BARE_METAL=debian measures with Debian's compiler.
#
# step-P-SOLVER: one step of natural heavy ball on 32 fresh samples, accepted at the first length; its parts; the
# deepest stack of 20 steps. kernel-P-NAME: a kernel alone. regression-ram: statics and the deepest stack of the
# whole program. Goals are limits that are asked for and not reached yet; once reached they must become limits.

";

fn main() -> Result<()> {
    let mut budgets = Budgets::read();
    let mut newest = String::new();
    let only = std::env::args().nth(1).unwrap_or_default();
    for (board, cpu) in CONFIGURATIONS {
        let name = Build { cpu, ..Build::of(board.target) }.name();
        if !name.contains(&only) {
            continue;
        }
        let (minor, figures) = measure(&board, cpu);
        println!("1.{minor} {name}: {} figures", figures.len());
        for exceeded in budgets.exceeded(&name, &figures) {
            println!("  {exceeded}");
        }
        newest = minor.to_string();
        budgets.rustc.entry(newest.clone()).or_default().insert(name, figures);
        write(budget::path(), HEAD.to_owned() + &toml::to_string(&budgets)?)?;
    }
    let path = root().join(PAGE);
    let page = read_to_string(&path)?;
    let [begin, end] = MARKERS;
    let (head, rest) = page.split_once(begin).context("the page has lost the marker of the table")?;
    let (_, tail) = rest.split_once(end).context("the page has lost the table's last marker")?;
    write(&path, [head, begin, &table(&budgets, &newest), end, tail].concat())?;
    Ok(())
}
