//! Fills a slice with a blob.

use core::marker::PhantomData;

use super::shape::code_of;
use super::{CHECKSUM, CheckpointError, HEAD, MAGIC, Scalar, TAIL, Tag, VERSION};
use crate::state::{State, Visitor};
use crate::{Mlp, Real};

/// Writes a blob, section by section, with numbers of type R.
///
/// What does not fit is counted and not written: an empty slice tells, by the error of [`finish`](Self::finish), how many bytes
/// are needed.
#[derive(Debug)]
pub struct Writer<'b, R> {
    bytes: &'b mut [u8],
    position: usize,
    number: PhantomData<R>,
}

impl<'b, R: Real> Writer<'b, R> {
    /// A blob at the beginning of a slice.
    pub fn new(bytes: &'b mut [u8]) -> Self {
        let mut writer = Self { bytes, position: 0, number: PhantomData };
        writer.put(&MAGIC);
        writer.put(&VERSION.to_le_bytes());
        writer.put(&[Scalar::of::<R>().bytes() as u8, 0]);
        writer.put(&[0; 4]);
        writer
    }

    /// A section of bytes. It must not be there yet.
    pub fn section(&mut self, tag: Tag, bytes: &[u8]) {
        self.open(tag, |writer| writer.put(bytes));
    }

    /// The shape of a network.
    pub fn shape<const D: usize, const O: usize>(&mut self, network: &Mlp<D, O>) {
        let widths = network.widths();
        self.open(Tag::SHAPE, |writer| {
            // Sizes that are types are small, and the layers at most eight.
            writer.put(&(D as u16).to_le_bytes());
            writer.put(&(O as u16).to_le_bytes());
            writer.put(&[code_of(network.activation()), widths.len() as u8]);
            widths.iter().for_each(|width| writer.put(&width.to_le_bytes()));
        });
    }

    /// Names of inputs or outputs.
    ///
    /// # Errors
    /// [`CheckpointError::Name`] if one is longer than 255 bytes; the section is then not there.
    pub fn names<'n>(
        &mut self,
        tag: Tag,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Result<(), CheckpointError> {
        let (begin, mut too_long) = (self.position, false);
        self.open(tag, |writer| {
            for name in names {
                let length = u8::try_from(name.len());
                too_long |= length.is_err();
                writer.put(&[length.unwrap_or_default()]);
                writer.put(name.as_bytes());
            }
        });
        if too_long {
            self.position = begin;
            return Err(CheckpointError::Name);
        }
        Ok(())
    }

    /// Numbers: θ, a scaling, a domain.
    pub fn numbers(&mut self, tag: Tag, numbers: impl IntoIterator<Item = R>) {
        self.open(tag, |writer| numbers.into_iter().for_each(|number| writer.number(number)));
    }

    /// Counts.
    pub fn counts(&mut self, tag: Tag, counts: impl IntoIterator<Item = u32>) {
        self.open(tag, |writer| counts.into_iter().for_each(|count| writer.put(&count.to_le_bytes())));
    }

    /// Everything that something remembers.
    pub fn state<S: State<R> + ?Sized>(&mut self, tag: Tag, state: &mut S) {
        self.open(tag, |writer| {
            let mut visitor = Visitor::saving(writer.bytes.get_mut(writer.position..).unwrap_or_default());
            state.visit(&mut visitor);
            writer.position = writer.position.saturating_add(visitor.bytes());
        });
    }

    /// Completes the blob: length and checksum. Returns its bytes.
    ///
    /// # Errors
    /// [`CheckpointError::Room`] with the bytes that it needs; those of the slice are then no blob.
    pub fn finish(mut self) -> Result<&'b [u8], CheckpointError> {
        let (needed, found) = (self.position.saturating_add(TAIL), self.bytes.len());
        let too_long = CheckpointError::Room { needed, found };
        let length = u32::try_from(needed).map_err(|_| too_long)?;
        self.put_at(HEAD - 4, &length.to_le_bytes());
        let checksum = CHECKSUM.checksum(self.bytes.get(..self.position).ok_or(too_long)?);
        self.put(&checksum.to_le_bytes());
        let Self { bytes, .. } = self;
        bytes.get(..needed).ok_or(too_long)
    }

    fn open(&mut self, tag: Tag, write: impl FnOnce(&mut Self)) {
        self.put(&tag.0.to_le_bytes());
        self.put(&[0; 6]);
        let begin = self.position;
        write(self);
        // A longer section does not fit any slice whose length the head can tell.
        let length = u32::try_from(self.position - begin).unwrap_or(u32::MAX);
        self.put_at(begin - 4, &length.to_le_bytes());
    }

    fn number(&mut self, number: R) {
        match Scalar::of::<R>() {
            Scalar::Single => self.put(&number.to_single().to_le_bytes()),
            Scalar::Double => self.put(&number.to_f64().to_le_bytes()),
        }
    }

    fn put(&mut self, bytes: &[u8]) {
        self.put_at(self.position, bytes);
        self.position = self.position.saturating_add(bytes.len());
    }

    fn put_at(&mut self, position: usize, bytes: &[u8]) {
        let place = self.bytes.get_mut(position..).and_then(|rest| rest.get_mut(..bytes.len()));
        if let Some(place) = place {
            place.copy_from_slice(bytes);
        }
    }
}
