//! What is wrong with a blob.

use core::fmt;

use super::{Scalar, Tag};
use crate::MlpError;

/// What is wrong with a blob, or with what was to be put into one. Nothing has been restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum CheckpointError {
    /// The first bytes are not those of a checkpoint.
    Magic,
    /// A version that this reader does not know.
    Version(u16),
    /// Fewer bytes than the blob says it has, or than any blob has.
    Truncated {
        /// Bytes expected.
        needed: usize,
        /// Bytes found.
        found: usize,
    },
    /// More bytes than the blob says it has.
    Trailing {
        /// Bytes expected.
        needed: usize,
        /// Bytes found.
        found: usize,
    },
    /// Some bit is wrong.
    Checksum,
    /// The head, or the head of a section, is not as it should be though the checksum is right.
    Head,
    /// What this section holds cannot be.
    Section(Tag),
    /// There is no such section.
    Missing(Tag),
    /// There is such a section already.
    Twice(Tag),
    /// The numbers are of another type.
    Scalar {
        /// The type asked for.
        expected: Scalar,
        /// The blob's.
        found: Scalar,
    },
    /// A section has not as many bytes as it should have.
    Size {
        /// Which.
        tag: Tag,
        /// Bytes expected.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
    /// An activation that this build does not know.
    Activation(u8),
    /// Widths that make no network.
    Shape(MlpError),
    /// A name is longer than 255 bytes.
    Name,
    /// The slice is too short for the blob.
    Room {
        /// Bytes needed.
        needed: usize,
        /// Bytes found.
        found: usize,
    },
}

impl fmt::Display for CheckpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Magic => f.write_str("not a checkpoint: its first bytes are others"),
            Self::Version(version) => {
                write!(f, "version {version} of the checkpoint is not known: read it by a newer build")
            }
            Self::Truncated { needed, found } => {
                write!(f, "the checkpoint is truncated: {found} of {needed} bytes are there")
            }
            Self::Trailing { needed, found } => {
                write!(
                    f,
                    "the checkpoint has {needed} bytes, and {} more follow it",
                    found.saturating_sub(*needed)
                )
            }
            Self::Checksum => f.write_str("the checkpoint is damaged: its checksum is wrong"),
            Self::Head => {
                f.write_str("the checkpoint was written wrongly: the head of a section does not fit")
            }
            Self::Section(tag) => write!(f, "{tag} of the checkpoint was written wrongly"),
            Self::Missing(tag) => write!(f, "the checkpoint has no {tag}"),
            Self::Twice(tag) => write!(f, "{tag} is written twice: once is enough"),
            Self::Scalar { expected, found } => {
                write!(f, "the checkpoint holds numbers of type {found}, and {expected} is asked for")
            }
            Self::Size { tag, expected, found } => {
                write!(
                    f,
                    "{tag} has {found} bytes and must have {expected}: it is of another model or of other settings"
                )
            }
            Self::Activation(code) => write!(f, "activation {code} is not known to this build"),
            Self::Shape(error) => error.fmt(f),
            Self::Name => f.write_str("a name is longer than 255 bytes: shorten it"),
            Self::Room { needed, found } => {
                write!(f, "the checkpoint needs {needed} bytes, {found} are there")
            }
        }
    }
}

impl core::error::Error for CheckpointError {}
