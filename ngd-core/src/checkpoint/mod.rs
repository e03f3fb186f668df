//! One blob for everything that outlives a run: a trained model, what an adapter has learnt, where an optimizer stands.
//!
//! The program's `model.ngd`, the constant in a firmware and the page in its flash are this one format. A [`Writer`] fills
//! a slice, a [`Checkpoint`] is a checked view of one; neither allocates, neither copies more than a word.
//!
//! # Layout, version 1
//! Little-endian throughout; nothing is aligned.
//!
//! | bytes | what |
//! |---|---|
//! | 4 | magic `NGD` and 0x1A, which ends a text where it is printed |
//! | 2 | version, 1 |
//! | 1 | bytes of a number: 4 or 8, the [`Scalar`] of the whole blob |
//! | 1 | zero |
//! | 4 | length of the blob in bytes, from the magic to the checksum |
//! | … | sections, each: tag (2), zero (2), length of what follows in bytes (4), what follows |
//! | 4 | CRC-32 (ISO-HDLC, the one of Ethernet and zip) of everything before |
//!
//! | tag | section | what follows |
//! |---|---|---|
//! | 1 | [`Tag::SHAPE`] | inputs (2), outputs (2), activation (1), hidden layers L (1), L widths (2 each): a [`Shape`] |
//! | 2, 3 | [`Tag::INPUT_NAMES`], [`Tag::OUTPUT_NAMES`] | per name: length (1), UTF-8 |
//! | 4, 5 | [`Tag::INPUT_SCALING`], [`Tag::OUTPUT_SCALING`] | per quantity: mean, scale (numbers); normalized = (raw − mean)/scale |
//! | 6 | [`Tag::DOMAIN`] | per input: lowest, highest (numbers), raw |
//! | 7 | [`Tag::FEATURES`] | periodic and Fourier features of the inputs: reserved |
//! | 8 | [`Tag::THETA`] | θ (numbers) |
//! | 9 | [`Tag::COUNTERS`] | counts (4 each) |
//! | 10 | [`Tag::VELOCITY`] | p (numbers) |
//! | 11 | [`Tag::COVARIANCE`] | lower triangle of the covariance of θ, row by row (numbers) |
//! | 12 | [`Tag::DEPLOYED`] | θ₀, from which an adapter began (numbers) |
//! | 13 | [`Tag::NOISE`] | per output: σ of the validation residual, normalized (numbers) |
//! | 14 | [`Tag::LIKELIHOOD`] | 1 byte: 0 values, 1 classes |
//! | 16 | [`Tag::ADAPTER`] | the [`State`] of an [`Adapter`](crate::adapt::Adapter) |
//! | 17 | [`Tag::OPTIMIZER`] | the [`State`] of an optimizer |
//! | 0x8000 … | | yours |
//!
//! A state is its words in the order of [`State::visit`], a count in 4 bytes, a number in 4 or 8. Sections may come in any order,
//! each at most once; a reader skips those that it does not know. A new section is no new version; a new meaning of an
//! old one is, and the reader of the new version keeps reading the old.
//!
//! # Errors
//! Every truncation and every flipped bit is a [`CheckpointError`]: CRC-32 finds all of up to 32 consecutive wrong bits.

mod error;
mod reader;
mod shape;
#[cfg(feature = "storage")]
mod slots;
mod tag;
mod writer;

pub use error::CheckpointError;
pub use reader::{Checkpoint, Names, Numbers};
pub use shape::Shape;
#[cfg(feature = "storage")]
pub use slots::{SlotPlan, Slots, StorageError};
pub use tag::{Scalar, Tag};
pub use writer::Writer;

#[cfg(doc)]
use crate::state::State;

/// The first bytes.
const MAGIC: [u8; 4] = *b"NGD\x1a";
/// The version that is written.
const VERSION: u16 = 1;
/// Bytes before the sections.
const HEAD: usize = 12;
/// Bytes before what a section holds.
const SECTION_HEAD: usize = 8;
/// Bytes of the checksum.
const TAIL: usize = 4;

/// Eight bits at a time would be faster and take a table of a kilobyte.
const CHECKSUM: crc::Crc<u32, crc::NoTable> = crc::Crc::<u32, crc::NoTable>::new(&crc::CRC_32_ISO_HDLC);
