//! A deployed model follows a sensor that drifts, one observation a call; it is reset in the middle of a flash write and goes on
//! from what was saved before. Exits with 0 if its error is back under its bound.
#![no_std]
#![no_main]

use ngd_firmware::{Lent, entry, log};
use ngd_firmware_runs::adaptation::{BOUND, Room, blob_bytes, flash_bytes, footprint, run};
#[cfg(small_ram)]
use ngd_firmware_runs::deployed::Small as Model;
#[cfg(not(small_ram))]
use ngd_firmware_runs::deployed::Usual as Model;

static MEMORY: Lent<[f32; footprint::<Model>().words()]> = Lent::new([0.0; footprint::<Model>().words()]);
static BLOB: Lent<[u8; blob_bytes::<Model>()]> = Lent::new([0; blob_bytes::<Model>()]);
/// In the place of two slots of flash. All zero it is no checkpoint: the first save erases its slot.
static FLASH: Lent<[u8; flash_bytes::<Model>()]> = Lent::new([0; flash_bytes::<Model>()]);

entry!(program);

fn program() -> bool {
    let (Some(memory), Some(blob), Some(flash)) = (MEMORY.take(), BLOB.take(), FLASH.take()) else {
        return false;
    };
    match run::<Model>(&mut Room { memory, blob, flash }, |_| {}) {
        Ok(report) => log::result("error after the reset", report.error, BOUND),
        Err(_) => false,
    }
}
