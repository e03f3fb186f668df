//! A checked view of a blob.

use core::marker::PhantomData;

use super::{CHECKSUM, CheckpointError, HEAD, MAGIC, SECTION_HEAD, Scalar, Shape, TAIL, Tag, VERSION};
use crate::Real;
use crate::state::{State, Visitor};

/// A blob whose checksum and sections are right.
#[derive(Clone, Copy, Debug)]
pub struct Checkpoint<'a> {
    bytes: &'a [u8],
    sections: &'a [u8],
    scalar: Scalar,
    version: u16,
}

impl<'a> Checkpoint<'a> {
    /// The blob that these bytes are, all of them.
    ///
    /// Cost: a pass over the bytes.
    ///
    /// # Errors
    /// [`CheckpointError`] says what is wrong.
    pub fn read(bytes: &'a [u8]) -> Result<Self, CheckpointError> {
        let checkpoint = Self::read_prefix(bytes)?;
        let (needed, found) = (checkpoint.bytes.len(), bytes.len());
        if needed < found { Err(CheckpointError::Trailing { needed, found }) } else { Ok(checkpoint) }
    }

    /// The blob that these bytes begin with: in flash more may follow.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_prefix(bytes: &'a [u8]) -> Result<Self, CheckpointError> {
        let found = bytes.len();
        let needed = length(bytes)?;
        let Some((body, checksum)) = bytes.get(..needed).and_then(|blob| blob.split_last_chunk::<TAIL>())
        else {
            return Err(CheckpointError::Truncated { needed, found });
        };
        if CHECKSUM.checksum(body) != u32::from_le_bytes(*checksum) {
            return Err(CheckpointError::Checksum);
        }
        let Some((head, sections)) = body.split_first_chunk::<HEAD>() else {
            return Err(CheckpointError::Head);
        };
        let [_, _, _, _, v0, v1, scalar, zero, ..] = *head;
        let scalar = Scalar::from_code(scalar).filter(|_| zero == 0).ok_or(CheckpointError::Head)?;
        let checkpoint = Self {
            bytes: bytes.get(..needed).unwrap_or_default(),
            sections,
            scalar,
            version: u16::from_le_bytes([v0, v1]),
        };
        checkpoint.check_sections()?;
        Ok(checkpoint)
    }

    /// All of its bytes.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The version in which it was written.
    pub fn version(&self) -> u16 {
        self.version
    }

    /// The type of its numbers.
    pub fn scalar(&self) -> Scalar {
        self.scalar
    }

    /// Tags and bytes of all sections, known or not.
    pub fn sections(&self) -> impl Iterator<Item = (Tag, &'a [u8])> + use<'a> {
        Sections(self.sections)
    }

    /// The bytes of a section.
    ///
    /// # Errors
    /// [`CheckpointError::Missing`].
    pub fn section(&self, tag: Tag) -> Result<&'a [u8], CheckpointError> {
        self.sections()
            .find_map(|(other, bytes)| (other == tag).then_some(bytes))
            .ok_or(CheckpointError::Missing(tag))
    }

    /// The shape of the network.
    ///
    /// # Errors
    /// [`CheckpointError`] if there is none, or one that this build does not know.
    pub fn shape(&self) -> Result<Shape<'a>, CheckpointError> {
        Shape::read(self.section(Tag::SHAPE)?)
    }

    /// Names of inputs or outputs, in order.
    ///
    /// # Errors
    /// [`CheckpointError`] if there are none, or if they are no text.
    pub fn names(&self, tag: Tag) -> Result<Names<'a>, CheckpointError> {
        let bytes = self.section(tag)?;
        let mut names = Names(bytes);
        names.by_ref().for_each(drop);
        if names.0.is_empty() { Ok(Names(bytes)) } else { Err(CheckpointError::Section(tag)) }
    }

    /// The numbers of a section.
    ///
    /// # Errors
    /// [`CheckpointError`] if there is none, if they are not of type R, or if it does not hold whole numbers.
    pub fn numbers<R: Real>(&self, tag: Tag) -> Result<Numbers<'a, R>, CheckpointError> {
        self.expect::<R>()?;
        let bytes = self.section(tag)?;
        if bytes.len().is_multiple_of(self.scalar.bytes()) {
            Ok(Numbers { bytes, number: PhantomData })
        } else {
            Err(CheckpointError::Section(tag))
        }
    }

    /// Numbers into a slice of as many.
    ///
    /// # Errors
    /// As [`numbers`](Self::numbers), and [`CheckpointError::Size`]; the slice is then as it was.
    pub fn numbers_into<R: Real>(&self, tag: Tag, numbers: &mut [R]) -> Result<(), CheckpointError> {
        let found = self.numbers(tag)?;
        let bytes = self.scalar.bytes();
        if found.len() != numbers.len() {
            let (expected, found) = (numbers.len().saturating_mul(bytes), found.bytes.len());
            return Err(CheckpointError::Size { tag, expected, found });
        }
        for (to, number) in numbers.iter_mut().zip(found) {
            *to = number;
        }
        Ok(())
    }

    /// The counts of a section.
    ///
    /// # Errors
    /// [`CheckpointError`] if there is none, or if it does not hold whole counts.
    pub fn counts(&self, tag: Tag) -> Result<impl ExactSizeIterator<Item = u32> + use<'a>, CheckpointError> {
        match self.section(tag)?.as_chunks() {
            (counts, []) => Ok(counts.iter().map(|count| u32::from_le_bytes(*count))),
            _ => Err(CheckpointError::Section(tag)),
        }
    }

    /// Everything that something remembered, to the bit.
    ///
    /// # Errors
    /// [`CheckpointError`] if there is none, if it is of another size or of numbers of another type; the state is then as it was.
    pub fn restore<R: Real, S: State<R> + ?Sized>(
        &self,
        tag: Tag,
        state: &mut S,
    ) -> Result<(), CheckpointError> {
        self.expect::<R>()?;
        let bytes = self.section(tag)?;
        let expected = state.bytes();
        if bytes.len() != expected {
            return Err(CheckpointError::Size { tag, expected, found: bytes.len() });
        }
        state.visit(&mut Visitor::restoring(bytes));
        Ok(())
    }

    fn expect<R: Real>(&self) -> Result<(), CheckpointError> {
        let (expected, found) = (Scalar::of::<R>(), self.scalar);
        if expected == found { Ok(()) } else { Err(CheckpointError::Scalar { expected, found }) }
    }

    /// Whether the sections fill their place, each once.
    fn check_sections(&self) -> Result<(), CheckpointError> {
        let mut sections = Sections(self.sections);
        while let Some((tag, _)) = sections.next() {
            if Sections(sections.0).any(|(other, _)| other == tag) {
                return Err(CheckpointError::Twice(tag));
            }
        }
        if sections.0.is_empty() { Ok(()) } else { Err(CheckpointError::Head) }
    }
}

/// The length of the blob that begins here, by its head.
pub(super) fn length(bytes: &[u8]) -> Result<usize, CheckpointError> {
    let least = HEAD + TAIL;
    let magic = bytes.get(..MAGIC.len()).unwrap_or(bytes);
    if magic != MAGIC.get(..magic.len()).unwrap_or_default() {
        return Err(CheckpointError::Magic);
    }
    let Some([_, _, _, _, v0, v1, _, _, l0, l1, l2, l3]) = bytes.first_chunk::<HEAD>() else {
        return Err(CheckpointError::Truncated { needed: least, found: bytes.len() });
    };
    let version = u16::from_le_bytes([*v0, *v1]);
    if version == 0 || version > VERSION {
        return Err(CheckpointError::Version(version));
    }
    let length = usize::try_from(u32::from_le_bytes([*l0, *l1, *l2, *l3])).unwrap_or(usize::MAX);
    if length < least { Err(CheckpointError::Head) } else { Ok(length) }
}

/// Takes sections off the front; what is left when there is none is no section.
struct Sections<'a>(&'a [u8]);

impl<'a> Iterator for Sections<'a> {
    type Item = (Tag, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let ([t0, t1, 0, 0, l0, l1, l2, l3], rest) = self.0.split_first_chunk::<SECTION_HEAD>()? else {
            return None;
        };
        let length = usize::try_from(u32::from_le_bytes([*l0, *l1, *l2, *l3])).ok()?;
        let (bytes, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some((Tag(u16::from_le_bytes([*t0, *t1])), bytes))
    }
}

/// Names, in order.
#[derive(Clone, Debug)]
pub struct Names<'a>(&'a [u8]);

impl<'a> Iterator for Names<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<Self::Item> {
        let (length, rest) = self.0.split_first()?;
        let (name, rest) = rest.split_at_checked(usize::from(*length))?;
        let name = core::str::from_utf8(name).ok()?;
        self.0 = rest;
        Some(name)
    }
}

/// Numbers, in order.
#[derive(Clone, Debug)]
pub struct Numbers<'a, R> {
    bytes: &'a [u8],
    number: PhantomData<R>,
}

impl<R: Real> Iterator for Numbers<'_, R> {
    type Item = R;

    fn next(&mut self) -> Option<R> {
        take_number(&mut self.bytes)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = self.bytes.len() / size_of::<R>();
        (count, Some(count))
    }
}

impl<R: Real> ExactSizeIterator for Numbers<'_, R> {}

fn take_number<R: Real>(bytes: &mut &[u8]) -> Option<R> {
    match Scalar::of::<R>() {
        Scalar::Single => {
            let (number, rest) = bytes.split_first_chunk()?;
            *bytes = rest;
            Some(R::of_single(f32::from_le_bytes(*number)))
        }
        Scalar::Double => {
            let (number, rest) = bytes.split_first_chunk()?;
            *bytes = rest;
            Some(R::of(f64::from_le_bytes(*number)))
        }
    }
}
