//! The certificates of this machine, to be compared with those of a device.

use std::error::Error;

use ngd_firmware_runs::certificate::{ALL_WORDS, issue};

fn main() -> Result<(), Box<dyn Error>> {
    issue(&mut [0.0; ALL_WORDS], |name, certificate| println!("{name} {certificate}"))?;
    Ok(())
}
