//! A deployed model follows a sensor that drifts, is reset in the middle of a flash write, and goes on.

use embedded_storage::nor_flash::ReadNorFlash;
use ngd_core::Real;
use ngd_core::adapt::{Active, AdaptError, Adapter, Counts, Footprint, Limits, Settings};
use ngd_core::checkpoint::{CheckpointError, SlotPlan, Slots, StorageError, Tag, Writer};

use crate::deployed::Deployed;
use crate::drift::{Drifting, LENGTH, NOISE};
use crate::flash::{PAGE, RamFlash};

/// Observations between two saves.
const EVERY: u32 = 400;
/// The observation before which the device is reset, in the middle of a save.
const RESET: u32 = 1600;
/// Of the save in which the power fails, the bytes that are still erased or written.
const LASTS: usize = 700;
/// Observations at the end whose error is taken.
const LAST: u32 = 500;
/// The largest root mean square of the last errors that passes: half of a reading's noise. Without adaptation it is 0.3.
pub const BOUND: f32 = 0.015;

/// The memory of a model's adapter.
pub const fn footprint<M: Deployed>() -> Footprint {
    Footprint::of(&M::NETWORK, Active::All)
}

/// Bytes of a checkpoint: the state, and what is remembered besides.
pub const fn blob_bytes<M: Deployed>() -> usize {
    4 * footprint::<M>().state_words() + 256
}

/// Bytes of two slots.
pub const fn flash_bytes<M: Deployed>() -> usize {
    2 * (blob_bytes::<M>() + 32).div_ceil(PAGE) * PAGE
}

/// What is borrowed for a run.
#[derive(Debug)]
pub struct Room<'m> {
    /// [`footprint`].
    pub memory: &'m mut [f32],
    /// [`blob_bytes`].
    pub blob: &'m mut [u8],
    /// [`flash_bytes`].
    pub flash: &'m mut [u8],
}

/// What a run has shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Report {
    /// Root mean square of the last errors against the truth.
    pub error: f32,
    /// What became of the readings.
    pub counts: Counts,
    /// How often each slot was erased.
    pub wear: [u32; 2],
}

/// Why a run ended early.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Failure {
    /// The adapter.
    Adapt(AdaptError),
    /// The checkpoint.
    Checkpoint(CheckpointError),
    /// The flash.
    Storage(StorageError),
    /// The power did not fail, or nothing was found after the reset.
    Reset,
}

impl From<AdaptError> for Failure {
    fn from(error: AdaptError) -> Self {
        Self::Adapt(error)
    }
}

impl From<CheckpointError> for Failure {
    fn from(error: CheckpointError) -> Self {
        Self::Checkpoint(error)
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

/// Limits of the inputs and of the reading, the noise; all else as it is by default.
pub fn settings() -> Settings<f32, 4> {
    Settings::new([NOISE], Limits::all([-3.0, 3.0], [-4.0, 4.0]))
}

impl Room<'_> {
    /// The two halves of the flash, whose power may fail after some bytes.
    fn slots(&mut self, power: Option<usize>) -> Result<Slots<RamFlash<'_>>, StorageError> {
        let mut flash = RamFlash::new(self.flash);
        flash.power = power;
        let size = flash.capacity() as u32 / 2;
        Slots::open(flash, SlotPlan { begins: [0, size], size })
    }

    /// Saves what an adapter remembers.
    fn save(&mut self, adapter: &mut Adapter<'_, f32, 4>, power: Option<usize>) -> Result<[u32; 2], Failure> {
        let mut writer = Writer::new(self.blob);
        writer.state(Tag::ADAPTER, &mut adapter.snapshot(self.memory)?);
        let length = writer.finish()?.len();
        // The flash is borrowed beside the blob.
        let Self { blob, flash, .. } = self;
        let mut room = Room { memory: &mut [], blob: &mut [], flash };
        let mut slots = room.slots(power)?;
        slots.save(blob.get(..length).unwrap_or_default())?;
        Ok(slots.wear())
    }

    /// What a device does after a reset: begins as deployed, and goes on from the newest checkpoint. Whether there is one.
    fn start(&mut self, adapter: &mut Adapter<'_, f32, 4>) -> Result<bool, Failure> {
        adapter.begin(self.memory)?;
        let Self { memory, blob, flash } = self;
        let mut room = Room { memory: &mut [], blob: &mut [], flash };
        let Some(checkpoint) = room.slots(None)?.newest(blob)? else { return Ok(false) };
        checkpoint.restore(Tag::ADAPTER, &mut adapter.snapshot(*memory)?)?;
        Ok(true)
    }
}

/// A run on an erased flash; `after` sees θ after every observation.
///
/// # Errors
/// [`Failure`].
pub fn run<M: Deployed>(room: &mut Room<'_>, mut after: impl FnMut(&[f32])) -> Result<Report, Failure> {
    let (mut sensor, mut squares, mut wear) = (Drifting::default(), 0.0, [0; 2]);
    let mut adapter = Adapter::new(&M::NETWORK, M::THETA, Active::All, settings())?;
    adapter.begin(room.memory)?;
    for number in 0..LENGTH {
        if number == RESET {
            // The power fails in this save; what is in RAM is gone.
            let failed = matches!(room.save(&mut adapter, Some(LASTS)), Err(Failure::Storage(_)));
            room.memory.fill(f32::NAN);
            if !failed || !room.start(&mut adapter)? {
                return Err(Failure::Reset);
            }
        } else if number > 0 && number % EVERY == 0 {
            wear = room.save(&mut adapter, None)?;
        }
        let observation = sensor.read();
        if number >= LENGTH - LAST {
            let [u] = adapter.value(&M::NETWORK, &observation.x, room.memory)?;
            squares += (u - observation.truth) * (u - observation.truth);
        }
        let _ = adapter.observe(&M::NETWORK, &observation.x, &[observation.y], room.memory)?;
        after(adapter.theta(room.memory));
    }
    Ok(Report { error: Real::sqrt(squares / LAST as f32), counts: adapter.counts(), wear })
}
