//! Flash in RAM, whose power can fail in the middle of a write: for programs that show what a reset leaves, and for tests.

use embedded_storage::nor_flash::{ErrorType, NorFlash, NorFlashError, NorFlashErrorKind, ReadNorFlash};

/// Bytes that are erased at once.
pub const PAGE: usize = 256;

/// A NOR flash: erasing sets bits, writing clears them, byte after byte, until the power fails.
#[derive(Debug)]
pub struct RamFlash<'b> {
    bytes: &'b mut [u8],
    /// Bytes that are erased or written until the power fails; `None` for never.
    pub power: Option<usize>,
    /// Bytes that were erased or written.
    pub spent: usize,
}

/// The power has failed, or the flash was asked for what it cannot do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure(NorFlashErrorKind);

impl NorFlashError for Failure {
    fn kind(&self) -> NorFlashErrorKind {
        self.0
    }
}

impl<'b> RamFlash<'b> {
    /// Flash with this content.
    pub fn new(bytes: &'b mut [u8]) -> Self {
        Self { bytes, power: None, spent: 0 }
    }

    fn place(&mut self, offset: u32, length: usize) -> Result<&mut [u8], Failure> {
        let begin = usize::try_from(offset).unwrap_or(usize::MAX);
        let place = self.bytes.get_mut(begin..).and_then(|rest| rest.get_mut(..length));
        place.ok_or(Failure(NorFlashErrorKind::OutOfBounds))
    }

    /// Changes as many bytes as the power lasts for.
    fn change(
        &mut self,
        offset: u32,
        changes: impl ExactSizeIterator<Item = u8>,
        set: bool,
    ) -> Result<(), Failure> {
        let length = changes.len();
        let lasts = self.power.map_or(length, |power| power.min(length));
        let place = self.place(offset, length)?;
        for (byte, change) in place.iter_mut().zip(changes).take(lasts) {
            *byte = if set { change } else { *byte & change };
        }
        self.spent += lasts;
        self.power = self.power.map(|power| power - lasts);
        if lasts < length { Err(Failure(NorFlashErrorKind::Other)) } else { Ok(()) }
    }
}

impl ErrorType for RamFlash<'_> {
    type Error = Failure;
}

impl ReadNorFlash for RamFlash<'_> {
    const READ_SIZE: usize = 1;

    fn read(&mut self, offset: u32, bytes: &mut [u8]) -> Result<(), Failure> {
        let place = self.place(offset, bytes.len())?;
        bytes.iter_mut().zip(place).for_each(|(to, from)| *to = *from);
        Ok(())
    }

    fn capacity(&self) -> usize {
        self.bytes.len()
    }
}

impl NorFlash for RamFlash<'_> {
    const WRITE_SIZE: usize = 4;
    const ERASE_SIZE: usize = PAGE;

    fn erase(&mut self, from: u32, to: u32) -> Result<(), Failure> {
        let length = to.checked_sub(from).ok_or(Failure(NorFlashErrorKind::OutOfBounds))?;
        if !from.is_multiple_of(PAGE as u32) || !to.is_multiple_of(PAGE as u32) {
            return Err(Failure(NorFlashErrorKind::NotAligned));
        }
        self.change(from, core::iter::repeat_n(0xff, length as usize), true)
    }

    fn write(&mut self, offset: u32, bytes: &[u8]) -> Result<(), Failure> {
        if !offset.is_multiple_of(4) || !bytes.len().is_multiple_of(4) {
            return Err(Failure(NorFlashErrorKind::NotAligned));
        }
        self.change(offset, bytes.iter().copied(), false)
    }
}
