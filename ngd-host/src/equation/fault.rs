//! What is wrong, and where.

use std::ops::Range;

/// A mistake in a text: where it stands and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The bytes of the text that are meant.
    pub span: Range<usize>,
    /// What is wrong and what would be right, without a place and without a full stop.
    pub sentence: String,
}

impl Fault {
    /// A mistake at these bytes.
    pub fn new(span: Range<usize>, sentence: impl Into<String>) -> Self {
        Self { span, sentence: sentence.into() }
    }

    /// The same mistake in a text in which this one begins at `offset`.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        let Range { start, end } = self.span;
        Self { span: start + offset..end + offset, ..self }
    }

    /// Line and column in a text, both from one; a column is a character.
    pub fn place(&self, text: &str) -> (usize, usize) {
        let mut start = self.span.start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &text[..start];
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        (before.matches('\n').count() + 1, before[line..].chars().count() + 1)
    }
}
