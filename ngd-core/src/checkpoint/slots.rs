//! Two slots of flash, of which one always holds the newest complete checkpoint.
//!
//! A save erases the older slot, writes the blob, reads it back, and writes the slot's head last: until then the slot is none, and the
//! other one holds. Whatever byte a power cut falls on, what was saved before is found, or what was being saved.
//!
//! | bytes of a slot | what |
//! |---|---|
//! | 4 | `NGDS` |
//! | 4 | number of the save; the higher one is the newer, modulo 2³² |
//! | 4, 4 | how often the first and the second slot have been erased, this save included |
//! | 4 | CRC-32 of these |
//! | 12 | not used, as erased |
//! | … | the blob |

use core::fmt;

use embedded_storage::nor_flash::{NorFlash, NorFlashError, NorFlashErrorKind};

use super::{CHECKSUM, Checkpoint, CheckpointError, HEAD, reader};

const MAGIC: [u8; 4] = *b"NGDS";
/// Bytes before the blob; a flash writes so many at a time or fewer.
const SLOT_HEAD: usize = 32;
/// Bytes of the head that are written; of these the last four are the checksum.
const USED: usize = 20;
/// Bytes that are read at a time to check a blob in its place.
const CHUNK: usize = 64;

/// Where the slots lie, in bytes from the beginning of the flash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct SlotPlan {
    /// Where each slot begins: at a page that is erased at once.
    pub begins: [u32; 2],
    /// Bytes of a slot, whole pages.
    pub size: u32,
}

/// Why nothing was saved or found. What was saved before is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum StorageError {
    /// The flash reports an error.
    Flash(#[cfg_attr(feature = "defmt", defmt(Debug2Format))] NorFlashErrorKind),
    /// A slot does not begin or end at a page, overlaps the other, or the flash writes in pieces that are too large.
    Plan,
    /// The blob is larger than a slot, or the buffer smaller than the blob.
    Room {
        /// Bytes needed.
        needed: usize,
        /// Bytes there.
        found: usize,
    },
    /// What was written is not what is read: the flash is worn.
    Worn,
    /// What was to be saved is no checkpoint.
    Checkpoint(CheckpointError),
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flash(kind) => write!(f, "the flash reports: {kind}"),
            Self::Plan => f.write_str("slots must be whole pages of the flash and must not overlap"),
            Self::Room { needed, found } => write!(f, "{needed} bytes are needed, {found} are there"),
            Self::Worn => f.write_str("the flash does not keep what is written: it is worn"),
            Self::Checkpoint(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for StorageError {}

/// What is known of a slot that holds a complete checkpoint.
#[derive(Clone, Copy)]
struct Held {
    slot: usize,
    number: u32,
    wear: [u32; 2],
}

/// Saves checkpoints into two slots of a flash.
#[derive(Debug)]
pub struct Slots<F> {
    flash: F,
    plan: SlotPlan,
    /// Slot and number of the newest complete checkpoint.
    newest: Option<(usize, u32)>,
    wear: [u32; 2],
}

impl<F: NorFlash> Slots<F> {
    /// Looks for what was saved.
    ///
    /// Cost: reads both slots.
    ///
    /// # Errors
    /// [`StorageError::Plan`], [`StorageError::Flash`].
    pub fn open(flash: F, plan: SlotPlan) -> Result<Self, StorageError> {
        let mut slots = Self { flash, plan, newest: None, wear: [0; 2] };
        if !slots.plan_fits() {
            return Err(StorageError::Plan);
        }
        for slot in 0..2 {
            let Some(held) = slots.held(slot)? else { continue };
            // Erases are counted up only: the larger count is the later one.
            for (wear, held) in slots.wear.iter_mut().zip(held.wear) {
                *wear = held.max(*wear);
            }
            let newer = slots.newest.is_none_or(|(_, number)| held.number.wrapping_sub(number) < 1 << 31);
            if newer {
                slots.newest = Some((held.slot, held.number));
            }
        }
        Ok(slots)
    }

    /// How often each slot has been erased.
    pub fn wear(&self) -> [u32; 2] {
        self.wear
    }

    /// The flash.
    pub fn release(self) -> F {
        self.flash
    }

    /// The newest complete checkpoint, read into a buffer; `None` if nothing was ever saved.
    ///
    /// # Errors
    /// [`StorageError::Room`], [`StorageError::Flash`], [`StorageError::Checkpoint`].
    pub fn newest<'b>(&mut self, buffer: &'b mut [u8]) -> Result<Option<Checkpoint<'b>>, StorageError> {
        let Some((slot, _)) = self.newest else { return Ok(None) };
        let Some(length) = self.blob_length(slot)? else { return Ok(None) };
        let found = buffer.len();
        // A flash that reads in pieces is asked for whole ones.
        let whole = length.next_multiple_of(F::READ_SIZE.max(1));
        let Some(bytes) = buffer.get_mut(..whole) else {
            return Err(StorageError::Room { needed: whole, found });
        };
        self.read(slot, SLOT_HEAD, bytes)?;
        Checkpoint::read_prefix(bytes).map(Some).map_err(StorageError::Checkpoint)
    }

    /// Saves a checkpoint in the place of the older one.
    ///
    /// Cost: one erase of a slot, one write and one read of the blob.
    ///
    /// # Errors
    /// [`StorageError`] says why; what was saved before is still there.
    pub fn save(&mut self, blob: &[u8]) -> Result<(), StorageError> {
        Checkpoint::read(blob).map_err(StorageError::Checkpoint)?;
        let (needed, found) = (SLOT_HEAD.saturating_add(blob.len()), self.plan.size as usize);
        if needed > found {
            return Err(StorageError::Room { needed, found });
        }
        let (slot, number) =
            self.newest.map_or((0, 0), |(slot, number)| (1 - slot.min(1), number.wrapping_add(1)));
        let begin = self.begin(slot);
        if let Some(wear) = self.wear.get_mut(slot) {
            *wear = wear.saturating_add(1);
        }
        self.flash.erase(begin, begin.saturating_add(self.plan.size)).map_err(flash_error)?;
        self.write(slot, SLOT_HEAD, blob)?;
        if self.blob_length(slot)? != Some(blob.len()) || !self.blob_is_whole(slot, blob.len())? {
            return Err(StorageError::Worn);
        }
        let mut head = [0xff; SLOT_HEAD];
        let [first, second] = self.wear.map(u32::to_le_bytes);
        let words = [MAGIC, number.to_le_bytes(), first, second];
        let checksum = CHECKSUM.checksum(words.as_flattened()).to_le_bytes();
        for (to, from) in head.iter_mut().zip(words.as_flattened().iter().chain(&checksum)) {
            *to = *from;
        }
        self.write(slot, 0, &head)?;
        self.newest = Some((slot, number));
        Ok(())
    }

    fn plan_fits(&self) -> bool {
        let SlotPlan { begins: [first, second], size } = self.plan;
        let page = u32::try_from(F::ERASE_SIZE).unwrap_or(0);
        let capacity = u32::try_from(self.flash.capacity()).unwrap_or(u32::MAX);
        let whole = |offset: u32| page > 0 && offset.is_multiple_of(page);
        let within = |begin: u32| begin.checked_add(size).is_some_and(|end| end <= capacity);
        let pieces = |bytes: usize| bytes > 0 && SLOT_HEAD.is_multiple_of(bytes);
        whole(first)
            && whole(second)
            && whole(size)
            && size as usize > SLOT_HEAD + HEAD
            && first.abs_diff(second) >= size
            && within(first)
            && within(second)
            && pieces(F::WRITE_SIZE)
            && pieces(F::READ_SIZE)
    }

    fn begin(&self, slot: usize) -> u32 {
        let [first, second] = self.plan.begins;
        if slot == 0 { first } else { second }
    }

    /// What a slot holds, if it is complete.
    fn held(&mut self, slot: usize) -> Result<Option<Held>, StorageError> {
        let mut head = [0; SLOT_HEAD];
        self.read(slot, 0, &mut head)?;
        let Some((words, _)) = head.split_first_chunk::<USED>() else { return Ok(None) };
        let [[m0, m1, m2, m3], number, first, second, checksum] = *words.as_chunks::<4>().0 else {
            return Ok(None);
        };
        let body = head.get(..USED - 4).unwrap_or_default();
        if [m0, m1, m2, m3] != MAGIC || CHECKSUM.checksum(body) != u32::from_le_bytes(checksum) {
            return Ok(None);
        }
        let whole = match self.blob_length(slot)? {
            Some(length) => self.blob_is_whole(slot, length)?,
            None => false,
        };
        let wear = [first, second].map(u32::from_le_bytes);
        Ok(whole.then_some(Held { slot, number: u32::from_le_bytes(number), wear }))
    }

    /// The length that the head of the blob in a slot says, if it is one that fits.
    fn blob_length(&mut self, slot: usize) -> Result<Option<usize>, StorageError> {
        let mut head = [0; SLOT_HEAD];
        self.read(slot, SLOT_HEAD, &mut head)?;
        let room = self.plan.size as usize - SLOT_HEAD;
        Ok(reader::length(&head).ok().filter(|length| *length <= room))
    }

    /// Whether the checksum of a blob in its slot is right.
    fn blob_is_whole(&mut self, slot: usize, length: usize) -> Result<bool, StorageError> {
        let (mut digest, mut stored, mut at) = (CHECKSUM.digest(), [0; 4], 0);
        while at < length {
            let mut chunk = [0; CHUNK];
            let room = (self.plan.size as usize).saturating_sub(SLOT_HEAD + at).min(CHUNK);
            let Some(bytes) = chunk.get_mut(..room) else { return Ok(false) };
            self.read(slot, SLOT_HEAD + at, bytes)?;
            for (i, byte) in (at..length).zip(bytes.iter()) {
                match stored.get_mut((i + 4).wrapping_sub(length)) {
                    Some(stored) => *stored = *byte,
                    None => digest.update(&[*byte]),
                }
            }
            at += CHUNK;
        }
        Ok(digest.finalize() == u32::from_le_bytes(stored))
    }

    fn read(&mut self, slot: usize, at: usize, bytes: &mut [u8]) -> Result<(), StorageError> {
        let offset = self.begin(slot).saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        self.flash.read(offset, bytes).map_err(flash_error)
    }

    /// Writes whole pieces; the last one is filled up as erased.
    fn write(&mut self, slot: usize, at: usize, bytes: &[u8]) -> Result<(), StorageError> {
        let offset = self.begin(slot).saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
        let whole = bytes.len() - bytes.len() % F::WRITE_SIZE.max(1);
        let Some((pieces, rest)) = bytes.split_at_checked(whole) else { return Ok(()) };
        self.flash.write(offset, pieces).map_err(flash_error)?;
        if rest.is_empty() {
            return Ok(());
        }
        let mut last = [0xff; SLOT_HEAD];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        let last = last.get(..F::WRITE_SIZE).unwrap_or_default();
        let offset = offset.saturating_add(u32::try_from(whole).unwrap_or(u32::MAX));
        self.flash.write(offset, last).map_err(flash_error)
    }
}

fn flash_error<E: NorFlashError>(error: E) -> StorageError {
    StorageError::Flash(error.kind())
}
